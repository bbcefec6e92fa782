"""Administrators see and change the people of their own places; elsewhere nobody exists."""

import csv
import io

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal_network.accounts.models import User
from portal_network.tenancy.models import Membership, Role
from tests.factories import PASSWORD, give_role, make_superuser, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

PEOPLE = reverse("people")


def person_url(user: User) -> str:
    return reverse("people_person", args=[user.pk])


def end_url(user: User) -> str:
    return reverse("people_end_role", args=[user.memberships.get().pk])


@pytest.fixture
def administrator(network) -> User:
    """The administrator of phường Tam Thanh."""
    return make_user(Role.SITE_ADMINISTRATOR, TAM_THANH, last_name="Quản", first_name="Trị")


@pytest.fixture
def client(network, administrator, client_for):
    """A client of that administrator."""
    return client_for(network.communes[0], administrator)


@pytest.fixture
def province_client(network, client_for):
    """A client of the administrator of Lạng Sơn."""
    return client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))


# What is seen


def test_an_administrator_sees_name_roles_and_state_of_the_people_of_the_commune(client):
    person = make_user(
        Role.EDITOR, TAM_THANH, username="bientap", last_name="Hoàng Văn", first_name="Mẫu",
        last_login=timezone.now(),
    )  # fmt: skip
    give_role(person, Role.RESPONDER, TAM_THANH)
    text = client.get(PEOPLE).content.decode()
    for part in (
        "Hoàng Văn Mẫu", "bientap", person.email, "Biên tập viên (Phường Tam Thanh)",
        "Cán bộ trả lời (Phường Tam Thanh)", "Đang hoạt động",
        timezone.localtime().strftime("%d/%m/%Y"),
    ):  # fmt: skip
        assert part in text


def test_a_closed_account_with_roles_is_told_as_such(client):
    make_user(Role.EDITOR, TAM_THANH, is_active=False)
    assert "Đã đóng" in client.get(PEOPLE).content.decode()


def test_people_of_the_neighbour_and_of_the_province_are_not_seen(client):
    for role, place in ((Role.EDITOR, QUOC_KHANH), (Role.PROVINCE_ADMINISTRATOR, LANG_SON)):
        stranger = make_user(role, place)
        assert stranger.email not in client.get(PEOPLE).content.decode()


def test_nobody_learns_that_a_colleague_also_works_elsewhere(client):
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.APPROVER, QUOC_KHANH)
    give_role(person, Role.PROVINCE_OBSERVER, LANG_SON)
    for url in (PEOPLE, person_url(person), f"{PEOPLE}?q=Quốc", end_url_of(person, TAM_THANH)):
        text = client.get(url).content.decode()
        assert "Quốc Khánh" not in text
        assert "Tỉnh Lạng Sơn" not in text
        assert "Lãnh đạo duyệt (" not in text


def end_url_of(user: User, place: str) -> str:
    return reverse("people_end_place", args=[user.pk, place])


def test_a_province_sees_its_own_people_and_those_of_all_its_communes(province_client):
    places = {TAM_THANH: Role.EDITOR, QUOC_KHANH: Role.APPROVER, LANG_SON: Role.PROVINCE_MODERATOR}
    people = [make_user(role, place) for place, role in places.items()]
    text = province_client.get(PEOPLE).content.decode()
    assert all(person.email in text for person in people)


def test_a_province_does_not_see_the_people_of_another_one(network, province_client):
    hue = build_network(HUE, 1)
    for role, place in ((Role.EDITOR, hue.communes[0]), (Role.PROVINCE_ADMINISTRATOR, HUE)):
        stranger = make_user(role, place)
        assert stranger.email not in province_client.get(PEOPLE).content.decode()
        assert province_client.get(person_url(stranger)).status_code == 404


