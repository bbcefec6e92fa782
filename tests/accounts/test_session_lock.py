"""A session in which nobody works is locked, and opens again where its owner was."""

import time

import pytest
from django.test import Client

from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_article, make_superuser, make_user
from tests.networks import LANG_SON, TAM_THANH
from tests.sign_in import ADMIN, LOCK_SCREEN, SESSION, is_signed_in

pytestmark = pytest.mark.django_db

LOCKED_IMAGES = f"{LOCK_SCREEN}?next=%2Fquan-tri%2Fimages%2F"
XHR = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
FETCH = {"HTTP_SEC_FETCH_MODE": "cors"}


@pytest.fixture
def editor(network):
    """An editor of phường Tam Thanh."""
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def client(network, client_for, editor):
    """The editor's browser."""
    return client_for(network.communes[0], user=editor)


def idle(client: Client, minutes: float) -> None:
    """Let the last activity of a session lie some minutes back."""
    session = client.session
    session["last_activity"] = time.time() - minutes * 60
    session.save()


def last_activity(client: Client) -> float:
    """Return how many seconds ago the last activity was noted."""
    return time.time() - client.session["last_activity"]


def test_an_editor_is_locked_out_after_fifteen_minutes_and_not_before(client):
    idle(client, 14.9)
    assert is_signed_in(client)
    idle(client, 15.1)
    assert client.get("/quan-tri/images/")["Location"] == LOCKED_IMAGES


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.SITE_ADMINISTRATOR, TAM_THANH), (Role.PROVINCE_ADMINISTRATOR, LANG_SON), (None, None)],
)
def test_administrators_and_operators_are_locked_out_after_five(network, client_for, role, place):
    person = make_user(role, place) if role else make_superuser()
    client = client_for(network.communes[0], user=person)
    idle(client, 4.9)
    assert client.get(SESSION).json()["locked"] is False
    idle(client, 5.1)
    assert client.get(SESSION).json()["locked"] is True


def test_a_locked_session_stays_locked_however_often_it_is_tried(client):
    idle(client, 16)
    for _attempt in range(3):
        assert client.get("/quan-tri/images/").status_code == 302
        assert client.post(SESSION).json()["locked"] is True
    assert client.get("/quan-tri/images/")["Location"] == LOCKED_IMAGES


def test_work_keeps_a_session_open(client):
    idle(client, 14)
    client.get(ADMIN)
    assert last_activity(client) < 5


@pytest.mark.parametrize(
    "path",
    [
        "/quan-tri/editing-sessions/ping/wagtailcore/page/1/1/",
        "/quan-tri/sprite/",
        "/quan-tri/jsi18n/",
        SESSION,
    ],
)
def test_what_a_browser_asks_by_itself_is_no_work(client, path):
    idle(client, 14)
    client.get(path)
    client.post("/quan-tri/editing-sessions/ping/wagtailcore/page/1/1/")
    assert last_activity(client) > 13 * 60


def test_real_input_is_reported_and_counts(client):
    idle(client, 14)
    state = client.post(SESSION).json()
    assert state == {"signed_in": True, "locked": False, "seconds_left": 900}
    assert last_activity(client) < 5


def test_an_activity_of_tomorrow_is_one_of_a_wrong_clock_and_lengthens_nothing(client):
    idle(client, -24 * 60)
    assert client.get(SESSION).json()["seconds_left"] == 900
    client.get(ADMIN)
    assert abs(last_activity(client)) < 5


def test_a_visitor_who_asks_for_the_state_gets_no_session(network, client_for):
    visitor = client_for(network.communes[0])
    assert visitor.get(SESSION).json()["signed_in"] is False
    assert "sessionid" not in visitor.cookies


def test_the_password_opens_the_session_where_it_was(client):
    idle(client, 16)
    page = client.get(LOCKED_IMAGES).content.decode()
    assert "Phiên làm việc bị khóa" in page
    answer = client.post(LOCK_SCREEN, {"password": PASSWORD, "next": "/quan-tri/images/"})
    assert answer["Location"] == "/quan-tri/images/"
    assert client.get("/quan-tri/images/").status_code == 200


