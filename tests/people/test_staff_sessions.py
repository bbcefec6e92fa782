"""Operators have no power but in a staff session, whose every step is logged."""

import json
from datetime import timedelta

import pytest
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.people.checks import check_staff_sessions
from portal_network.people.models import StaffSession, StaffSessionEntry
from portal_network.people.places_of_requests import place_of_row
from portal_network.tenancy.models import Commune, Role
from tests.factories import (
    PASSWORD,
    give_role,
    make_article,
    make_image,
    make_superuser,
    make_user,
    site_page,
)
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

HOME = "/quan-tri/"
OPEN = reverse("people_staff_session")
END = reverse("people_staff_session_end")
LOG = reverse("people_staff_log")
ACCOUNT = reverse("wagtailadmin_account")
USERS = reverse("wagtailusers_users:index")
REASON = "Khôi phục trang chủ theo phiếu số 15"
FORM = {"reason": REASON, "ticket": "PYC-15", "minutes": "60", "password": PASSWORD}


@pytest.fixture
def operator(db) -> User:
    """An operator with a second factor."""
    return make_superuser(username="vanhanh", last_name="Vận", first_name="Hành")


@pytest.fixture
def idle(network, operator, client_for):
    """A client of the operator without a staff session."""
    return client_for(network.province, operator)


@pytest.fixture
def working(network, operator, operator_client):
    """A client of the operator in a staff session."""
    return operator_client(network.province, operator)


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


# Without a session


def test_without_a_session_an_operator_sees_home_account_and_the_way_to_a_session(idle):
    home = idle.get(HOME)
    assert home.status_code == 200
    text = home.content.decode()
    assert f'<a href="{OPEN}" class="button">' in text
    assert json.dumps("Mở phiên hỗ trợ") in text
    for hidden in (USERS, reverse("people"), reverse("provisioning")):
        assert f'"{hidden}"' not in text
    assert idle.get(ACCOUNT).status_code == 200
    assert idle.get(OPEN).status_code == 200


def test_without_a_session_every_other_address_leads_to_the_opening_of_one(network, idle):
    page = site_page(TAM_THANH, "home")
    image = make_image(TAM_THANH)
    for url in (
        edit_url(page), reverse("wagtailadmin_explore", args=[page.pk]), USERS,
        reverse("wagtailusers_groups:index"), reverse("wagtailimages:edit", args=[image.pk]),
        reverse("provisioning"), reverse("people"), LOG, "/quan-tri/reports/site-history/",
        "/quan-tri/networksettings/", "/quan-tri/commune/", "/quan-tri/api/main/pages/",
        reverse("wagtailadmin_tag_autocomplete"),
    ):  # fmt: skip
        answer = idle.get(url)
        assert answer.status_code == 302, url
        assert answer["Location"].startswith(f"{OPEN}?next="), url
        assert idle.post(url)["Location"] == OPEN


def test_the_answer_is_the_same_for_ids_that_never_existed(idle, network):
    page = site_page(TAM_THANH, "home")
    known, unknown = (
        idle.get(reverse("wagtailadmin_pages:edit", args=[key])) for key in (page.pk, 999_999)
    )
    assert known.status_code == unknown.status_code == 302


def test_without_a_session_nothing_can_be_changed(network, idle, operator):
    page = site_page(TAM_THANH, "home")
    idle.post(edit_url(page), {"title": "Đổi tên", "action-publish": "1"})
    idle.post(reverse("wagtailusers_users:edit", args=[operator.pk]), {"username": "khac"})
    page.refresh_from_db()
    operator.refresh_from_db()
    assert page.title != "Đổi tên"
    assert operator.username == "vanhanh"


def test_an_operator_with_a_role_works_in_that_role_without_a_session(network, idle, operator):
    give_role(operator, Role.EDITOR, TAM_THANH)
    article = make_article(TAM_THANH)
    assert idle.get(edit_url(article)).status_code == 200
    other = make_article("06004")
    assert idle.get(edit_url(other)).status_code in {302, 404}
    assert idle.get(USERS).status_code in {302, 404}


def test_the_public_site_shows_an_operator_without_a_session_what_visitors_see(idle, network):
    section = site_page(LANG_SON, "section:news")
    assert idle.get(section.get_url_parts()[2]).status_code == 404


