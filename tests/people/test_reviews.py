"""The half-yearly review: complete or not at all, never changed afterwards, overdue is seen."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.people.errors import ListChanged, RoleAboveReach
from portal_network.people.mandates import Mandate
from portal_network.people.models import PermissionReview
from portal_network.people.models.reviews import ReviewIsFinal
from portal_network.people.services.reviews import (
    add_months,
    due_after,
    overdue_places,
    submit_review,
)
from portal_network.tenancy.models import Membership, Role
from tests.factories import give_role, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

REVIEWS = reverse("people_reviews")
LONG_AGO = timedelta(days=190)


def review_url(place: str = TAM_THANH) -> str:
    return reverse("people_review", args=[place])


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


def answers(end: tuple[User, ...] = (), place: str = TAM_THANH) -> dict[str, str]:
    """Return the form's data: everybody is kept but those to end."""
    rows = Membership.objects.filter(commune=place)
    return {f"membership-{row.pk}": "end" if row.user in end else "keep" for row in rows}


def make_old(**places) -> None:
    Membership.objects.filter(**places).update(created_at=timezone.now() - LONG_AGO)


# The form


def test_the_list_shows_every_role_of_the_place_with_the_last_sign_in(client):
    person = make_user(
        Role.EDITOR, TAM_THANH, last_name="Nông Thị", first_name="Bích",
        last_login=datetime(2026, 3, 5, 1, 30, tzinfo=UTC),
    )  # fmt: skip
    give_role(person, Role.APPROVER, QUOC_KHANH)
    make_user(Role.EDITOR, QUOC_KHANH, last_name="Người", first_name="Ngoài")
    text = client.get(review_url()).content.decode()
    for part in ("Nông Thị Bích", "Biên tập viên", "05/03/2026 08:30"):
        assert part in text
    for part in ("Người Ngoài", "Lãnh đạo duyệt", "Quốc Khánh"):
        assert part not in text


def test_a_submitted_review_ends_what_was_ended_and_records_who_when_and_what(
    client, administrator
):
    kept = make_user(Role.EDITOR, TAM_THANH, username="o-lai")
    gone = make_user(
        Role.RESPONDER, TAM_THANH, username="roi-di", last_name="Đã", first_name="Nghỉ"
    )
    answer = client.post(review_url(), answers(end=(gone,)))
    review = PermissionReview.objects.get()
    assert answer["Location"] == reverse("people_review_record", args=[review.pk])
    assert (review.reviewed_by, review.reviewer_name) == (administrator, "Quản Trị")
    assert review.commune_id == TAM_THANH
    assert {row["username"]: row["is_kept"] for row in review.rows} == {
        administrator.username: True, "o-lai": True, "roi-di": False,
    }  # fmt: skip
    assert kept.memberships.exists() and not gone.memberships.exists()
    text = client.get(answer["Location"]).content.decode()
    assert "Đã Nghỉ" in text and "kết thúc" in text
    assert "giữ 2, kết thúc 1" in client.get(review_url()).content.decode()


def test_the_record_stays_as_it_was_when_accounts_change(client, administrator):
    client.post(review_url(), answers())
    User.objects.filter(pk=administrator.pk).update(last_name="Tên", first_name="Mới")
    text = client.get(
        reverse("people_review_record", args=[PermissionReview.objects.get().pk])
    ).content.decode()
    assert "Quản Trị ghi nhận" in text


def test_a_record_can_be_neither_changed_nor_deleted(client):
    client.post(review_url(), answers())
    review = PermissionReview.objects.get()
    review.rows = []
    with pytest.raises(ReviewIsFinal):
        review.save()
    with pytest.raises(ReviewIsFinal):
        review.delete()
    assert PermissionReview.objects.get().rows


def test_every_row_needs_an_answer_and_half_an_answer_saves_nothing(client):
    gone = make_user(Role.EDITOR, TAM_THANH)
    data = answers(end=(gone,))
    for name in list(data):
        partial = {key: value for key, value in data.items() if key != name}
        assert name in client.post(review_url(), partial).context["form"].errors
    bad = dict.fromkeys(data, "xóa")
    assert client.post(review_url(), bad).context["form"].errors
    assert gone.memberships.exists()
    assert not PermissionReview.objects.exists()


def test_nobody_ends_the_own_role_in_a_review(client, administrator):
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    answer = client.post(review_url(), answers(end=(administrator,)))
    assert answer.context["form"].errors
    assert administrator.memberships.exists()


def test_the_last_administrator_stays_and_then_nothing_of_the_review_is_saved(
    province_client, administrator
):
    other = make_user(Role.EDITOR, TAM_THANH)
    answer = province_client.post(review_url(), answers(end=(administrator, other)))
    assert "quản trị viên cuối cùng" in answer.content.decode()
    assert other.memberships.exists()
    assert not PermissionReview.objects.exists()


def test_decisions_about_a_list_that_has_changed_meanwhile_are_refused(network, administrator):
    first = make_user(Role.EDITOR, TAM_THANH)
    rows = Membership.objects.filter(commune=TAM_THANH)
    decisions = {row.pk: row.user != first for row in rows}
    make_user(Role.EDITOR, TAM_THANH)
    with pytest.raises(ListChanged):
        submit_review(administrator, network.communes[0], decisions)
    assert first.memberships.exists()
    assert not PermissionReview.objects.exists()


def test_a_colleague_who_came_meanwhile_is_answered_for_before_anything_is_saved(client):
    data = answers()
    make_user(Role.EDITOR, TAM_THANH)
    assert client.post(review_url(), data).context["form"].errors
    assert not PermissionReview.objects.exists()


