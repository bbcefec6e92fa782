"""Every mandated section, filled with its samples: listed, read, printed, described to machines."""

import re

import pytest

from commune_site.models import PortalPage, RedirectPage
from commune_site.presentations import presentation_of
from commune_site.sections import get_registry
from commune_site.sections.vocabulary import PAGE_TYPES
from portal_network.provisioning import sample_media
from portal_network.provisioning.coverage import fields_of, schema_types_of, section_path
from portal_network.provisioning.sample_loader import load_sample
from tests.commune_site.alerts.making import make_alert
from tests.commune_site.test_metadata import DCMI_TYPES, REQUIRED, dublin_core_of
from tests.networks import LANG_SON, TAM_THANH, forget_what_processes_remember
from tests.pages_as_seen import links_of, path_of
from tests.provisioning.small_portal import plain_picture
from tests.query_counts import uncached_queries
from tests.schema_org import faults_of_data, types_of

pytestmark = pytest.mark.django_db

# Queries that a page of each type may ask, with everything that its sample states: files, pictures,
# related items. None depends on how much there is: see the tests of the rooms.
MOST_QUERIES = 12
# The way to a page, and what a page of the tree is, whatever is published on it.
OF_EVERY_PAGE = {"BreadcrumbList", "CollectionPage", "WebPage"}
# Types that the issue of the page types names; each must be said by some page.
NAMED = {
    "GovernmentOrganization",
    "GovernmentService",
    "Legislation",
    "NewsArticle",
    "FAQPage",
    "Event",
    "Dataset",
}
# Records that are opened at each end of a list: offices stand first, villages last.
RECORDS_AT_EACH_END = 2


@pytest.fixture
def sites(network, client_for, monkeypatch, settings, tmp_path):
    """A province and a commune with all samples: code of the commune, client."""
    monkeypatch.setattr(sample_media, "draw_once", plain_picture)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    load_sample(LANG_SON)
    make_alert(TAM_THANH)
    forget_what_processes_remember()
    commune = network.communes[0]
    return {
        "commune": (commune.code, client_for(commune)),
        "province": (None, client_for(network.province)),
    }


def test_every_section_shows_its_samples(sites):
    """One loading of the samples serves everything that is asked of each of them."""
    missing, shown, asked, told = [], set(), {}, {}
    faults = [
        fault for _code, client in sites.values() for fault in faults_of_data(client.get("/"))
    ]
    for section in get_registry().sections:
        level = "commune" if "commune" in section.levels else "province"
        code, client = sites[level]
        answer = client.get(section_path(section))
        if answer.status_code != 200:
            faults.append(f"{section.slug}: {answer.status_code}")
        faults += [f"{section.slug}: {fault}" for fault in faults_of_data(answer)]
        told[section.slug] = types_of(answer)
        if presentation_of(section.slug):
            for path in paths_of_records(section, answer):
                record = client.get(path, follow=True)
                told[section.slug] |= types_of(record)
                faults += [f"{path}: {fault}" for fault in faults_of_data(record)]
        pages = PortalPage.objects.filter(
            province=LANG_SON, commune=code, section=section.slug, is_item=True, live=True
        ).specific()
        if not pages:
            missing.append(section.slug)
        for page in pages:
            if type(page) not in shown and not isinstance(page, RedirectPage):
                asked[type(page).__name__] = len(uncached_queries(client, path_of(page)))
            shown.add(type(page))
            faults += [f"{section.slug}, {page.slug}: {fault}" for fault in faults_of(client, page)]
            if not isinstance(page, RedirectPage):
                told[section.slug] |= types_of(client.get(path_of(page)))
    assert not missing
    assert not faults, "\n".join(faults)
    assert {name: count for name, count in asked.items() if count > MOST_QUERIES} == {}
    assert {page_type.model_class for page_type in PAGE_TYPES.values()} == shown
    assert_told_is_declared(told)


def assert_told_is_declared(told):
    """Compare what pages say with the types that docs/coverage.md prints."""
    declared = {section.slug: declared_types(section) for section in get_registry().sections}
    undeclared = {
        slug: types - declared[slug] - OF_EVERY_PAGE
        for slug, types in told.items()
        if types - declared[slug] - OF_EVERY_PAGE
    }
    assert undeclared == {}
    said = set().union(*told.values())
    assert set().union(*declared.values()) - said == set()
    assert said >= NAMED


def declared_types(section):
    """Return the types of schema.org that the section's page types and its data declare."""
    kinds = [PAGE_TYPES[name].model_class for name in section.posted_types]
    if presentation := presentation_of(section.slug):
        kinds.append(type(presentation))
    return {one for kind in kinds for one in schema_types_of(kind)}


def paths_of_records(section, answer):
    """Return addresses of a few records: of those the page leads to, of those in the sitemap."""
    own = [section_path(section), section_path(get_registry().get("procedures"))]
    found = [
        link
        for link in dict.fromkeys(links_of(answer))
        if any(re.fullmatch(rf"{re.escape(root)}[\w.-]+/", link) for root in own)
    ]
    known = presentation_of(section.slug).sitemap_paths(answer.context["tenant"])
    found += [section_path(section) + path for path in known if not path.startswith("/")]
    return dict.fromkeys(found[:RECORDS_AT_EACH_END] + found[-RECORDS_AT_EACH_END:])


def faults_of(client, page):
    """Yield what is wrong with a page, its print view and what it tells machines."""
    answer = client.get(path_of(page))
    if isinstance(page, RedirectPage):
        if answer.status_code != 302:
            yield f"answers {answer.status_code}"
        return
    if answer.status_code != 200:
        yield f"answers {answer.status_code}"
        return
    found = dublin_core_of(answer)
    if gaps := sorted(REQUIRED - found.keys()) + [name for name, text in found.items() if not text]:
        yield f"lacks {gaps}"
    if found["DC.type"] not in DCMI_TYPES:
        yield f"is no {found['DC.type']}"
    if not types_of(answer):
        yield "has no structured data"
    yield from faults_of_data(answer)
    html = answer.content.decode()
    if page.last_published_at and "Cập nhật lúc" not in html:
        yield "does not say when it was updated"
    printed = client.get(path_of(page), {"ban-in": "1"})
    text = printed.content.decode()
    if printed.status_code != 200 or 'class="print-head"' not in text:
        yield "has no print view"


def test_every_section_has_fields_of_its_own():
    """What docs/coverage.md prints: an item of each section states more than every page does."""
    assert [one.slug for one in get_registry().sections if not fields_of(one)] == []
