"""Every mandated section, filled with its samples: listed, read, printed, described to machines."""

import re

import pytest

from commune_site.engagement.models import AnswerPage
from commune_site.models import PortalPage, RedirectPage
from commune_site.sections import get_registry
from commune_site.sections.vocabulary import PAGE_TYPES
from portal_network.provisioning import sample_media
from portal_network.provisioning.coverage import section_path
from portal_network.provisioning.sample_loader import load_sample
from tests.commune_site.test_metadata import DCMI_TYPES, REQUIRED, dublin_core_of
from tests.networks import LANG_SON, forget_what_processes_remember
from tests.pages_as_seen import path_of
from tests.provisioning.small_portal import plain_picture
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

# Queries that a page of each type may ask, with everything that its sample states: files, pictures,
# related items. None depends on how much there is: see the tests of the rooms.
MOST_QUERIES = 12
LD_JSON = re.compile(r'<script type="application/ld\+json"[^>]*>')


@pytest.fixture
def sites(network, client_for, monkeypatch, settings, tmp_path):
    """A province and a commune with all samples: code of the commune, client."""
    monkeypatch.setattr(sample_media, "draw_once", plain_picture)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    load_sample(LANG_SON)
    forget_what_processes_remember()
    commune = network.communes[0]
    return {
        "commune": (commune.code, client_for(commune)),
        "province": (None, client_for(network.province)),
    }


def test_every_section_shows_its_samples(sites):
    """One loading of the samples serves everything that is asked of each of them."""
    missing, faults, shown, asked = [], [], set(), {}
    for section in get_registry().sections:
        level = "commune" if "commune" in section.levels else "province"
        code, client = sites[level]
        answer = client.get(section_path(section))
        if answer.status_code != 200:
            faults.append(f"{section.slug}: {answer.status_code}")
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
    assert not missing
    assert not faults
    assert {name: count for name, count in asked.items() if count > MOST_QUERIES} == {}
    types = {page_type.model_class for page_type in PAGE_TYPES.values()}
    # Answers come from cases of citizens, which no sample invents.
    assert types - shown == {AnswerPage}


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
    html = answer.content.decode()
    if not LD_JSON.search(html):
        yield "has no structured data"
    if page.last_published_at and "Cập nhật lúc" not in html:
        yield "does not say when it was updated"
    printed = client.get(path_of(page), {"ban-in": "1"})
    text = printed.content.decode()
    if printed.status_code != 200 or 'class="print-head"' not in text:
        yield "has no print view"
