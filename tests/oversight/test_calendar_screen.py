"""Everybody reads the calendar; administrators of a province keep theirs and nobody else's."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal_network.oversight.calendar import is_working_day
from portal_network.oversight.calendar.public_holidays import decided_until
from portal_network.oversight.models import CalendarDay, ConfirmedYear
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

CALENDAR = reverse("oversight_calendar")
ADD = reverse("oversight_calendar_add")
STORM = {"date": "01/06/2026", "kind": "day_off", "name": "Nghỉ tránh bão"}


@pytest.fixture
def keeper(network, client_for):
    """A client of the administrator of Lạng Sơn."""
    return client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))


@pytest.fixture
def editor(network, client_for):
    """A client of an editor of phường Tam Thanh."""
    return client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))


def make_day(province: str | None = LANG_SON, **fields) -> CalendarDay:
    """Enter a day off on 1 June 2026."""
    fields = {"date": date(2026, 6, 1), "kind": "day_off", "name": "Nghỉ tránh bão"} | fields
    row = CalendarDay.everywhere.create(province_id=province, **fields)
    cache.clear()
    return row


def text_of(client, **query) -> str:
    """Return the page of the calendar."""
    answer = client.get(CALENDAR, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_reads_holidays_and_made_up_days_in_vietnamese(editor):
    text = text_of(editor, nam=2026)
    for part in (
        "Lịch làm việc", "Tỉnh Lạng Sơn", "Thứ 3, 24/11/2026", "Ngày Văn hóa Việt Nam",
        "22/08/2026", "ngày làm bù", "quy định pháp luật",
    ):  # fmt: skip
        assert part in text
    assert "Thêm ngày" not in text


def test_days_of_the_own_province_are_shown_and_those_of_another_are_not(editor):
    build_network(HUE, 1)
    make_day()
    make_day(HUE, name="Lũ lớn")
    text = text_of(editor, nam=2026)
    assert "Nghỉ tránh bão" in text
    assert "do tỉnh nhập" in text
    assert "Lũ lớn" not in text


def test_the_calendar_of_another_province_does_not_exist(editor):
    build_network(HUE, 1)
    assert editor.get(CALENDAR, {"tinh": HUE}).status_code == 404


@pytest.mark.parametrize("year", ["0", "abc", "-5", "1999", "2201", "99999999999", "²"])
def test_years_that_make_no_sense_do_not_exist(editor, year):
    assert editor.get(CALENDAR, {"nam": year}).status_code == 404


def test_the_administrator_of_the_province_enters_a_day(keeper, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = keeper.post(ADD, STORM | {"province": LANG_SON})
    assert answer.status_code == 302
    assert not is_working_day(date(2026, 6, 1), LANG_SON)
    assert is_working_day(date(2026, 6, 1), HUE)
    entry = ModelLogEntry.objects.get(action="wagtail.create")
    assert entry.label == "01/06/2026 · Nghỉ tránh bão"


@pytest.mark.parametrize("province", ["", HUE, "99", "x"])
def test_the_administrator_enters_no_day_for_the_country_or_another_province(keeper, province):
    build_network(HUE, 1)
    answer = keeper.post(ADD, STORM | {"province": province})
    assert answer.status_code == 200
    assert answer.context["form"].errors["province"]
    assert not CalendarDay.everywhere.exists()


@pytest.mark.parametrize(
    "wrong", [{"date": "31/02/2026"}, {"date": "01/06/0206"}, {"kind": "x"}, {"name": ""}]
)
def test_wrong_input_is_answered_in_the_form(keeper, wrong):
    answer = keeper.post(ADD, STORM | {"province": LANG_SON} | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == wrong.keys()


def test_the_same_day_is_entered_once(keeper):
    make_day()
    answer = keeper.post(ADD, STORM | {"province": LANG_SON})
    assert "Ngày này đã có trong lịch." in answer.content.decode()
    assert CalendarDay.everywhere.count() == 1


def test_the_administrator_changes_and_takes_back_an_own_day(keeper):
    row = make_day()
    answer = keeper.post(
        reverse("oversight_calendar_edit", args=[row.pk]),
        STORM | {"province": LANG_SON, "kind": "working_day"},
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.kind == "working_day"
    keeper.post(reverse("oversight_calendar_delete", args=[row.pk]))
    assert not CalendarDay.everywhere.exists()
    written = ModelLogEntry.objects.filter(action__startswith="wagtail.")
    actions = written.values_list("action", flat=True)
    assert sorted(actions) == ["wagtail.delete", "wagtail.edit"]


@pytest.mark.parametrize("province", [None, HUE])
@pytest.mark.parametrize("name", ["oversight_calendar_edit", "oversight_calendar_delete"])
def test_days_of_the_country_and_of_others_cannot_be_touched(keeper, name, province):
    build_network(HUE, 1)
    row = make_day(province)
    assert keeper.post(reverse(name, args=[row.pk]), STORM).status_code == 404
    assert CalendarDay.everywhere.filter(pk=row.pk, kind="day_off").exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SITE_ADMINISTRATOR, Role.PROVINCE_MODERATOR])
def test_nobody_else_enters_days_or_confirms_years(network, client_for, role):
    place = LANG_SON if role is Role.PROVINCE_MODERATOR else TAM_THANH
    client = client_for(network.province, make_user(role, place))
    confirm = reverse("oversight_calendar_confirm", args=[2027])
    assert client.get(ADD).status_code == 404
    assert client.post(ADD, STORM | {"province": LANG_SON}).status_code == 404
    assert client.post(confirm, {"tinh": LANG_SON}).status_code == 404
    assert not CalendarDay.everywhere.exists()
    assert not ConfirmedYear.everywhere.exists()


def test_an_operator_enters_a_day_for_the_whole_country(
    network, operator_client, django_capture_on_commit_callbacks
):
    client = operator_client(network.province)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ADD, STORM | {"province": ""}).status_code == 302
    assert not is_working_day(date(2026, 6, 1), LANG_SON)
    assert "nhập chung cho cả nước" in text_of(client, nam=2026)


def test_an_estimated_year_is_told_until_it_is_confirmed(
    keeper, django_capture_on_commit_callbacks
):
    year = decided_until() + 1
    assert f"Xác nhận lịch năm {year}" in text_of(keeper, nam=year)
    confirm = reverse("oversight_calendar_confirm", args=[year])
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            assert keeper.post(confirm, {"tinh": LANG_SON}).status_code == 302
    assert ConfirmedYear.everywhere.count() == 1
    assert "Xác nhận lịch năm" not in text_of(keeper, nam=year)
    assert ModelLogEntry.objects.filter(action="oversight.year_confirmed").count() == 1


def test_a_year_that_the_package_does_not_know_is_told_as_such(editor):
    text = text_of(editor, nam=2150)
    assert "Chưa có dữ liệu ngày nghỉ lễ của năm 2150" in text


@pytest.mark.parametrize(("days_known", "is_told"), [(0, False), (-10, True)])
def test_the_home_page_reminds_the_administrator_of_a_year_that_is_not_certain(
    keeper, monkeypatch, days_known, is_told
):
    monkeypatch.setattr(
        "portal_network.oversight.calendar.public_holidays.decided_until",
        lambda: date.today().year + 1 + days_known,
    )
    from portal_network.oversight.calendar.public_holidays import lawful_year

    lawful_year.cache_clear()
    text = keeper.get("/quan-tri/").content.decode()
    lawful_year.cache_clear()
    assert ("các thời hạn còn có thể thay đổi" in text) is is_told


def test_an_editor_is_not_reminded_and_the_reminder_costs_no_query(editor, keeper):
    assert "các thời hạn còn có thể thay đổi" not in editor.get("/quan-tri/").content.decode()
    keeper.get("/quan-tri/")
    with queries_of() as statements:
        keeper.get("/quan-tri/")
    assert not [each for each in statements if "oversight_" in each]


def test_the_page_of_the_calendar_takes_few_queries(editor):
    for month in range(1, 13):
        make_day(date=date(2026, month, 10))
    text_of(editor, nam=2026)
    with queries_of() as statements:
        text_of(editor, nam=2026)
    assert len(statements) <= 10