@pytest.mark.parametrize("place", [QUOC_KHANH, LANG_SON, HUE, "99999", "x"])
def test_a_review_elsewhere_does_not_exist(client, place):
    assert client.get(review_url(place)).status_code == 404
    assert client.post(review_url(place), answers()).status_code == 404
    assert client.get(review_url(place), {"export": "csv"}).status_code == 404


def test_the_service_refuses_foreign_places(network, administrator):
    with pytest.raises(RoleAboveReach):
        submit_review(administrator, network.communes[1], {})


def test_records_of_other_places_do_not_exist(network, client, province_client):
    make_user(Role.SITE_ADMINISTRATOR, QUOC_KHANH)
    province_client.post(review_url(QUOC_KHANH), answers(place=QUOC_KHANH))
    url = reverse("people_review_record", args=[PermissionReview.objects.get().pk])
    assert province_client.get(url).status_code == 200
    assert client.get(url).status_code == 404
    assert client.get(reverse("people_review_record", args=[999_999])).status_code == 404


def test_a_province_reviews_its_own_roles_without_those_of_its_communes(province_client):
    make_user(Role.EDITOR, TAM_THANH)
    own = make_user(Role.PROVINCE_OBSERVER, LANG_SON)
    form = province_client.get(review_url(LANG_SON)).context["form"]
    assert {row.user_id for row in form.memberships} >= {own.pk}
    assert all(row.province_id == LANG_SON for row in form.memberships)


def test_the_review_is_a_spreadsheet(client):
    make_user(Role.EDITOR, TAM_THANH, last_name="@SUM(1)", first_name="x")
    answer = client.get(review_url(), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [
        "Họ và tên", "Tên đăng nhập", "Địa chỉ thư điện tử", "Vai trò", "Từ ngày",
        "Đăng nhập gần nhất",
    ]  # fmt: skip
    assert "'@SUM(1) x" in {row[0] for row in rows}
    assert client.get(review_url(), {"export": "xlsx"}).status_code == 200


# When it is due


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ((2026, 1, 15), (2026, 7, 15)), ((2026, 8, 31), (2027, 2, 28)),
        ((2027, 8, 31), (2028, 2, 29)), ((2026, 7, 1), (2027, 1, 1)),
    ],
)  # fmt: skip
def test_a_review_is_due_six_calendar_months_after_the_last(begin, end):
    assert due_after(datetime(*begin, tzinfo=UTC)) == datetime(*end, tzinfo=UTC)


def test_months_are_counted_back_too():
    assert add_months(datetime(2026, 3, 31, tzinfo=UTC), -1) == datetime(2026, 2, 28, tzinfo=UTC)


def test_a_place_without_a_review_is_overdue_six_months_after_its_first_person(administrator):
    mandate = Mandate(communes=frozenset({TAM_THANH}))
    assert overdue_places(mandate) == []
    make_old(commune=TAM_THANH)
    assert [row["commune"] for row in overdue_places(mandate)] == [TAM_THANH]


def test_a_review_is_good_for_six_months(client):
    make_old(commune=TAM_THANH)
    client.post(review_url(), answers())
    mandate = Mandate(communes=frozenset({TAM_THANH}))
    assert overdue_places(mandate) == []
    PermissionReview.objects.update(reviewed_at=timezone.now() - LONG_AGO)
    assert len(overdue_places(mandate)) == 1


def test_a_review_of_the_province_is_none_of_its_communes(network, administrator):
    make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)
    Membership.objects.update(created_at=timezone.now() - LONG_AGO)
    PermissionReview.objects.create(province=network.province, reviewer_name="Ai", rows=[])
    mandate = Mandate(provinces=frozenset({LANG_SON}))
    assert [row["commune"] for row in overdue_places(mandate)] == [TAM_THANH]


def test_the_home_page_says_that_a_review_is_overdue(client, network, client_for):
    home = client.get("/quan-tri/").content.decode()
    assert "quá hạn rà soát" not in home
    make_old(commune=TAM_THANH)
    home = client.get("/quan-tri/").content.decode()
    assert "Đã quá hạn rà soát quyền sáu tháng một lần của Phường Tam Thanh." in home
    assert review_url() in home
    editor = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    assert "rà soát quyền" not in editor.get("/quan-tri/").content.decode()


def test_the_home_page_asks_one_query_for_it_and_none_for_others(client, network, client_for):
    def asked(somebody) -> list[str]:
        somebody.get("/quan-tri/")
        with queries_of() as statements:
            somebody.get("/quan-tri/")
        return [sql for sql in statements if "people_permissionreview" in sql]

    assert len(asked(client)) == 1
    editor = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    assert asked(editor) == []


def test_a_province_sees_which_communes_are_overdue(province_client, administrator):
    make_user(Role.EDITOR, QUOC_KHANH)
    make_old(commune=TAM_THANH)
    text = province_client.get(REVIEWS).content.decode()
    assert "Phường Tam Thanh" in text and "Xã Quốc Khánh" in text
    assert text.count("people-overdue") == 1
    text = province_client.get(REVIEWS, {"overdue": "1"}).content.decode()
    assert "Phường Tam Thanh" in text and "Xã Quốc Khánh" not in text


def test_one_commune_goes_straight_to_its_review(client):
    assert client.get(REVIEWS)["Location"] == review_url()


def test_the_overview_costs_as_many_queries_with_60_communes_as_with_2(province_client):
    def cost(codes: list[str]) -> int:
        for code in codes:
            make_user(Role.EDITOR, code)
        make_old(commune__in=codes)
        province_client.get(REVIEWS)
        with queries_of() as statements:
            province_client.get(REVIEWS)
        return len(statements)

    few = cost([TAM_THANH, QUOC_KHANH])
    many = cost([row.code for row in build_network(LANG_SON, 60).communes])
    assert many == few <= 15