def test_the_own_name_changes_in_and_out_of_a_session_and_the_flag_stays(idle, working, operator):
    for client, name in ((idle, "Một"), (working, "Hai")):
        form = {"name_email-first_name": name, "name_email-last_name": "Vận"}
        form["name_email-email"] = operator.email
        client.post(ACCOUNT, form)
        operator.refresh_from_db()
        assert operator.is_superuser, name


# Opening


def test_a_reason_is_quoted_as_it_was_written(idle):
    idle.post(OPEN, FORM | {"reason": "Sửa cấu hình thư điện tử."})
    assert "<q>Sửa cấu hình thư điện tử.</q> (PYC-15) ·" in idle.get(HOME).content.decode()


def test_a_session_gives_power_and_shows_its_reason_on_every_page(idle, operator):
    answer = idle.post(OPEN, FORM)
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    session = StaffSession.objects.get()
    assert (session.user, session.reason, session.ticket) == (operator, REASON, "PYC-15")
    for url in (HOME, USERS, reverse("people"), ACCOUNT):
        text = idle.get(url).content.decode()
        assert REASON in text and "PYC-15" in text, url
        assert "còn 60 phút" in text
        assert END in text


def test_it_leads_back_to_where_the_operator_wanted_to_go(idle):
    target = f"{USERS}?p=2"
    assert idle.post(OPEN, FORM | {"next": target})["Location"] == target
    for foreign in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert idle.post(OPEN, FORM | {"next": foreign})["Location"] == HOME


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""}, {"reason": "ngắn"}, {"reason": "         x"}, {"reason": "x" * 501},
        {"password": ""}, {"password": "sai mật khẩu"}, {"minutes": "600"}, {"minutes": "x"},
        {"minutes": ""}, {"ticket": "x" * 51},
    ],
)  # fmt: skip
def test_bad_input_opens_nothing_and_says_why(idle, changes):
    answer = idle.post(OPEN, FORM | changes)
    assert answer.status_code == 200
    assert set(changes) == set(answer.context["form"].errors)
    assert not StaffSession.objects.exists()
    assert idle.get(USERS).status_code == 302


def test_wrong_passwords_lock_the_opening_like_a_sign_in(idle, settings):
    for _attempt in range(settings.SIGN_IN_FAILURES):
        idle.post(OPEN, FORM | {"password": "sai mật khẩu"})
    answer = idle.post(OPEN, FORM)
    assert "quá nhiều lần" in answer.content.decode()
    assert not StaffSession.objects.exists()


def test_without_a_second_factor_no_session_opens(network, client_for):
    client = client_for(network.province, make_superuser(second_factor=False))
    for answer in (client.get(OPEN), client.post(OPEN, FORM)):
        assert answer.status_code in {302, 403}
    assert not StaffSession.objects.exists()


def test_the_screen_itself_refuses_without_a_second_factor(idle, monkeypatch):
    from portal_network.people.views import staff_sessions

    monkeypatch.setattr(staff_sessions, "has_second_factor", lambda user: False)
    answer = idle.post(OPEN, FORM)
    assert "phải có xác thực hai lớp" in answer.content.decode()
    assert not StaffSession.objects.exists()


@pytest.mark.parametrize(
    ("role", "place"), [(Role.SITE_ADMINISTRATOR, TAM_THANH), (Role.PROVINCE_ADMINISTRATOR, "20")]
)
def test_nobody_but_operators_can_open_one(network, client_for, role, place):
    client = client_for(network.province, make_user(role, place))
    assert client.get(OPEN).status_code == client.post(OPEN, FORM).status_code == 404
    assert not StaffSession.objects.exists()


def test_a_session_lasts_no_longer_than_the_setting(idle, settings):
    settings.PORTAL_STAFF_SESSION_MAX = 600
    assert idle.post(OPEN, FORM).context["form"].errors
    idle.post(OPEN, FORM | {"minutes": "10"})
    left = StaffSession.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)


