"""Writes the table of addresses into docs/isolation.md, without the attack."""

import os

import django


def main() -> None:
    """Take the verdicts as the portal declares them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal_network.settings.test")
    django.setup()
    # Needs the models, which are there only now.
    from tests.isolation.surfaces_table import DOCUMENT, surfaces_table, with_block

    DOCUMENT.write_text(with_block(DOCUMENT.read_text(), "surfaces", surfaces_table()))


if __name__ == "__main__":
    main()