def test_an_operator_in_a_staff_session_sees_everybody(network, operator_client):
    hue = build_network(HUE, 1)
    people = [make_user(Role.EDITOR, TAM_THANH), make_user(Role.EDITOR, hue.communes[0])]
    text = operator_client(network.province).get(PEOPLE).content.decode()
    assert all(person.email in text for person in people)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.EDITOR, TAM_THANH), (Role.APPROVER, TAM_THANH), (Role.RESPONDER, TAM_THANH),
        (Role.PROVINCE_MODERATOR, LANG_SON), (Role.PROVINCE_OBSERVER, LANG_SON),
    ],
)  # fmt: skip
def test_for_every_other_role_the_screens_do_not_exist(network, client_for, role, place):
    colleague = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], make_user(role, place))
    for url in (
        PEOPLE, reverse("people_results"), person_url(colleague), end_url(colleague),
        reverse("people_invite"), reverse("people_invite_to", args=[TAM_THANH]),
        reverse("people_invitations"), reverse("people_reviews"),
        reverse("people_review", args=[TAM_THANH]), reverse("people_staff_log"),
        reverse("people_staff_session"),
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url
    assert client.post(end_url(colleague)).status_code == 404
    assert colleague.memberships.exists()
    assert "/quan-tri/nhan-su/" not in client.get("/quan-tri/").content.decode()


def test_a_visitor_is_sent_to_sign_in(network, client_for):
    answer = client_for(network.communes[0]).get(PEOPLE)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


# Search, filters, order, spreadsheets


def test_people_are_found_by_each_word_of_the_whole_name_and_by_address(client):
    make_user(Role.EDITOR, TAM_THANH, last_name="Nông Thị", first_name="Bích", username="bich")
    make_user(Role.EDITOR, TAM_THANH, last_name="Nông Thị", first_name="Chanh", username="chanh")
    for query in ("Nông Bích", "bich", "bich@", "Thị Bích"):
        user = User.objects.get(username="bich")
        User.objects.filter(pk=user.pk).update(email="bich@vidu.invalid")
        text = client.get(PEOPLE, {"q": query}).content.decode()
        assert "Nông Thị Bích" in text, query
        assert "Nông Thị Chanh" not in text, query


def test_a_province_filters_by_commune_and_role(province_client):
    first = make_user(Role.EDITOR, TAM_THANH)
    second = make_user(Role.EDITOR, QUOC_KHANH)
    approver = make_user(Role.APPROVER, TAM_THANH)
    in_commune = province_client.get(PEOPLE, {"commune": TAM_THANH}).content.decode()
    assert first.email in in_commune and approver.email in in_commune
    assert second.email not in in_commune
    editors = province_client.get(PEOPLE, {"role": "editor", "commune": TAM_THANH})
    assert first.email in editors.content.decode()
    assert approver.email not in editors.content.decode()


def test_a_filter_by_role_does_not_ask_about_other_places(client):
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.APPROVER, QUOC_KHANH)
    assert person.email not in client.get(PEOPLE, {"role": "approver"}).content.decode()


@pytest.mark.parametrize("value", [QUOC_KHANH, "99999", "'", "😀"])
def test_a_commune_administrator_cannot_filter_by_another_commune(client, value):
    stranger = make_user(Role.EDITOR, QUOC_KHANH)
    text = client.get(PEOPLE, {"commune": value, "province": LANG_SON}).content.decode()
    assert stranger.email not in text
    assert "Quốc Khánh" not in text


def test_vietnamese_names_are_ordered_by_given_name(client):
    for last_name, first_name in (("Zung", "An"), ("An", "Zung")):
        make_user(Role.EDITOR, TAM_THANH, last_name=last_name, first_name=first_name)
    text = client.get(PEOPLE).content.decode()
    assert text.index("Zung An") < text.index("An Zung")
    text = client.get(PEOPLE, {"ordering": "-first_name"}).content.decode()
    assert text.index("An Zung") < text.index("Zung An")