@pytest.mark.parametrize(("seconds", "errors"), [(59, 1), (60, 0), (7200, 0), (7201, 1), (0, 1)])
def test_a_setting_that_means_standing_power_is_refused(seconds, errors):
    with override_settings(PORTAL_STAFF_SESSION_MAX=seconds):
        assert [error.id for error in check_staff_sessions(None)] == ["people.E001"] * errors


def test_the_key_of_the_browser_session_is_new_after_opening(idle):
    before = idle.session.session_key
    idle.post(OPEN, FORM)
    assert idle.session.session_key != before


# How it ends


def test_the_operator_ends_it(idle):
    idle.post(OPEN, FORM)
    assert idle.get(END).status_code == 405
    assert "Phiên hỗ trợ đã kết thúc" in idle.post(END, follow=True).content.decode()
    assert idle.get(USERS).status_code == 302
    assert StaffSession.objects.get().closed_at


def test_it_ends_by_itself_in_the_midst_of_work_and_nothing_is_saved(network, working):
    page = site_page(TAM_THANH, "home")
    assert working.get(edit_url(page)).status_code == 200
    StaffSession.objects.update(expires_at=timezone.now())
    answer = working.post(edit_url(page), {"title": "Đổi tên", "action-publish": "1"})
    assert answer["Location"] == OPEN
    page.refresh_from_db()
    assert page.title != "Đổi tên"


def test_signing_out_ends_it(working):
    working.post(reverse("account_logout"))
    assert StaffSession.objects.get().closed_at


def test_it_belongs_to_one_browser_and_one_operator(network, working, operator, client_for):
    assert working.get(USERS).status_code == 200
    assert client_for(network.province, operator).get(USERS).status_code == 302
    thief = client_for(network.province, make_superuser())
    session = thief.session
    session["staff_session"] = StaffSession.objects.get().pk
    session.save()
    assert thief.get(USERS).status_code == 302


def test_a_session_gives_no_power_to_an_account_that_is_no_operator_any_more(working, operator):
    User.objects.filter(pk=operator.pk).update(is_superuser=False)
    assert working.get(USERS).status_code in {302, 404}


@pytest.mark.parametrize("key", ["x", -1, None, 999_999, [1], ""])
def test_a_strange_key_in_the_browser_session_gives_nothing(idle, key):
    session = idle.session
    session["staff_session"] = key
    session.save()
    assert idle.get(USERS).status_code == 302


# The log


def steps() -> list[tuple[str, str, int]]:
    return list(StaffSessionEntry.objects.values_list("method", "path", "status"))


def test_every_change_and_every_edit_form_is_logged_and_looking_is_not(network, working):
    page = site_page(TAM_THANH, "home")
    working.get(HOME)
    working.get(reverse("wagtailadmin_explore", args=[page.pk]))
    assert steps() == []
    working.get(edit_url(page), {"locale": "bí mật"})
    working.post(reverse("people_unlock", args=[999_999]), {"mat-khau": "bí mật"})
    working.delete("/quan-tri/khong-co/")
    assert steps() == [
        ("GET", edit_url(page), 200),
        ("POST", reverse("people_unlock", args=[999_999]), 404),
        ("DELETE", "/quan-tri/khong-co/", 404),
    ]
    assert "bí mật" not in str(list(StaffSessionEntry.objects.values()))


def test_a_step_says_whose_page_it_was_whatever_the_host(network, working):
    article = make_article(TAM_THANH)
    working.get(edit_url(article))
    working.post(reverse("wagtailadmin_tag_autocomplete"))
    first, second = StaffSessionEntry.objects.all()
    assert (first.commune_id, first.province_id) == (TAM_THANH, LANG_SON)
    assert (second.commune_id, second.province_id) == (None, LANG_SON)
    assert str(first.place) == "Phường Tam Thanh"


def test_a_forged_form_is_logged_too(network, operator_client):
    client = operator_client(network.province)
    client.handler.enforce_csrf_checks = True
    assert client.post(END).status_code == 403
    assert steps() == [("POST", END, 403)]


def test_very_long_addresses_are_cut(working):
    working.post("/quan-tri/" + "a" * 2000)
    assert len(StaffSessionEntry.objects.get().path) == 500


