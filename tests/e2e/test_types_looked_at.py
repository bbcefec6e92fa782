"""What is looked at with axe-core, checked as HTML and photographed is one page of every type."""

import json

from tests.e2e.pages import PLACES, page_path
from tests.e2e.portal import Portal
from tests.e2e.scripts import run_script

# Prints the types of all pages, and those found at the paths.
_TYPES = """
import json, sys
from wagtail.models import get_page_models
from commune_site.models import PortalPage, RedirectPage
from portal_network.tenancy.directory import directory

[looked_at] = json.loads(sys.argv[1])
found = set()
for label, path in looked_at:
    tenant = directory.for_host(f"{label}.localhost")
    page = PortalPage.everywhere.filter(url_path=tenant.root_url_path + path[1:]).first()
    if page is not None:
        found.add(page.specific_class._meta.label)
types = [
    model._meta.label
    for model in get_page_models()
    # What all types have in common is none; a link of the directory leads to another site.
    if issubclass(model, PortalPage) and model not in (PortalPage, RedirectPage)
]
print(json.dumps([sorted(types), sorted(found)]))
"""


def test_one_page_of_every_type_is_looked_at(portal: Portal) -> None:
    looked_at = [
        (place.host_label, page_path(portal, name).partition("?")[0])
        for name, place in PLACES.items()
        if place.status == 200
    ]
    types, found = json.loads(run_script(portal, _TYPES, looked_at))
    assert len(types) >= 20
    assert set(types) - set(found) == set()
