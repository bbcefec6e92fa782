"""Asks the list of documents of one section as it grows, in a process of its own.

Usage: ``python -m tests.benchmarks.documents_run SIZE...``, sizes in ascending order, on the empty
database that ``TEST_DATABASE_URL`` names. All documents lie in one section of one commune, which is
the worst case: elsewhere indexes keep the places apart. For each address stands the best processor
time of several calls, once with the counts of the shelf known and once without, its queries and its
status. The result is one line of JSON per size.
"""

import json
import os
import random
import sys
import time
from datetime import date, timedelta
from math import ceil

import django

from tests.benchmarks.admin_run import FIRST, OWN

REPEATS = 5
BATCH = 2000
SECTION = "legal-documents"
ADDRESSES = {
    "list": "",
    "list, page 8": "?trang=8",
    "list, middle page": "?trang={middle}",
    "list, last page": "?trang={last}",
    "by number, last page": "?thu-tu=so-hieu&trang={last}",
    "oldest first": "?thu-tu=cu-nhat",
    "by number": "?thu-tu=so-hieu",
    "one type": "?loai=ke-hoach",
    "one type and year": "?loai=ke-hoach&nam=2024",
    "one issuer": "?co-quan=so-tu-phap",
    "in force": "?hieu-luc=con-hieu-luc",
    "expired, which few are": "?hieu-luc=het-hieu-luc-toan-bo",
    "in force of one year": "?hieu-luc=con-hieu-luc&nam=2024",
    "feed of one field": "feed.xml?linh-vuc=dat-dai",
}


def documents(first: int, last: int) -> list:
    """Return unsaved documents whose facets are spread at random, always the same way."""
    from documents.models import DocumentType, LegalDocumentPage
    from documents.record.vocabulary import fields

    chance = random.Random(first)
    issuers = ["UBND phường Tam Thanh", "HĐND phường Tam Thanh", "Sở Tư pháp", "Sở Tài chính"]
    issuers += [f"Phòng chuyên môn {number}" for number in range(1, 9)]
    types, areas = DocumentType.values[:-2], list(fields())
    pages = []
    for number in range(first, last):
        issued_on = date(2012, 1, 1) + timedelta(days=chance.randrange(365 * 14))
        is_stated = chance.random() < 0.7
        pages.append(
            LegalDocumentPage(
                title=f"Văn bản về nội dung số {number}", slug=f"van-ban-{number}",
                section=SECTION, registry_key=f"bench:{number}",
                summary="Nội dung trích yếu của văn bản, dài một câu như thường thấy.",
                number=f"{number % 900 + 1}/KH-UBND", document_type=chance.choice(types),
                issuer=chance.choice(issuers), field=chance.choice(areas), issued_on=issued_on,
                effective_on=issued_on + timedelta(days=10) if is_stated else None,
                expired_on=issued_on + timedelta(days=99) if chance.random() < 0.01 else None,
                disclosed_on=issued_on, full_text="<p>Toàn văn.</p>",
            )
        )  # fmt: skip
    return pages


def grow_to(size: int, commune) -> None:
    """Insert documents in bulk until the section has ``size``."""
    from django.db import connection, transaction
    from django.utils import timezone
    from wagtail.models import Locale

    from documents.models import LegalDocumentPage
    from documents.quarters import recount_all
    from portal_network.provisioning.bulk import TreeInserter
    from tests.factories import section_page

    section = section_page(commune, SECTION)
    made = LegalDocumentPage.objects.count()
    inserter = TreeInserter({}, province_code=FIRST, commune_code=OWN, locale=Locale.get_default())
    for start in range(made, size, BATCH):
        inserter.new = []
        for page in documents(start, min(start + BATCH, size)):
            inserter.place(page, section)
        # Without a transaction SQLite writes each row to the disk by itself.
        with transaction.atomic():
            inserter.write()
        inserter._children[section.path].added = 0
    recount_all(timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def ask(host: str, path: str) -> dict[str, dict]:
    """Open every address, with the counts known and unknown."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from commune_site.listings import Listing
    from documents.models import LegalDocumentPage

    client = Client(HTTP_HOST=host)
    one = LegalDocumentPage.objects.order_by("pk").first()
    last = ceil(LegalDocumentPage.objects.count() / Listing.page_size)
    addresses = {
        name: path + tail.format(last=last, middle=last // 2) for name, tail in ADDRESSES.items()
    }
    addresses |= {"a document": one.url, "address by number": "/van-ban/so/1-KH-UBND/"}

    def best(address: str, is_known: bool) -> float:
        seconds = []
        for _ in range(REPEATS):
            if not is_known:
                cache.clear()
                client.get("/so-do-trang/")
            started = time.process_time()
            client.get(address)
            seconds.append(time.process_time() - started)
        return round(min(seconds) * 1000, 1)

    result = {}
    for name, address in addresses.items():
        answer = client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            answer.content  # noqa: B018
        result[name] = {
            "status": answer.status_code,
            "queries": len(queries),
            "known": best(address, is_known=True),
            "unknown": best(address, is_known=False),
        }
    return result


def main(sizes: list[int]) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    from django.core.management import call_command
    from django_scopes import scopes_disabled

    from portal_network.tenancy.directory import directory
    from tests.factories import section_page
    from tests.networks import build_network

    with scopes_disabled():
        call_command("migrate", verbosity=0, interactive=False)
        commune = build_network(FIRST, [OWN]).communes[0]
        path = section_page(commune, SECTION).url
        for size in sizes:
            started = time.process_time()
            grow_to(size, commune)
            filled = round(time.process_time() - started, 1)
            asked = ask(directory.commune(OWN).host, path)
            print(json.dumps({"documents": size, "filled": filled, "asked": asked}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
