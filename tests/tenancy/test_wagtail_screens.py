"""Wagtail's lists, choosers, reports and home screen show one's own places and nobody else's."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction

from commune_site.models import PortalPage
from portal_network.tenancy.models import Commune, Membership, Role
from portal_network.tenancy.models.memberships import PROVINCE_ROLES
from portal_network.tenancy.screens.filters import near_colleagues, own_communes
from tests.factories import (
    give_role,
    make_article,
    make_user,
    place_of_code,
    section_page,
    site_page,
)
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db

HUE_COMMUNE = "19753"
CHOOSER = "/quan-tri/choose-page/"


@pytest.fixture
def places(db) -> dict[str, object]:
    """Two communes of Lạng Sơn and one of Huế, with their provinces."""
    build_network()
    build_network(HUE, [HUE_COMMUNE])
    codes = (LANG_SON, TAM_THANH, QUOC_KHANH, HUE, HUE_COMMUNE)
    return {code: place_of_code(code) for code in codes}


def listed(client, address: str, **query: str) -> str:
    """Return the page at an address of the administration."""
    answer = client.get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def chooser_html(client, address: str = CHOOSER, **query: str) -> str:
    """Return what a chooser shows."""
    return json.loads(listed(client, address, **query))["html"]


# the explorer


def test_the_explorer_of_an_editor_opens_at_the_own_site(places, client_for):
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    home = site_page(TAM_THANH, "home")
    answer = client.get("/quan-tri/pages/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/quan-tri/pages/{home.pk}/"


def test_a_page_of_another_commune_cannot_be_explored_and_looks_as_if_it_never_was(
    places, client_for
):
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    foreign = site_page(QUOC_KHANH, "home")
    never = Page.objects.order_by("pk").last().pk + 1000
    answers = [client.get(f"/quan-tri/pages/{key}/") for key in (foreign.pk, never)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_filters_of_the_explorer_name_colleagues_of_the_own_commune_only(places, client_for):
    editor = make_user(Role.EDITOR, TAM_THANH, first_name="Chín", last_name="Mẫu")
    colleague = make_user(Role.APPROVER, TAM_THANH, first_name="Đồng", last_name="Sự")
    stranger = make_user(Role.EDITOR, QUOC_KHANH, first_name="Người", last_name="Lạ")
    for owner in (colleague, stranger):
        place = owner.memberships.get().commune_id
        article = make_article(place, owner=owner)
        log(article, "wagtail.edit", user=owner)
    page = section_page(TAM_THANH, "news")
    shown = listed(client_for(places[TAM_THANH], user=editor), f"/quan-tri/pages/{page.pk}/")
    assert colleague.get_full_name() in shown
    assert stranger.get_full_name() not in shown
    assert stranger.username not in shown
    assert places[QUOC_KHANH].name not in shown


def test_the_explorer_of_a_province_filters_by_its_communes_and_no_others(places, client_for):
    client = client_for(
        places[LANG_SON], user=make_user(Role.PROVINCE_ADMINISTRATOR, places[LANG_SON])
    )
    home = site_page(LANG_SON, "home")
    article = make_article(QUOC_KHANH, title="Tin của Quốc Khánh")
    other = make_article(TAM_THANH, title="Tin của Tam Thanh")
    shown = listed(client, f"/quan-tri/pages/{home.pk}/")
    assert places[QUOC_KHANH].name in shown
    assert places[HUE_COMMUNE].name not in shown
    for page in (article, other):
        page.save_revision()
    newest = {"ordering": "-latest_revision_created_at"}
    found = listed(client, f"/quan-tri/pages/{home.pk}/results/", commune=QUOC_KHANH, **newest)
    assert article.title in found
    assert other.title not in found


def test_who_works_for_two_communes_browses_both_and_nothing_between(places, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    give_role(user, Role.EDITOR, QUOC_KHANH)
    directory = PortalPage.objects.get(registry_key="directory", province=places[LANG_SON])
    client = client_for(places[TAM_THANH], user=user)
    shown = listed(client, f"/quan-tri/pages/{directory.pk}/")
    assert places[TAM_THANH].name in shown
    assert places[QUOC_KHANH].name in shown
    assert client.get(f"/quan-tri/pages/{directory.pk}/edit/").status_code == 404
    assert client.get(f"/quan-tri/pages/{site_page(LANG_SON, 'home').pk}/").status_code == 404


def test_the_search_of_pages_finds_own_pages_only(places, client_for):
    own = make_article(TAM_THANH, title="Tiêm phòng dại cho chó")
    foreign = make_article(QUOC_KHANH, title="Tiêm phòng dại cho mèo")
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    shown = listed(client, "/quan-tri/pages/search/", q="tiêm phòng")
    assert own.title in shown
    assert foreign.title not in shown


def test_a_page_cannot_be_copied_to_or_moved_under_a_foreign_page(places, client_for):
    page = make_article(TAM_THANH)
    foreign = section_page(QUOC_KHANH, "news")
    client = client_for(places[TAM_THANH], user=make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    copied = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": foreign.pk}
    requests = (
        (f"/quan-tri/pages/{page.pk}/copy/", copied),
        (f"/quan-tri/pages/{page.pk}/copy/", copied | {"alias": "on"}),
        (f"/quan-tri/pages/{page.pk}/move/", {"new_parent_page": foreign.pk}),
        (f"/quan-tri/pages/{page.pk}/move/{foreign.pk}/confirm/", {}),
        (f"/quan-tri/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": foreign.pk}),
    )
    before = Page.objects.count()
    for address, data in requests:
        assert client.post(address, data).status_code == 404, address
    assert Page.objects.count() == before
    assert Page.objects.get(pk=page.pk).get_parent().pk == section_page(TAM_THANH, "news").pk


def test_a_page_moves_within_its_own_site(places, client_for):
    page = make_article(TAM_THANH)
    target = section_page(TAM_THANH, "campaigns")
    client = client_for(places[TAM_THANH], user=make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    answer = client.post(f"/quan-tri/pages/{page.pk}/move/{target.pk}/confirm/")
    assert answer.status_code == 302
    assert Page.objects.get(pk=page.pk).get_parent().pk == target.pk


# choosers


def test_the_page_chooser_opens_at_the_own_site_and_offers_no_other(places, client_for):
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    shown = chooser_html(client)
    assert places[TAM_THANH].name in shown
    assert places[QUOC_KHANH].name not in shown
    for kind in ("commune_site.ArticlePage", "commune_site.CommuneHomePage"):
        shown = chooser_html(client, page_type=kind)
        assert places[QUOC_KHANH].name not in shown, kind


def test_the_page_chooser_cannot_be_opened_at_a_foreign_page(places, client_for):
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    for page in (
        Page.get_first_root_node(),
        site_page(LANG_SON, "home"),
        site_page(QUOC_KHANH, "home"),
    ):
        assert client.get(f"{CHOOSER}{page.pk}/").status_code == 404
    own = section_page(TAM_THANH, "news")
    assert client.get(f"{CHOOSER}{own.pk}/").status_code == 200


def test_the_search_of_the_page_chooser_finds_own_pages_only(places, client_for):
    own = make_article(TAM_THANH, title="Lịch cắt điện tuần này")
    foreign = make_article(HUE_COMMUNE, title="Lịch cắt điện tuần sau")
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    shown = listed(client, f"{CHOOSER}search/", q="lịch cắt điện")
    assert own.title in shown
    assert foreign.title not in shown


def test_several_chosen_pages_must_all_be_own(places, client_for):
    own, foreign = make_article(TAM_THANH), make_article(QUOC_KHANH)
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    address = f"{CHOOSER}chosen-multiple/"
    assert client.get(address, {"id": [own.pk]}).status_code == 200
    assert client.get(address, {"id": [own.pk, foreign.pk]}).status_code == 404


def test_who_works_for_no_site_has_nothing_to_choose(places, client_for):
    client = client_for(places[TAM_THANH], user=make_user(Role.RESPONDER, TAM_THANH))
    assert client.get(CHOOSER).status_code == 404


def test_an_address_pasted_as_an_external_link_is_not_turned_into_a_page(places, client_for):
    foreign = make_article(QUOC_KHANH)
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    answer = client.post(
        "/quan-tri/choose-external-link/",
        {"external-link-chooser-url": foreign.full_url, "external-link-chooser-link_text": "Xem"},
    )
    chosen = json.loads(answer.content)["result"]
    assert chosen["url"] == foreign.full_url
    assert "id" not in chosen


# reports


def test_the_report_of_locked_pages_shows_own_pages_and_colleagues(places, client_for):
    admin = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    stranger = make_user(Role.APPROVER, QUOC_KHANH, first_name="Người", last_name="Lạ")
    own = make_article(TAM_THANH, title="Bài bị khóa ở đây", locked=True, locked_by=admin)
    foreign = make_article(QUOC_KHANH, title="Bài bị khóa ở kia", locked=True, locked_by=stranger)
    # Locked by this person before a role in the other commune ended.
    left = make_article(QUOC_KHANH, title="Bài khóa ngày trước", locked=True, locked_by=admin)
    shown = listed(client_for(places[TAM_THANH], user=admin), "/quan-tri/reports/locked/")
    assert own.title in shown
    for hidden in (foreign.title, left.title, stranger.username, stranger.get_full_name()):
        assert hidden not in shown


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks", "page-types-usage"])
def test_reports_across_all_sites_are_neither_offered_nor_answered(places, client_for, report):
    client = client_for(
        places[LANG_SON], user=make_user(Role.PROVINCE_ADMINISTRATOR, places[LANG_SON])
    )
    address = f"/quan-tri/reports/{report}/"
    assert client.get(address).status_code == 404
    assert address not in listed(client, "/quan-tri/")


# home and history


def test_the_home_screen_forgets_pages_that_have_gone_out_of_reach(places, client_for):
    user = make_user(Role.APPROVER, TAM_THANH)
    give_role(user, Role.APPROVER, QUOC_KHANH)
    own = make_article(
        TAM_THANH, title="Bài ở Tam Thanh", locked=True, locked_by=user, locked_at=timezone.now()
    )
    left = make_article(
        QUOC_KHANH, title="Bài ở Quốc Khánh", locked=True, locked_by=user, locked_at=timezone.now()
    )
    for page in (own, left):
        log(page, "wagtail.edit", user=user)
    client = client_for(places[TAM_THANH], user=user)
    assert left.title in listed(client, "/quan-tri/")
    Membership.objects.filter(user=user, commune=QUOC_KHANH).delete()
    shown = listed(client, "/quan-tri/")
    assert own.title in shown
    assert left.title not in shown


# privacy


def test_the_privacy_form_names_no_groups(places, client_for):
    page = make_article(TAM_THANH)
    client = client_for(places[TAM_THANH], user=make_user(Role.APPROVER, TAM_THANH))
    form = json.loads(client.get(f"/quan-tri/pages/{page.pk}/privacy/").content)["html"]
    assert 'value="login"' in form
    assert 'value="groups"' not in form


def test_a_private_page_is_read_by_those_who_work_for_its_site_and_by_nobody_else(
    places, client_for
):
    page = make_article(TAM_THANH, title="Tài liệu nội bộ")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    readers = {
        make_user(Role.EDITOR, TAM_THANH): 200,
        make_user(Role.PROVINCE_MODERATOR, places[LANG_SON]): 200,
        make_user(Role.EDITOR, QUOC_KHANH): 404,
        make_user(Role.PROVINCE_ADMINISTRATOR, places[HUE]): 404,
    }
    for user, status in readers.items():
        answer = client_for(places[TAM_THANH], user=user).get(page.get_url())
        assert answer.status_code == status, user
    assert client_for(places[TAM_THANH]).get(page.get_url()).status_code == 302


def test_only_restrictions_in_reach_and_above_it_are_read(places):
    from portal_network.tenancy.isolation.gate import restricted_paths
    from portal_network.tenancy.isolation.reach import reach_of

    pages = {
        "own": make_article(TAM_THANH),
        "foreign": make_article(QUOC_KHANH),
        "above": places[LANG_SON].root_page,
    }
    for page in pages.values():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    paths = restricted_paths(reach_of(make_user(Role.EDITOR, TAM_THANH)))
    assert sorted(paths) == sorted([pages["own"].path, pages["above"].path])


# the choices of filters


def test_a_province_s_staff_choose_among_colleagues_of_the_province_itself(places, rf):
    from portal_network.tenancy.isolation.reach import reach_of

    request = rf.get("/")
    request.user = make_user(Role.PROVINCE_MODERATOR, places[LANG_SON])
    colleague = make_user(Role.PROVINCE_ADMINISTRATOR, places[LANG_SON])
    make_user(Role.EDITOR, TAM_THANH)
    make_user(Role.PROVINCE_ADMINISTRATOR, places[HUE])
    request.reach = reach_of(request.user)
    assert set(near_colleagues(request)) == {request.user, colleague}
    assert set(own_communes(request)) == set(Commune.objects.filter(province=places[LANG_SON]))


# what screens cost

SCREENS = (
    "/quan-tri/",
    "/quan-tri/pages/{home}/",
    "/quan-tri/pages/{home}/?q=thông",
    "/quan-tri/pages/{home}/edit/",
    "/quan-tri/pages/search/?q=thông",
    "/quan-tri/choose-page/",
    "/quan-tri/choose-page/search/?q=thông",
    "/quan-tri/images/chooser/",
    "/quan-tri/documents/chooser/",
    "/quan-tri/images/",
    "/quan-tri/nhat-ky/",
    "/quan-tri/reports/locked/",
)
MOST_QUERIES = 40
HEAVIEST = 200_000


@pytest.mark.parametrize("role", [Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR])
def test_screens_cost_as_much_with_many_communes_as_with_few(client_for, role):
    def queries_of(communes: int) -> dict[str, int]:
        network = build_network(communes=communes)
        place = network.province if role in PROVINCE_ROLES else network.communes[0]
        client = client_for(place, user=make_user(role, place))
        counted = {}
        for pattern in SCREENS:
            address = pattern.format(home=place.root_page_id)
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            assert answer.status_code == 200, address
            assert len(answer.content) <= HEAVIEST, address
            counted[pattern] = len(captured)
        return counted

    few, many = queries_of(2), queries_of(14)
    assert max(many.values()) <= MOST_QUERIES, many
    # A list that was nearly empty may ask for what its rows show; it must not ask per commune.
    grown = {name: (few[name], many[name]) for name in SCREENS if many[name] > few[name] + 3}
    assert not grown


def test_the_home_page_of_a_commune_can_be_previewed_by_its_editor(places, client_for):
    home = site_page(TAM_THANH, "home")
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    assert client.get(f"/quan-tri/pages/{home.pk}/edit/preview/").status_code == 200
    assert client.get(f"/quan-tri/pages/{home.pk}/view_draft/").status_code == 200


def test_what_gives_up_in_a_screen_of_ours_looks_like_any_other_missing_page(places, client_for):
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    answers = [
        client.get(address)
        for address in (
            f"{CHOOSER}search/?page_type=khong.co",
            "/quan-tri/khong-co/",
            "/quan-tri/choose-anchor-link/?parent_page_id=khong-co",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    page = answers[0].content.decode()
    assert places[LANG_SON].name not in page
    # The emblem of the state stands there, not the sign of the software.
    assert "quoc-huy" in page and "wagtail-logo" not in page and "<svg" not in page


def test_the_address_of_a_private_page_without_its_last_stroke_tells_strangers_nothing(
    places, client_for
):
    page = make_article(TAM_THANH)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    stranger = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, QUOC_KHANH))
    assert stranger.get(page.get_url().rstrip("/")).status_code == 404


@pytest.mark.parametrize(
    "address", ["/quan-tri/pages/search/?q={0}", "/quan-tri/pages/{1}/?q={0}&search_all=1"]
)
def test_lists_do_not_tell_what_lies_above_the_own_home_page(places, client_for, address):
    directory = PortalPage.objects.get(registry_key="directory", province=places[LANG_SON])
    home = site_page(TAM_THANH, "home")
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    shown = listed(client, address.format(places[TAM_THANH].name, home.pk))
    assert f"/quan-tri/pages/{home.pk}/" in shown
    assert f"/quan-tri/pages/{directory.pk}/" not in shown


def test_an_editing_session_is_kept_for_own_objects_only(places, client_for):
    client = client_for(places[TAM_THANH], user=make_user(Role.EDITOR, TAM_THANH))
    ping = "/quan-tri/editing-sessions/ping/wagtailcore/page/{}/1/"
    assert client.post(ping.format(make_article(TAM_THANH).pk)).status_code == 200
    for key in (make_article(QUOC_KHANH).pk, 99_999_999, "khong-co"):
        assert client.post(ping.format(key)).status_code == 404
