"""Asks the queue with thousands of texts waiting across a network, in a process of its own.

Usage: ``python -m tests.benchmarks.queue_run COMMUNES WAITING``, on the database that
``TEST_DATABASE_URL`` names, which must be empty. Two thirds wait for provinces, one third for
communes, one commune in fifty has nobody who approves; five decided texts stand beside each waiting
one. A moderator of every province, one of Lạng Sơn and an approver open their screens; for each
stands the best time of several calls with the caches of figures empty, and its queries. The result
is one line of JSON.
"""

import json
import os
import random
import sys
import time
from datetime import timedelta

import django

from tests.benchmarks.admin_run import FIRST, OWN, grow_to

REPEATS = 5
BATCH = 5000
DECIDED_PER_WAITING = 5
SCREENS = {
    "queue": "/quan-tri/hang-doi-duyet/",
    "queue, last page": "/quan-tri/hang-doi-duyet/?p=99999",
    "queue, overdue": "/quan-tri/hang-doi-duyet/?due=overdue",
    "queue, one section": "/quan-tri/hang-doi-duyet/?section=news&days=3",
    "where our texts are": "/quan-tri/hang-doi-duyet/theo-doi/",
    "home": "/quan-tri/",
}


def staff(communes) -> dict[str, int]:
    """Make an editor per commune and an approver in all but one of fifty; return the editors."""
    from portal_network.accounts.models import User
    from portal_network.tenancy.models import Membership, Role

    names = [f"{commune.pk}.{role}" for commune in communes for role in ("editor", "approver")]
    User.objects.bulk_create(
        [User(username=name, email=f"{name}@vidu.invalid", password="!") for name in names],
        batch_size=BATCH,
    )
    keys = dict(User.objects.filter(username__in=names).values_list("username", "pk"))
    rows = []
    for number, commune in enumerate(communes):
        rows.append(Membership(user_id=keys[f"{commune.pk}.editor"], role=Role.EDITOR,
                               commune=commune))  # fmt: skip
        if number % 50:
            rows.append(Membership(user_id=keys[f"{commune.pk}.approver"], role=Role.APPROVER,
                                   commune=commune))  # fmt: skip
    Membership.everywhere.bulk_create(rows, batch_size=BATCH)
    return {commune.pk: keys[f"{commune.pk}.editor"] for commune in communes}


def fill(waiting: int) -> None:
    """Let so many texts wait, spread over all communes, with a history behind them."""
    from django.utils import timezone

    from portal_network.moderation.models import QueueItem, Stage, State
    from portal_network.tenancy.models import Commune

    chance = random.Random(2026)
    communes = list(Commune.objects.select_related("root_page"))
    editors = staff(communes)
    now, today = timezone.now(), timezone.localdate()
    rows = []
    for number in range(waiting * (1 + DECIDED_PER_WAITING)):
        commune = communes[number % len(communes)]
        is_waiting = number < waiting
        submitted = now - timedelta(hours=chance.randrange(1, 24 * 20))
        rows.append(
            QueueItem(
                page_id=commune.root_page_id, province_id=commune.province_id, commune=commune,
                section=chance.choice(("news", "policies", "legal-documents")),
                title=f"Bài chờ duyệt số {number} của {commune.name}",
                page_type_id=commune.root_page.content_type_id,
                stage=Stage.COMMUNE if number % 3 == 0 else Stage.PROVINCE,
                state=State.WAITING if is_waiting else State.APPROVED,
                submitted_at=submitted, submitted_by_id=editors[commune.pk],
                last_editor_id=editors[commune.pk], begun_by_id=editors[commune.pk],
                due_on=today + timedelta(days=chance.randrange(-5, 6)),
                failed_checks=chance.randrange(3),
                decided_at=None if is_waiting else now - timedelta(hours=chance.randrange(1, 600)),
            )
        )  # fmt: skip
    QueueItem.everywhere.bulk_create(rows, batch_size=BATCH)


def ask(user, host: str) -> dict[str, dict]:
    """Open every screen as this person."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal_network.moderation.deadlines import due_after

    client = Client(HTTP_HOST=host)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    result = {}
    for name, address in SCREENS.items():
        client.get(address)
        seconds = []
        for _ in range(REPEATS):
            cache.clear()
            due_after(1)
            started = time.perf_counter()
            answer = client.get(address)
            seconds.append(time.perf_counter() - started)
        cache.clear()
        due_after(1)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        result[name] = {
            "status": answer.status_code,
            "milliseconds": round(min(seconds) * 1000, 1),
            "queries": len(queries),
            "bytes": len(answer.content),
        }
    return result


def main(size: int, waiting: int) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scopes_disabled

    from portal_network.moderation.approvers import waiting_for
    from portal_network.tenancy.directory import directory
    from portal_network.tenancy.models import Province, Role
    from tests.factories import give_role, make_user

    with scopes_disabled():
        call_command("migrate", verbosity=0, interactive=False)
        total = grow_to(size)
        fill(waiting)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        directory.forget()
        everywhere = make_user(Role.PROVINCE_MODERATOR, FIRST)
        for province in Province.objects.exclude(pk=FIRST):
            give_role(everywhere, Role.PROVINCE_MODERATOR, province)
        people = {
            "moderator of all": (everywhere, directory.province(FIRST).host),
            "moderator": (make_user(Role.PROVINCE_MODERATOR, FIRST),
                          directory.province(FIRST).host),
            "approver": (make_user(Role.APPROVER, OWN), directory.commune(OWN).host),
        }  # fmt: skip
        for who, (user, host) in people.items():
            row = {
                "database": connection.vendor,
                "communes": total,
                "who": who,
                "own": waiting_for(user).count(),
                "screens": ask(user, host),
            }
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
