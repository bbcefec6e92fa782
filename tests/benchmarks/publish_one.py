"""Gives the measured article another title, publishes it and prints when that was stored.

Usage: ``python -m tests.benchmarks.publish_one TITLE``, on ``DATABASE_URL`` and ``CACHE_URL``.
"""

import os
import sys
import time

import django
from django_scopes import scopes_disabled


def main(title: str) -> None:
    """Publish; the moment is seconds since 1970."""
    from wagtail.signals import page_published

    from tests.benchmarks.public_run import article

    moments = []

    def note(**_said) -> None:
        moments.append(time.time())

    page_published.connect(note)
    page = article()
    page.title = title
    page.save_revision().publish()
    print(moments[0])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.postgresql.served")
    django.setup()
    with scopes_disabled():
        main(sys.argv[1])
