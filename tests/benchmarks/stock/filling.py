"""Fills the stock site with the words of a portal's; a process of its own.

Usage: ``python -m tests.benchmarks.stock.filling SITES < WORDS``, on the database that
``STOCK_DATABASE_URL`` names: so many sites, of which the first holds what stands in WORDS (JSON,
from ``tests.benchmarks.portal_words``). A second run with more sites adds what is missing.
"""

import json
import os
import sys
from datetime import date

import django

HOST = "stock.localhost"


def fill(sites: int, words: dict) -> None:
    """Make the sites, and the pages of the first one."""
    from django.db import transaction
    from wagtail.models import Page, Site

    from tests.benchmarks.stock.models import HomePage

    with transaction.atomic():
        top = Page.objects.get(depth=1)
        if not Site.objects.filter(hostname=HOST).exists():
            _fill_first(top, words)
        there = Site.objects.filter(hostname__startswith="xa-").count() + 1
        for number in range(there, sites):
            home = top.add_child(instance=HomePage(title=f"Xã {number}", slug=f"xa-{number}"))
            Site.objects.create(hostname=f"xa-{number}.localhost", root_page=home)


def _fill_first(top, words: dict) -> None:
    from wagtail.models import Site

    from tests.benchmarks.stock.models import ArticlePage, Contact, HomePage, SectionPage

    home = top.add_child(
        instance=HomePage(title=words["name"], slug="nha", lead=words["lead"], tasks=words["tasks"])
    )
    site = Site.objects.create(hostname=HOST, root_page=home)
    Contact.objects.create(site=site, authority=words["authority"], text=words["contact"])
    sections = {}
    for group in words["menu"]:
        page = home.add_child(
            instance=SectionPage(title=group["title"], slug=group["slug"], show_in_menus=True)
        )
        for section in group["sections"]:
            sections[section["slug"]] = page.add_child(
                instance=SectionPage(
                    title=section["title"], slug=section["slug"], show_in_menus=True
                )
            )
    for article in words["articles"]:
        fields = {name: article[name] for name in ("title", "slug", "number", "summary")}
        body = [("paragraph", text) for text in article["paragraphs"]]
        sections[article["section"]].add_child(
            instance=ArticlePage(
                day=date.fromisoformat(article["day"]), author=article["author"],
                source=article["source"], body=body, **fields,
            )
        )  # fmt: skip


def main(sites: int) -> None:
    """Make tables and content; print the address of the measured article."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.stock.settings"
    django.setup()
    from django.core.management import call_command
    from wagtail.models import Site

    from tests.benchmarks.stock.models import ArticlePage

    words = json.load(sys.stdin)
    call_command("migrate", verbosity=0, interactive=False)
    fill(sites, words)
    article = ArticlePage.objects.get(slug=words["article"])
    print(json.dumps({"sites": Site.objects.count(), "article": article.get_url_parts()[2]}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