def test_a_wrong_password_opens_nothing(client):
    idle(client, 16)
    answer = client.post(LOCK_SCREEN, {"password": "sai rồi", "next": ADMIN})
    assert "Mật khẩu không đúng" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_neighbour_s_password_opens_nothing(client):
    make_user(Role.EDITOR, TAM_THANH, password="mật khẩu của người khác")
    idle(client, 16)
    client.post(LOCK_SCREEN, {"password": "mật khẩu của người khác"})
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_unlocking_never_leads_to_another_host(client, target):
    idle(client, 16)
    assert client.post(LOCK_SCREEN, {"password": PASSWORD, "next": target})["Location"] == ADMIN


def test_a_script_unlocks_without_leaving_the_page(client):
    idle(client, 16)
    refused = client.post(LOCK_SCREEN, {"password": "sai"}, **FETCH)
    assert refused.status_code == 400
    assert refused.json() == {"locked": True, "error": "Mật khẩu không đúng."}
    assert client.post(LOCK_SCREEN, {"password": PASSWORD}, **FETCH).json() == {"locked": False}
    assert is_signed_in(client)


def test_what_a_locked_session_sends_is_refused_with_advice_and_nothing_changes(client, editor):
    idle(client, 16)
    answer = client.post("/quan-tri/account/", {"name_email-first_name": "Đổi"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "chưa được lưu" in text
    assert f'href="{LOCK_SCREEN}" target="_blank"' in text
    editor.refresh_from_db()
    assert editor.first_name == ""


@pytest.mark.parametrize("header", [XHR, FETCH, {"HTTP_ACCEPT": "application/json"}])
@pytest.mark.parametrize("method", ["get", "post"])
def test_scripts_of_a_locked_session_are_refused_in_vietnamese(client, header, method):
    idle(client, 16)
    answer = getattr(client, method)("/quan-tri/images/", **header)
    assert answer.status_code == 403
    assert answer.json()["locked"] is True
    assert "bị khóa" in answer.json()["error"]


def test_two_tabs_of_one_session_are_locked_and_opened_together(client):
    second_tab = Client(HTTP_HOST=client.defaults["HTTP_HOST"])
    second_tab.cookies = client.cookies
    idle(client, 16)
    assert not is_signed_in(second_tab)
    client.post(LOCK_SCREEN, {"password": PASSWORD})
    assert is_signed_in(second_tab)


def test_a_locked_session_can_be_ended(client):
    idle(client, 16)
    assert client.post("/quan-tri/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_lock_screen_is_for_who_is_signed_in_and_locked(client, network, client_for):
    assert client.get(LOCK_SCREEN)["Location"] == ADMIN
    visitor = client_for(network.communes[0])
    assert visitor.get(LOCK_SCREEN)["Location"].startswith("/quan-tri/dang-nhap/")


def test_unlocking_takes_the_form_of_this_site(client):
    idle(client, 16)
    strict = Client(enforce_csrf_checks=True, HTTP_HOST=client.defaults["HTTP_HOST"])
    strict.cookies = client.cookies
    assert strict.post(LOCK_SCREEN, {"password": PASSWORD}).status_code == 403
    assert not is_signed_in(client)


def test_on_public_pages_a_locked_session_is_a_visitor(client, network):
    article = make_article(network.communes[0])
    path = article.get_url_parts()[2]
    assert client.get(path).wsgi_request.user.is_authenticated
    idle(client, 16)
    assert client.get(path).wsgi_request.user.is_anonymous


def test_a_visitor_of_public_pages_costs_no_query_for_sessions(
    network, client_for, django_assert_num_queries
):
    client = client_for(network.communes[0])
    client.get("/robots.txt")
    with django_assert_num_queries(0):
        client.get("/robots.txt")


def test_a_busy_session_is_written_at_most_every_half_minute(
    client, django_capture_on_commit_callbacks
):
    client.get(ADMIN)
    before = client.session["last_activity"]
    client.get(ADMIN)
    assert client.session["last_activity"] == before


def test_a_changed_password_ends_the_other_sessions(client, editor, network, client_for):
    other = client_for(network.communes[0], user=editor)
    new = "một mật khẩu hoàn toàn khác"
    form = client.get("/quan-tri/account/").context["panels_by_tab"]
    assert form
    answer = client.post(
        "/quan-tri/account/",
        {
            "name_email-first_name": "Văn",
            "name_email-last_name": "Hoàng",
            "name_email-email": editor.email,
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
            "password-old_password": PASSWORD,
            "password-new_password1": new,
            "password-new_password2": new,
        },
    )
    assert answer.status_code == 302, answer.context["panels_by_tab"]
    assert is_signed_in(client)
    assert not is_signed_in(other)
