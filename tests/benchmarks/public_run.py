"""Asks public pages in a network of growing size, in a process of its own.

Usage: ``python -m tests.benchmarks.public_run LISTED EACH SIZE...``, on the database that
``TEST_DATABASE_URL`` names. The network grows from size to size; each commune gets EACH pages,
one of them in addition a page in every section and LISTED news. At each size its pages are made
anew at every call, from the parts that are kept between two changes of the site (its tree, the
newest items, the counts of a list): for each address stand the best, the median and the first of
many calls on the clock (milliseconds) and the queries of one that finds nothing kept; beside them
how long an approver waits until a change is saved, and until it is published. The result is one
line of JSON per size.
"""

import json
import os
import sys
import time
from statistics import median

import django
from django_scopes import scopes_disabled

from tests.benchmarks.admin_run import FIRST, OWN, grow_to

CALLS, PUBLICATIONS = 30, 7
NEWS = "news"
PER_PAGE = 20
LATE_PAGE = 900
APPROVER = "nguoi-duyet-do"


def furnish(listed: int) -> None:
    """Give one commune a page in every section, and news enough for a late page of their list."""
    from wagtail.models import Locale

    from commune_site.models import PortalPage, SectionPage
    from portal_network.provisioning.bulk import TreeInserter, refresh_statistics
    from portal_network.provisioning.load import (
        KEY,
        WEIGHTS,
        Share,
        fill_commune,
        invented_page,
    )
    from portal_network.tenancy.models import Commune

    commune = Commune.objects.select_related("root_page").get(pk=OWN)
    sections = SectionPage.everywhere.filter(commune=commune).exclude(section="")
    filled = set(
        PortalPage.everywhere.filter(commune=commune, is_item=True).values_list(
            "section", flat=True
        )
    )
    inserter = TreeInserter(
        {}, province_code=FIRST, commune_code=OWN, locale=Locale.get_default()
    )  # fmt: skip
    for number, section in enumerate(sections):
        if section.section in filled or section.section in WEIGHTS:
            continue
        page = invented_page(commune, number, [NEWS])
        page.section, page.slug = section.section, f"muc-{number}"
        page.registry_key = f"{KEY}muc-{number}"
        inserter.place(page, section)
    inserter.write()
    share = listed * sum(WEIGHTS.values()) // WEIGHTS[NEWS]
    fill_commune(Share(commune, share + share // 50), is_searchable=False)
    refresh_statistics()


def ask(host: str, late: int) -> dict[str, dict]:
    """Ask each address many times."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal_network.delivery.page_cache import caches

    client = Client(HTTP_HOST=host)
    found = {}
    for name, address in addresses(late).items():
        taken = []
        for _call in range(CALLS):
            caches.store().memory.clear()
            began = time.perf_counter()
            answer = client.get(address)
            taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
        caches.forget_all()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[name] = {
            "best": round(min(taken), 2), "median": round(median(taken), 2),
            "first": round(taken[0], 2),
            "queries": len(queries), "bytes": len(answer.content),
        }  # fmt: skip
    return found


def addresses(late: int) -> dict[str, str]:
    """Return what is asked of the commune; ``late`` is the number of a late page of its list."""
    from commune_site.models import SectionPage

    section = SectionPage.everywhere.get(commune=OWN, section=NEWS).get_url_parts()[2]
    return {
        "home": "/",
        "list": section,
        "list, late page": f"{section}?trang={late}",
        "article": article().get_url_parts()[2],
        "search form": "/tim-kiem/",
    }


def article():
    """Return the measured article: the newest one."""
    from commune_site.models import ArticlePage

    own = ArticlePage.everywhere.filter(commune=OWN, section=NEWS)
    return own.order_by("-disclosed_on", "-pk").first()


def publish(host: str, user) -> dict[str, float]:
    """Save a change of an article and publish it; return the best milliseconds of each request.

    Raises:
        AssertionError: it was not published.
    """
    from django.test import Client
    from django.urls import reverse
    from wagtail.test.utils.form_data import (
        nested_form_data,
        querydict_from_html,
        rich_text,
        streamfield,
    )

    from portal_network.provisioning.load import SENTENCES

    client = Client(HTTP_HOST=host)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = article()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    at_once = reverse("moderation_publish_at_once", args=[page.pk])
    taken = {"save": [], "publish": []}
    for _publication in range(PUBLICATIONS):
        shown = client.get(edit)
        data = querydict_from_html(shown.content.decode(), form_id="page-edit-form")
        # Blocks are put into the form by the browser.
        blocks = [("paragraph", rich_text(f"<p>{text}</p>")) for text in SENTENCES]
        data.update(nested_form_data({"body": streamfield(blocks), "gallery": streamfield([])}))
        data["title"] = f"Bài đã sửa lúc {time.time_ns()}"
        taken["save"].append(_post(client, edit, data))
        taken["publish"].append(_post(client, at_once, {"reason": "Thông báo khẩn về mưa lũ"}))
        page.refresh_from_db()
        assert page.title == data["title"]
    return {name: round(min(each), 1) for name, each in taken.items()}


def _post(client, address: str, data) -> float:
    began = time.perf_counter()
    answer = client.post(address, data)
    taken = (time.perf_counter() - began) * 1000
    assert answer.status_code == 302, answer.content.decode()
    return taken


def main(listed: int, each: int, sizes: list[int]) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from commune_site.models import PortalPage
    from portal_network.accounts.models import User
    from portal_network.provisioning.load import fill_network
    from portal_network.tenancy.directory import directory
    from portal_network.tenancy.models import Role
    from tests.factories import make_user

    settings.PAGE_CACHE_STRICT = False
    settings.PAGE_CACHE = "process"
    # Read between two measured calls, not in one of them.
    settings.TENANT_DIRECTORY_MAX_AGE = settings.ALERTS_MAX_AGE = 3600.0
    call_command("migrate", verbosity=0, interactive=False)
    user = None
    for size in sizes:
        began = time.perf_counter()
        total = grow_to(size)
        made = time.perf_counter() - began
        began = time.perf_counter()
        fill_network(total * each, is_searchable=False)
        furnish(listed)
        filled = time.perf_counter() - began
        directory.forget()
        # A network that was measured before has one.
        user = user or User.objects.filter(username=APPROVER).first()
        user = user or make_user(
            Role.APPROVER, OWN, username=APPROVER, email=f"{APPROVER}@vidu.invalid"
        )
        host = directory.commune(OWN).host
        late = min(LATE_PAGE, listed // PER_PAGE)
        print(
            json.dumps(
                {
                    "communes": total,
                    "pages": PortalPage.everywhere.count(),
                    "created in": round(made),
                    "filled in": round(filled),
                    "host": host,
                    "late page": late,
                    "asked": ask(host, late),
                    "publish": publish(host, user),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    with scopes_disabled():
        main(int(sys.argv[1]), int(sys.argv[2]), [int(size) for size in sys.argv[3:]])
