"""Prints the words of a commune's front page and article, as JSON, for the stock site.

Usage: ``python -m tests.benchmarks.portal_words``, on the database that ``DATABASE_URL`` names and
that ``tests.benchmarks.public_run`` has filled.
"""

import json
import os

import django
from django_scopes import scopes_disabled

from tests.benchmarks.admin_run import OWN

# How many of the newest pages: more than the front page and an article show.
NEWEST = 60


def words() -> dict:
    """Return what the stock site shows, too."""
    from commune_site.frontpage import tasks
    from commune_site.models import ArticlePage
    from documents.models import LegalDocumentPage
    from portal_network.tenancy.directory import directory

    tenant = directory.commune(OWN)
    newest = [
        _told(page, page.number if model is LegalDocumentPage else "")
        for model in (ArticlePage, LegalDocumentPage)
        for page in model.everywhere.filter(
            commune=OWN, section__in=("news", "admin-documents")
        ).order_by("-disclosed_on", "-pk")[:NEWEST]
    ]
    contact = tenant.contact
    return {
        "name": tenant.name,
        "authority": tenant.authority_name,
        "lead": "Tra cứu thủ tục, văn bản; gửi câu hỏi, phản ánh tới cơ quan.",
        "contact": "\n".join([contact.address, contact.phone, contact.email]),
        "tasks": [
            {"title": str(one.title), "description": str(one.description), "url": one.url}
            for one in tasks(tenant)
        ],
        "menu": _menu(tenant),
        "articles": newest,
        "article": newest[0]["slug"],
        "host": tenant.host,
        "address": ArticlePage.everywhere.get(
            commune=OWN, section="news", slug=newest[0]["slug"]
        ).get_url_parts()[2],
    }


def _menu(tenant) -> list[dict]:
    from commune_site.navigation import site_tree

    return [
        {
            "title": group.title,
            "slug": group.url.strip("/"),
            "sections": [
                {"title": one.title, "slug": one.section}
                for one in group.children
                if one.section and not one.is_empty
            ],
        }
        for group in site_tree(tenant).root.children
        if group.children and not group.is_empty
    ]


def _told(page, number: str) -> dict:
    paragraphs = [page.full_text] if number else [block.value.source for block in page.body]
    return {
        "title": page.title, "slug": page.slug, "number": number, "summary": page.summary,
        "author": page.author, "source": page.source, "section": page.section,
        "day": page.disclosed_on.isoformat(), "paragraphs": paragraphs,
    }  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.postgresql.served")
    django.setup()
    with scopes_disabled():
        print(json.dumps(words()))
