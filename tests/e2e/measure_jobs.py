"""Measures the six commonest jobs, here and in Wagtail alone, and writes the table.

python -m tests.e2e.measure_jobs        the table goes to docs/quality.md; about five minutes
"""

import os
import sys

import django


def main() -> int:
    """Measure and write; return 1 without a browser, 2 when a job takes too many actions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal_network.settings.test")
    django.setup()
    # Needs the models, which are there only now.
    from tests.e2e.job_figures import measure_and_write

    return measure_and_write()


if __name__ == "__main__":
    sys.exit(main())
