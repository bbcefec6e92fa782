"""Asks screens of the administration in networks of growing size, in a process of its own.

Usage: ``python -m tests.benchmarks.admin_run SIZE...``, sizes in ascending order. The network grows
from size to size in one SQLite database: communes with three people each, some pictures, files and
log entries. At each size an administrator of one commune and one of its province open their
screens; for each screen stands the best processor time of several calls (the database works in the
same process), the queries and bytes of the last, and whose names it showed that it should not. The
result is one line of JSON per size.
"""

import json
import os
import re
import sys
import time

import django

FIRST = "20"  # Lạng Sơn
OWN = "05986"  # phường Tam Thanh
PEOPLE_PER_COMMUNE = ("editor", "approver", "site_administrator")
REPEATS = 5
BATCH = 5000

SCREENS = {
    "home": "/quan-tri/",
    "explorer": "/quan-tri/pages/{home}/",
    "explorer, search": "/quan-tri/pages/{home}/?q=thông+tin",
    "page chooser": "/quan-tri/choose-page/",
    "page chooser, search": "/quan-tri/choose-page/search/?q=thông+tin",
    "picture chooser": "/quan-tri/images/chooser/",
    "file chooser": "/quan-tri/documents/chooser/",
    "pictures": "/quan-tri/images/",
    "page editor": "/quan-tri/pages/{home}/edit/",
    "people": "/quan-tri/nhan-su/",
}


def grow_to(size: int) -> int:
    """Create communes until there are ``size``, the first ones in Lạng Sơn; return their number."""
    from portal_network.provisioning import units
    from portal_network.provisioning.services import create_network
    from portal_network.tenancy.models import Commune

    first = [unit.code for unit in units.communes_of(FIRST) if unit.code != OWN]
    for province in [FIRST, *(code for code in units.load_units().provinces if code != FIRST)]:
        missing = size - Commune.objects.count()
        if missing <= 0:
            break
        known = [OWN, *first] if province == FIRST else None
        codes = known or [unit.code for unit in units.communes_of(province)]
        made = set(Commune.objects.filter(province=province).values_list("code", flat=True))
        wanted = [code for code in codes if code not in made][:missing]
        if wanted:
            create_network(province, commune_codes=wanted)
    return Commune.objects.count()


def fill(communes) -> None:
    """Give every commune its people, two pictures, two files and a history, in bulk."""
    from wagtail.models import PageLogEntry

    from commune_site.models import PortalImage
    from documents.models import PortalDocument
    from portal_network.accounts.models import User
    from portal_network.tenancy.models import Membership

    users = [
        User(username=f"{commune.code}.{role}", email=f"{commune.code}.{role}@vidu.invalid",
             last_name=commune.name, first_name=role, password="!")
        for commune in communes
        for role in PEOPLE_PER_COMMUNE
    ]  # fmt: skip
    User.objects.bulk_create(users, batch_size=BATCH)
    by_name = {user.username: user for user in users}
    Membership.everywhere.bulk_create(
        [
            Membership(user=by_name[f"{commune.code}.{role}"], role=role, commune=commune)
            for commune in communes
            for role in PEOPLE_PER_COMMUNE
        ],
        batch_size=BATCH,
    )
    pictures, files, entries = [], [], []
    for commune in communes:
        editor = by_name[f"{commune.code}.editor"]
        for number in (1, 2):
            common = {"title": f"{commune.name} {number}", "collection_id": commune.collection_id}
            pictures.append(
                PortalImage(file="original_images/mau.jpg", width=800, height=600,
                            uploaded_by_user=editor, **common)
            )  # fmt: skip
            files.append(PortalDocument(file="documents/mau.pdf", **common))
        entries.append(
            PageLogEntry(page_id=commune.root_page_id, user=editor, action="wagtail.edit",
                         label=commune.name, content_type_id=commune.root_page.content_type_id,
                         uuid=None, timestamp=commune.created_at_for_bench)
        )  # fmt: skip
    PortalImage.everywhere.bulk_create(pictures, batch_size=BATCH)
    PortalDocument.everywhere.bulk_create(files, batch_size=BATCH)
    PageLogEntry.objects.bulk_create(entries, batch_size=BATCH)


def ask(user, host: str, foreign: list[str]) -> dict[str, dict]:
    """Open every screen as this person; see the module's text for what is measured."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal_network.tenancy.policies.memberships import memberships_of, place_of

    client = Client(HTTP_HOST=host)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    home = place_of(memberships_of(user)[0]).root_page_id
    result = {}
    for name, pattern in SCREENS.items():
        address = pattern.format(home=home)
        seconds = []
        for _ in range(REPEATS):
            started = time.process_time()
            answer = client.get(address)
            seconds.append(time.process_time() - started)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        text = answer.content.decode()
        result[name] = {
            "status": answer.status_code,
            "milliseconds": round(min(seconds) * 1000, 1),
            "queries": len(queries),
            "bytes": len(answer.content),
            # "Yên Phú" of elsewhere is no part of one's own "Yên Phúc".
            "foreign": [name for name in foreign if re.search(rf"{re.escape(name)}(?!\w)", text)],
        }
    return result


def main(sizes: list[int]) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from django_scopes import scopes_disabled

    from portal_network.tenancy.directory import directory
    from portal_network.tenancy.models import Commune, Province, Role
    from tests.factories import make_user

    with scopes_disabled():
        call_command("migrate", verbosity=0, interactive=False)
        filled: set[str] = set()
        people = None
        for size in sizes:
            total = grow_to(size)
            new = list(
                Commune.objects.exclude(pk__in=filled).select_related("root_page", "collection")
            )
            for commune in new:
                commune.created_at_for_bench = timezone.now()
            fill(new)
            filled |= {commune.pk for commune in new}
            directory.forget()
            if people is None:
                people = {
                    "commune": make_user(Role.SITE_ADMINISTRATOR, OWN),
                    "province": make_user(
                        Role.PROVINCE_ADMINISTRATOR, Province.objects.get(pk=FIRST)
                    ),
                }
            names = dict(Commune.objects.values_list("code", "name"))
            own_name = names.pop(OWN)
            others = {code: name for code, name in names.items() if name != own_name}
            beyond = Commune.objects.exclude(province=FIRST).values_list("code", flat=True)
            own_province = {name for code, name in names.items() if code not in set(beyond)} | {
                own_name
            }
            foreign = {
                "commune": sorted(set(others.values())),
                "province": sorted({names[code] for code in beyond} - own_province),
            }
            for kind, user in people.items():
                tenant = directory.commune(OWN) if kind == "commune" else directory.province(FIRST)
                shown = ask(user, tenant.host, foreign[kind])
                print(json.dumps({"communes": total, "who": kind, "screens": shown}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
