#!/usr/bin/env python
"""Command-line entry point of the portal network."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal_network.settings.dev")
    from django.core.management import execute_from_command_line
    from django_scopes import scopes_disabled

    # Whoever runs a command works for the whole installation. Requests that a server started here
    # answers set their own scope.
    with scopes_disabled():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
