"""Asks screens of the administration in networks of growing size, in a process of its own.

Usage: ``python -m tests.benchmarks.admin_run EACH SIZE...``, sizes in ascending order, on the empty
database that ``TEST_DATABASE_URL`` names. The network grows from size to size: communes with three
people each, some pictures, files and log entries, and EACH pages. At each size people of one
commune and of its province, and an operator, open their screens; for each screen stands the best
and the 95th percentile of many calls on the clock (milliseconds), the queries and bytes of the
last, and whose names it showed that it should not. The result is one line of JSON per size and
person.
"""

import json
import os
import re
import sys
import time
from statistics import quantiles

import django

FIRST = "20"  # Lạng Sơn
OWN = "05986"  # phường Tam Thanh
PEOPLE_PER_COMMUNE = ("editor", "approver", "site_administrator")
REPEATS = 20
BATCH = 5000

CHOOSERS = {
    "page chooser": "/quan-tri/choose-page/",
    "page chooser, search": "/quan-tri/choose-page/search/?q=thông+tin",
    "picture chooser": "/quan-tri/images/chooser/",
    "file chooser": "/quan-tri/documents/chooser/",
}
PICTURES = {"pictures": "/quan-tri/images/"}
PAGES = {
    "explorer": "/quan-tri/pages/{home}/",
    "explorer, search": "/quan-tri/pages/{home}/?q=thông+tin",
    "page editor": "/quan-tri/pages/{home}/edit/",
}
HOME = {"home": "/quan-tri/"}
PEOPLE = {"people": "/quan-tri/nhan-su/"}
QUEUE = {"queue": "/quan-tri/hang-doi-duyet/"}
# By person: what they open.
SCREENS = {
    "editor": HOME | PAGES | CHOOSERS | PICTURES,
    "commune administrator": HOME | PAGES | CHOOSERS | PICTURES | PEOPLE,
    "moderator": HOME | PAGES | CHOOSERS | QUEUE,
    "province administrator": HOME | PAGES | CHOOSERS | PICTURES | PEOPLE,
    "operator": HOME | CHOOSERS | PICTURES | PEOPLE | QUEUE | {
        "explorer of all": "/quan-tri/pages/", "log": "/quan-tri/nhat-ky/",
        "communes of a province": "/quan-tri/mang-luoi/20/",
        "state of the system": "/quan-tri/tinh-trang/",
    },
}  # fmt: skip


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


def ask(who: str, user, host: str, foreign: list[str]) -> dict[str, dict]:
    """Open every screen as this person; see the module's text for what is measured."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal_network.tenancy.policies.memberships import memberships_of, place_of

    client = Client(HTTP_HOST=host)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if user.is_superuser:
        open_staff_session(client, user)
    mine = memberships_of(user)
    home = place_of(mine[0]).root_page_id if mine else ""
    result = {}
    for name, pattern in SCREENS[who].items():
        address = pattern.format(home=home)
        taken = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            answer = client.get(address)
            taken.append((time.perf_counter() - started) * 1000)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        text = answer.content.decode()
        result[name] = {
            "status": answer.status_code,
            "best": round(min(taken), 1),
            "p95": round(quantiles(taken, n=20, method="inclusive")[-1], 1),
            "queries": len(queries),
            "bytes": len(answer.content),
            # "Yên Phú" of elsewhere is no part of one's own "Yên Phúc".
            "foreign": [name for name in foreign if re.search(rf"{re.escape(name)}(?!\w)", text)],
        }
    return result


def open_staff_session(client, user) -> None:
    """Let an operator work; without a session operators have no power."""
    from datetime import timedelta

    from django.utils import timezone

    from portal_network.people.models import StaffSession
    from portal_network.people.services.staff_sessions import SESSION_KEY

    opened = StaffSession.objects.create(
        user=user, operator_name=user.get_username(), reason="Đo tốc độ",
        expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    session = client.session
    session[SESSION_KEY] = opened.pk
    session.save()


def foreign_names() -> tuple[list[str], list[str]]:
    """Return the names that nobody of the commune, and nobody of its province, may see."""
    from portal_network.tenancy.models import Commune

    names = dict(Commune.objects.values_list("code", "name"))
    within = set(Commune.objects.filter(province=FIRST).values_list("code", flat=True))
    own_province = {names[code] for code in within}
    of_others = {name for code, name in names.items() if code != OWN} - {names[OWN]}
    beyond = {name for code, name in names.items() if code not in within} - own_province
    return sorted(of_others), sorted(beyond)


def main(each: int, sizes: list[int]) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from django_scopes import scopes_disabled

    from portal_network.provisioning.bulk import refresh_statistics
    from portal_network.provisioning.load import fill_network
    from portal_network.tenancy.directory import directory
    from portal_network.tenancy.models import Commune, Province, Role
    from tests.factories import make_superuser, make_user

    with scopes_disabled():
        call_command("migrate", verbosity=0, interactive=False)
        filled: set[str] = set()
        people = {}
        for size in sizes:
            total = grow_to(size)
            new = list(
                Commune.objects.exclude(pk__in=filled).select_related("root_page", "collection")
            )
            for commune in new:
                commune.created_at_for_bench = timezone.now()
            fill(new)
            fill_network(total * each, is_searchable=False)
            refresh_statistics()
            filled |= {commune.pk for commune in new}
            directory.forget()
            if not people:
                province = Province.objects.get(pk=FIRST)
                people = {
                    "editor": make_user(Role.EDITOR, OWN),
                    "commune administrator": make_user(Role.SITE_ADMINISTRATOR, OWN),
                    "moderator": make_user(Role.PROVINCE_MODERATOR, province),
                    "province administrator": make_user(Role.PROVINCE_ADMINISTRATOR, province),
                    "operator": make_superuser(),
                }
            of_others, beyond = foreign_names()
            seen_by = {
                "editor": (directory.commune(OWN), of_others),
                "commune administrator": (directory.commune(OWN), of_others),
                "moderator": (directory.province(FIRST), beyond),
                "province administrator": (directory.province(FIRST), beyond),
                "operator": (directory.province(FIRST), []),
            }
            for who, user in people.items():
                tenant, foreign = seen_by[who]
                screens = ask(who, user, tenant.host, foreign)
                print(json.dumps({"communes": total, "who": who, "screens": screens}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(size) for size in sys.argv[2:]])