def test_nobody_else_s_steps_are_logged(network, client_for, idle):
    client = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    client.get(edit_url(make_article(TAM_THANH)))
    client.post(ACCOUNT, {"name_email-first_name": "x"})
    idle.post(ACCOUNT, {"name_email-first_name": "x"})
    assert steps() == []


def test_rows_tell_to_which_place_they_belong(network):
    image = make_image(TAM_THANH)
    commune = Commune.objects.get(pk=TAM_THANH)
    membership = make_user(Role.EDITOR, TAM_THANH).memberships.get()
    for row in (make_article(TAM_THANH), image, commune, membership):
        assert place_of_row(row) == commune
    assert place_of_row(site_page(LANG_SON, "home")) == network.province
    assert place_of_row(make_user()) is None


# Who reads the log


@pytest.fixture
def logged(network, working):
    """A session in which something of phường Tam Thanh and something of Huế was opened."""
    hue = build_network(HUE, 1)
    for place in (TAM_THANH, hue.communes[0].code):
        working.get(edit_url(make_article(place)))
    return StaffSession.objects.get()


def test_a_province_reads_the_steps_that_touched_it_and_no_other(network, logged, client_for):
    client = client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))
    text = client.get(LOG).content.decode()
    assert "vanhanh" in text and "Kiểm thử hệ thống" in text
    entries = client.get(reverse("people_staff_log_entries", args=[logged.pk]))
    assert [row.commune_id for row in entries.context["object_list"]] == [TAM_THANH]
    assert "Huế" not in entries.content.decode()
    assert LOG in client.get(HOME).content.decode()


def test_a_province_does_not_see_sessions_elsewhere(network, logged, client_for):
    StaffSessionEntry.objects.filter(province=LANG_SON).delete()
    client = client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))
    assert "vanhanh" not in client.get(LOG).content.decode()
    foreign, missing = (
        client.get(reverse("people_staff_log_entries", args=[key])).status_code
        for key in (logged.pk, 999_999)
    )
    assert foreign == missing == 404


def test_an_operator_in_a_session_reads_everything(working, logged):
    entries = working.get(reverse("people_staff_log_entries", args=[logged.pk]))
    assert len(entries.context["object_list"]) == 2
    assert working.get(LOG).context["object_list"][0].steps == 2


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.SITE_ADMINISTRATOR, TAM_THANH), (Role.EDITOR, TAM_THANH),
        (Role.PROVINCE_MODERATOR, LANG_SON), (Role.PROVINCE_OBSERVER, LANG_SON),
    ],
)  # fmt: skip
def test_nobody_else_reads_it(network, logged, client_for, role, place):
    client = client_for(network.communes[0], make_user(role, place))
    assert client.get(LOG).status_code == 404
    url = reverse("people_staff_log_entries", args=[logged.pk])
    assert client.get(url).status_code == 404
    assert LOG not in client.get(HOME).content.decode()


def test_the_log_costs_as_many_queries_for_many_sessions_as_for_one(working, logged, operator):
    def cost() -> int:
        working.get(LOG)
        with queries_of() as statements:
            working.get(LOG)
        return len(statements)

    one = cost()
    for number in range(10):
        StaffSession.objects.create(
            user=operator, operator_name="x", reason=f"Lý do số {number}",
            expires_at=timezone.now(),
        )  # fmt: skip
    assert cost() == one


# What it costs


def test_only_operators_pay_for_it_and_only_one_query(network, working, idle, client_for):
    def asked(client) -> int:
        client.get(HOME)
        with queries_of() as statements:
            client.get(HOME)
        return sum("people_staffsession" in sql for sql in statements)

    assert asked(working) == 1
    assert asked(idle) == 0
    assert asked(client_for(network.province, make_user(Role.EDITOR, TAM_THANH))) == 0


def test_a_visitor_s_request_asks_nothing_about_people(network, client_for):
    visitor = client_for(network.communes[0])
    visitor.get("/")
    with queries_of() as statements:
        visitor.get("/")
    assert not [sql for sql in statements if "session" in sql or "accounts_user" in sql]


def test_addresses_without_a_host_of_ours_belong_to_nobody(network):
    from portal_network.people.places_of_requests import place_of_request

    request = RequestFactory().get("/quan-tri/")
    request.resolver_match = None
    assert place_of_request(request) is None