def test_the_list_is_a_spreadsheet_of_own_people_without_formulas(client):
    make_user(Role.EDITOR, TAM_THANH, last_name="=HYPERLINK(1)", first_name="x")
    stranger = make_user(Role.EDITOR, QUOC_KHANH)
    answer = client.get(PEOPLE, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["Họ và tên", "Tên đăng nhập", "Địa chỉ thư điện tử"]
    assert any(row[0] == "'=HYPERLINK(1) x" for row in rows)
    assert stranger.email not in text
    answer = client.get(PEOPLE, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


# Cost


def page_with_people(province_client, communes: list[str]) -> list[str]:
    for code in communes:
        person = make_user(Role.EDITOR, code)
        give_role(person, Role.RESPONDER, code)
    province_client.get(PEOPLE)
    with queries_of() as statements:
        answer = province_client.get(PEOPLE)
    assert answer.status_code == 200
    return statements


def test_the_list_costs_as_many_queries_with_60_communes_as_with_2(province_client):
    few = page_with_people(province_client, [TAM_THANH, QUOC_KHANH])
    big = build_network(LANG_SON, 60)
    many = page_with_people(province_client, [row.code for row in big.communes])
    assert len(many) == len(few) <= 20


def test_a_long_list_is_paged(province_client):
    for _number in range(51):
        make_user(Role.EDITOR, TAM_THANH)
    answer = province_client.get(PEOPLE)
    assert answer.context["paginator"].num_pages == 2
    assert len(answer.context["object_list"]) == 50


def test_an_operator_is_not_offered_thousands_of_communes_at_once(network, operator_client):
    client = operator_client(network.province)
    build_network(HUE, 1)
    filters = client.get(PEOPLE).context["filters"].form.fields
    assert set(filters) == {"role", "province"}
    filters = client.get(PEOPLE, {"province": LANG_SON}).context["filters"].form.fields
    assert set(filters["commune"].queryset.values_list("pk", flat=True)) == {TAM_THANH, QUOC_KHANH}


# Changing roles


def test_an_administrator_adds_a_role_and_it_counts_at_once(client, network, client_for):
    person = make_user(Role.RESPONDER, TAM_THANH)
    url = reverse("people_add_role", args=[person.pk, TAM_THANH])
    answer = client.post(url, {"role": "editor"}, follow=True)
    assert "Đã giao thêm vai trò" in answer.content.decode()
    assert {row.role for row in person.memberships.all()} == {"responder", "editor"}
    client.post(url, {"role": "editor"})
    assert person.memberships.count() == 2


@pytest.mark.parametrize(
    "role", ["province_administrator", "province_observer", "superuser", "", "EDITOR", "editor "]
)
def test_a_role_above_reach_or_unknown_is_refused(client, role):
    person = make_user(Role.RESPONDER, TAM_THANH)
    url = reverse("people_add_role", args=[person.pk, TAM_THANH])
    answer = client.post(url, {"role": role}, follow=True)
    assert "không được giao vai trò này" in answer.content.decode()
    assert [row.role for row in person.memberships.all()] == ["responder"]


@pytest.mark.parametrize("place", [QUOC_KHANH, LANG_SON, HUE, "99999", "x"])
def test_a_role_at_another_place_is_as_if_the_place_did_not_exist(client, place):
    person = make_user(Role.RESPONDER, TAM_THANH)
    answer = client.post(reverse("people_add_role", args=[person.pk, place]), {"role": "editor"})
    assert answer.status_code == 404
    assert person.memberships.count() == 1


def test_an_administrator_ends_one_role_after_a_question(client):
    person = make_user(Role.EDITOR, TAM_THANH)
    responder = give_role(person, Role.RESPONDER, TAM_THANH)
    url = reverse("people_end_role", args=[responder.pk])
    assert "Cán bộ trả lời" in client.get(url).content.decode()
    assert person.memberships.count() == 2
    assert client.post(url)["Location"] == person_url(person)
    assert [row.role for row in person.memberships.all()] == ["editor"]


def test_an_administrator_ends_all_roles_at_the_place_and_the_account_is_closed(client):
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.RESPONDER, TAM_THANH)
    answer = client.post(end_url_of(person, TAM_THANH))
    assert answer["Location"] == PEOPLE
    person.refresh_from_db()
    assert not person.memberships.exists()
    assert not person.is_active
    assert authenticate(username=person.username, password=PASSWORD) is None
    assert client.get(person_url(person)).status_code == 404


def test_who_works_elsewhere_too_keeps_the_account_and_the_answer_is_the_same(client):
    only_here, elsewhere_too = make_user(Role.EDITOR, TAM_THANH), make_user(Role.EDITOR, TAM_THANH)
    give_role(elsewhere_too, Role.EDITOR, QUOC_KHANH)
    answers = [client.post(end_url_of(user, TAM_THANH)) for user in (only_here, elsewhere_too)]
    assert answers[0]["Location"] == answers[1]["Location"]
    elsewhere_too.refresh_from_db()
    assert elsewhere_too.is_active
    assert [row.commune_id for row in elsewhere_too.memberships.all()] == [QUOC_KHANH]


def test_the_answer_for_foreign_and_never_existing_ids_is_the_same(client):
    stranger = make_user(Role.EDITOR, QUOC_KHANH)
    foreign_row = stranger.memberships.get().pk
    for name, own_id, missing in (
        ("people_person", [stranger.pk], [999_999]),
        ("people_end_role", [foreign_row], [999_999]),
        ("people_end_place", [stranger.pk, QUOC_KHANH], [999_999, "99999"]),
        ("people_end_place", [stranger.pk, TAM_THANH], [999_999, TAM_THANH]),
        ("people_unlock", [stranger.pk], [999_999]),
        ("people_reactivate", [stranger.pk], [999_999]),
    ):
        for method in ("get", "post"):
            foreign = getattr(client, method)(reverse(name, args=own_id))
            nothing = getattr(client, method)(reverse(name, args=missing))
            assert foreign.status_code == nothing.status_code, name
            assert foreign.status_code in {404, 405}
    assert Membership.objects.filter(pk=foreign_row).exists()


def test_changes_need_a_post_and_a_token(network, administrator, client_for):
    person = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], administrator)
    for name in ("people_unlock", "people_reactivate"):
        assert client.get(reverse(name, args=[person.pk])).status_code == 405
    strict = client_for(network.communes[0], administrator)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(end_url(person)).status_code == 403
    assert person.memberships.exists()


