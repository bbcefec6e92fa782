"""The data of a commune as JSON: each resource of the read API whole, with its schema.

What is open is decided where the read API decides it (:mod:`commune_site.open_data.selection`):
nothing that names people, nothing unpublished, expired or restricted.
"""

from commune_site.open_data.api import licence
from commune_site.open_data.queries import LARGEST_PAGE
from commune_site.open_data.resources import RESOURCES, Resource
from portal_network.backup.export.folder import Folder
from portal_network.tenancy.directory import Tenant


def write_data(folder: Folder, tenant: Tenant) -> dict[str, int]:
    """Write every resource; return how many entries each has."""
    counts = {}
    for slug, resource in RESOURCES.items():
        entries = [row.model_dump(mode="json") for row in _entries(resource, tenant)]
        schema = f"data/schema/{slug}.schema.json"
        folder.write_json(schema, resource.detail.model_json_schema())
        folder.write_json(
            f"data/{slug}.json",
            {
                "title": str(resource.title),
                "schema": schema.removeprefix("data/"),
                "licence": licence(),
                "data": entries,
            },
        )
        counts[slug] = len(entries)
    return counts


def _entries(resource: Resource, tenant: Tenant):
    mark = ""
    while True:
        found = resource.page(tenant, resource.query(limit=LARGEST_PAGE, cursor=mark))
        for row in found.rows:
            yield resource.one(tenant, str(row.id))
        mark = found.next_mark
        if not mark:
            return
