"""The list of what waits: who sees what, filters, figures, and where texts are."""

import json

import pytest
from django.core.cache import cache

from portal_network.moderation.deadlines import due_after
from portal_network.moderation.models import QueueItem, Stage
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_article, make_user, section_page
from tests.moderation.screens import QUEUE, TRACKING, address, shown
from tests.moderation.texts import draft
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of, writes_among

pytestmark = pytest.mark.django_db


def test_the_approver_finds_the_text_with_its_deadline(network, item, approver, client_for):
    page = shown(client_for(network.communes[0], user=approver))
    assert item.title in page
    assert f"{item.due_on:%d/%m/%Y}" in page
    assert "Chờ tôi duyệt" in page


def test_the_moderator_sees_what_waits_for_the_province_and_nothing_else(
    network, at_province, editor, moderator, submit, client_for
):
    other = submit(draft(section_page(TAM_THANH, "policies"), editor), editor)
    page = shown(client_for(network.province, user=moderator))
    assert at_province.title in page
    assert other.title not in page


def test_the_own_text_stands_among_ones_own_and_not_in_the_queue(
    network, approver, submit, client_for
):
    item = submit(draft(section_page(TAM_THANH, NEWS), approver), approver)
    client = client_for(network.communes[0], user=approver)
    assert item.title not in shown(client)
    assert item.title in shown(client, TRACKING)
    assert item.title in shown(client, "/quan-tri/")


def test_an_editor_sees_where_the_text_is_and_since_when(network, at_province, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    answer = client.get(QUEUE)
    assert (answer.status_code, answer["Location"]) == (302, TRACKING)
    page = shown(client, TRACKING)
    assert at_province.title in page
    assert "Ở cấp tỉnh" in page
    assert "Bài của tôi đang chờ" in shown(client, "/quan-tri/")


def test_a_stranger_sees_nothing_of_it(network, at_province, client_for):
    stranger = make_user(Role.APPROVER, QUOC_KHANH)
    client = client_for(network.communes[1], user=stranger)
    assert at_province.title not in shown(client)
    assert at_province.title not in shown(client, TRACKING)


def test_another_provinces_moderator_sees_and_decides_nothing(at_province, client_for):
    hue = build_network(HUE, 1)
    client = client_for(hue.province, user=make_user(Role.PROVINCE_MODERATOR, hue.province))
    assert at_province.title not in shown(client)
    assert client.get(address(at_province)).status_code == 404
    data = {"revision": at_province.revision_id}
    for step in ("duyet/", "tra-lai/", "nhan/", "nha/"):
        assert client.post(address(at_province, step), data).status_code == 404
    at_province.refresh_from_db()
    assert at_province.is_waiting


def test_what_an_abandoned_commune_sends_is_flagged(network, item, approver, moderator, client_for):
    approver.memberships.all().delete()
    page = shown(client_for(network.province, user=moderator))
    assert item.title in page
    assert "Xã không còn ai duyệt được bài này" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"commune": TAM_THANH}, True),
        ({"commune": QUOC_KHANH}, False),
        ({"section": NEWS}, True),
        ({"section": "policies"}, False),
        ({"due": "later"}, True),
        ({"due": "overdue"}, False),
        ({"days": "7"}, False),
        ({"stage": "province"}, True),
        ({"stage": "afterwards"}, False),
        ({"free": "on"}, True),
    ],
)
def test_filters(network, at_province, moderator, client_for, query, is_found):
    page = shown(client_for(network.province, user=moderator), **query)
    assert (at_province.title in page) is is_found


@pytest.mark.parametrize(
    "query",
    [
        {"commune": "99999"}, {"commune": "' OR 1=1"}, {"section": "khong-co"}, {"due": "hôm qua"},
        {"days": "-1"}, {"days": "nhiều"}, {"page_type": "1e9"}, {"p": "0"}, {"p": "cuối"},
        {"p": "999"}, {"stage": "\x00"},
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_filters_nothing(
    network, at_province, moderator, client_for, query
):
    assert at_province.title in shown(client_for(network.province, user=moderator), **query)


def test_figures_stand_above_the_queue(network, at_province, moderator, client_for):
    at_province.due_on = at_province.due_on.replace(year=2025)
    at_province.save()
    answer = client_for(network.province, user=moderator).get(QUEUE)
    figures = answer.context["figures"]
    assert (figures.waiting, figures.overdue) == (1, 1)
    assert figures.communes[0].name == "Phường Tam Thanh"
    # The commune's own stage was decided a moment ago.
    assert figures.median_hours < 1


def test_the_menu_tells_how_many_wait(network, at_province, moderator, editor, client_for):
    # The menu is drawn by a script from what stands here as JSON.
    label = json.dumps("Hàng đợi duyệt")[1:-1]
    assert f"{label} (1)" in shown(client_for(network.province, user=moderator), "/quan-tri/")
    page = shown(client_for(network.communes[0], user=editor), "/quan-tri/")
    assert label in page
    assert f"{label} (" not in page


@pytest.mark.parametrize("communes", [2, 60])
def test_a_page_of_the_queue_costs_the_same_in_small_and_large_networks(
    network, editor, moderator, needs_province, client_for, communes, settings
):
    # However slow the machine is on which this runs.
    settings.TENANT_DIRECTORY_MAX_AGE = 3600
    large = build_network(LANG_SON, communes)
    for commune in large.communes:
        page = make_article(commune)
        page.get_workflow().start(page, editor) if page.save_revision(user=editor) else None
    QueueItem.objects.update(stage=Stage.PROVINCE)
    client = client_for(network.province, user=moderator)
    assert len(client.get(QUEUE).context["page"].object_list) == min(communes, 20)
    for path in (QUEUE, f"{QUEUE}?stage=province", TRACKING):
        cache.clear()
        # What a process knows for minutes: tenants and the calendar.
        directory.snapshot()
        due_after(1)
        with queries_of() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 12, (path, statements)
        assert not writes_among(statements)