def test_nobody_changes_the_own_roles(client, administrator):
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    answer = client.post(end_url(administrator), follow=True)
    assert "vai trò của chính mình" in answer.content.decode()
    add = reverse("people_add_role", args=[administrator.pk, TAM_THANH])
    client.post(add, {"role": "editor"})
    client.post(end_url_of(administrator, TAM_THANH))
    assert [row.role for row in administrator.memberships.all()] == ["site_administrator"]
    text = client.get(person_url(administrator)).content.decode()
    assert end_url(administrator) not in text


def test_the_last_administrator_of_a_commune_stays(province_client, administrator):
    for url in (end_url(administrator), end_url_of(administrator, TAM_THANH)):
        answer = province_client.post(url, follow=True)
        assert "quản trị viên cuối cùng của Phường Tam Thanh" in answer.content.decode()
    assert administrator.memberships.exists()
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    province_client.post(end_url(administrator))
    assert not administrator.memberships.exists()


def test_an_account_is_opened_again_and_unlocked(client):
    person = make_user(Role.EDITOR, TAM_THANH, is_active=False)
    client.post(reverse("people_reactivate", args=[person.pk]))
    person.refresh_from_db()
    assert person.is_active


def test_a_locked_account_is_shown_as_such_and_unlocked(client, network, client_for, settings):
    person = make_user(Role.EDITOR, TAM_THANH)
    visitor = client_for(network.communes[0])
    for _attempt in range(settings.SIGN_IN_FAILURES):
        visitor.post(
            reverse("account_login"), {"login": person.username, "password": "sai mật khẩu"}
        )
    for url in (PEOPLE, person_url(person)):
        assert "Tạm khóa do nhập sai" in client.get(url).content.decode()
    answer = client.post(reverse("people_unlock", args=[person.pk]), follow=True)
    assert "Đã mở khóa" in answer.content.decode()
    assert "Tạm khóa do nhập sai" not in client.get(PEOPLE).content.decode()


def test_a_commune_opens_no_operator_s_closed_account(client):
    operator = make_superuser(is_active=False)
    give_role(operator, Role.EDITOR, TAM_THANH)
    assert client.post(reverse("people_reactivate", args=[operator.pk])).status_code == 404
    operator.refresh_from_db()
    assert not operator.is_active


# Roles that end while somebody works


def test_a_role_that_ends_while_its_holder_works_saves_nothing_more(client, network, client_for):
    colleague = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    third = make_user(Role.EDITOR, TAM_THANH)
    tab = client_for(network.communes[0], colleague)
    assert tab.get(person_url(third)).status_code == 200
    client.post(end_url(colleague))
    answer = tab.post(end_url(third))
    assert answer.status_code in {302, 404}
    assert third.memberships.exists()
    assert tab.get(PEOPLE).status_code in {302, 404}


def test_holders_of_two_communes_lose_one_and_go_on_in_the_other(client, network, client_for):
    both = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    give_role(both, Role.SITE_ADMINISTRATOR, QUOC_KHANH)
    first = client_for(network.communes[0], both)
    second = client_for(network.communes[1], both)
    here, there = make_user(Role.EDITOR, TAM_THANH), make_user(Role.EDITOR, QUOC_KHANH)
    assert first.get(person_url(here)).status_code == 200
    client.post(end_url_of(both, TAM_THANH))
    assert first.post(end_url(here)).status_code == 404
    assert here.memberships.exists()
    assert second.post(end_url(there)).status_code == 302
    assert not there.memberships.exists()
