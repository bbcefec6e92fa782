"""Creates networks on SQLite and prints what that costs; a process of its own, as an operator's.

Usage: ``python -m tests.benchmarks.provisioning_run SIZE STOCK_COMMUNES``. First ``STOCK_COMMUNES``
communes are made as stock Wagtail makes trees, on a copy of the empty database; then provinces are
created with ``create_network`` until the network has at least ``SIZE`` communes. The result is one
line of JSON.
"""

import json
import os
import sys
import time

import django
from django_scopes import scopes_disabled

FIRST = "20"  # Lạng Sơn: 65 communes


class Stopwatch:
    """Seconds on the clock and seconds of this process's own work."""

    def __init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        """Return what passed since the start."""
        return {
            "wall": time.perf_counter() - self.wall,
            "processor": time.process_time() - self.processor,
        }


def provinces_for(size: int) -> list[str]:
    """Return the provinces to create: Lạng Sơn first, last one of about the same size."""
    from portal_network.provisioning import units

    communes = {code: len(units.communes_of(code)) for code in units.load_units().provinces}
    first = communes.pop(FIRST)
    if size <= first:
        return [FIRST]
    last = min(communes, key=lambda code: (abs(communes[code] - first), code))
    rest = [code for code in communes if code != last]
    chosen, total = [], first + communes[last]
    for code in rest:
        if total >= size:
            break
        chosen.append(code)
        total += communes[code]
    return [FIRST, *chosen, last]


def stock_communes(count: int) -> None:
    """Make communes of Lạng Sơn page by page through the calls of stock Wagtail."""
    from django.db import transaction
    from wagtail.models import Collection, Page, Site
    from wagtailmenus.models import MainMenu, MainMenuItem

    from portal_network.provisioning import units
    from portal_network.provisioning.blueprint import DIRECTORY_KEY, HOME_KEY, site_blueprint
    from portal_network.provisioning.bulk import page_model
    from portal_network.tenancy.models import Commune, HostName, Province

    province = Province.objects.get(pk=FIRST)
    directory = Page.objects.get(portalpage__registry_key=DIRECTORY_KEY)
    for unit in units.communes_of(FIRST)[:count]:
        with transaction.atomic():
            commune = Commune.objects.create(
                code=unit.code, province=province, name=unit.name, kind=unit.kind, slug=unit.slug
            )
            pages = {}
            for blueprint in site_blueprint("commune").pages:
                is_home = blueprint.key == HOME_KEY
                page = page_model(blueprint.model)(
                    title=blueprint.title or unit.name,
                    slug=blueprint.slug or unit.slug,
                    section=blueprint.section,
                    summary=blueprint.summary,
                    registry_key=blueprint.key,
                    province=province,
                    commune=commune,
                )
                parent = directory if is_home else pages[blueprint.parent_key]
                pages[blueprint.key] = parent.add_child(instance=page)
            host = f"{unit.slug}.stock.localhost"
            commune.root_page = pages[HOME_KEY].page_ptr
            commune.site = Site.objects.create(hostname=host, root_page=commune.root_page)
            root = Collection.objects.get(pk=province.collection_id)
            commune.collection = root.add_child(name=unit.name)
            commune.save()
            HostName.objects.create(host=host, commune=commune, is_primary=True)
            menu = MainMenu.objects.create(site=commune.site)
            for entry in site_blueprint("commune").menu:
                MainMenuItem.objects.create(menu=menu, link_page=pages[entry.key])


def main(size: int, stock: int) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.dev"
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from portal_network.provisioning import units
    from portal_network.provisioning.services import create_network

    call_command("migrate", verbosity=0, interactive=False)
    result: dict = {"stock": None, "provinces": []}
    if stock:
        # All in a transaction that is rolled back, so that the network starts empty again.
        with transaction.atomic():
            create_network(FIRST, commune_codes=[])
            watch = Stopwatch()
            stock_communes(stock)
            result["stock"] = {"communes": stock} | watch.read()
            transaction.set_rollback(True)
    for code in provinces_for(size):
        watch = Stopwatch()
        create_network(code)
        result["provinces"].append(
            {"code": code, "communes": len(units.communes_of(code))} | watch.read()
        )
    watch = Stopwatch()
    unchanged = create_network(FIRST).is_unchanged
    result["again"] = {"unchanged": unchanged} | watch.read()
    print(json.dumps(result))


if __name__ == "__main__":
    with scopes_disabled():
        main(int(sys.argv[1]), int(sys.argv[2]))
