"""Weekly schedules and receptions: form, calendar view, navigation, ICS, bad input."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from commune_site.activities.calendar import week_of
from commune_site.activities.models import (
    ReceptionEntry,
    ReceptionPage,
    WorkEntry,
    WorkWeekPage,
)
from tests.factories import make_activity, make_user, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import links_of, main_text_of, path_of, text_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

SECTION = "leader-activities"
ENTRY = {
    "starts": time(8), "ends": time(10, 30), "content": "Kiểm tra đê, kè; tiếp dân",
    "chair": "Chủ tịch UBND", "place": "Khối phố 3",
}  # fmt: skip


def make_week(day: date | None = None, entries: int = 1, **fields) -> WorkWeekPage:
    """Publish the schedule of a week with appointments on its Monday."""
    monday = week_of(day or timezone.localdate())[0]
    page = make_activity(TAM_THANH, WorkWeekPage, SECTION, first_day=monday, **fields)
    for number in range(entries):
        WorkEntry.everywhere.create(page=page, sort_order=number, day=monday, **ENTRY)
    return page


@pytest.fixture
def visitor(network, client_for):
    """Somebody who reads the site of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def section_path(network):
    """The address of the section of leaders' activities."""
    return path_of(section_page(TAM_THANH, SECTION))


def test_the_section_shows_this_week_day_by_day(visitor, section_path):
    make_week(entries=2)
    answer = visitor.get(section_path)
    text = main_text_of(answer)
    monday = week_of(timezone.localdate())[0]
    assert f"{monday:%d/%m/%Y}" in text
    assert text.count("08:00 đến 10:30 Kiểm tra đê, kè; tiếp dân") == 2
    assert "Chủ trì: Chủ tịch UBND" in text
    assert f"{section_path}lich.ics" in links_of(answer)
    assert (
        '"@type": "Event"' in visitor.get(path_of(WorkWeekPage.everywhere.get())).content.decode()
    )


def test_without_this_week_the_next_one_is_shown_else_the_last(visitor, section_path):
    today = timezone.localdate()
    last = make_week(today - timedelta(days=21))
    assert visitor.get(section_path).context["schedule"].pk == last.pk
    coming = make_week(today + timedelta(days=14))
    assert visitor.get(section_path).context["schedule"].pk == coming.pk
    current = make_week(today)
    assert visitor.get(section_path).context["schedule"].pk == current.pk


def test_each_week_leads_to_the_one_before_and_after(visitor):
    today = timezone.localdate()
    before, current, after = (make_week(today + timedelta(days=n)) for n in (-7, 0, 7))
    hidden = make_week(today + timedelta(days=14))
    hidden.unpublish()
    links = links_of(visitor.get(path_of(current)))
    assert {path_of(before), path_of(after)} <= set(links)
    assert path_of(hidden) not in links_of(visitor.get(path_of(after)))


def test_the_calendar_holds_public_weeks_of_this_site_alone(visitor, section_path, network):
    week = make_week()
    make_week(timezone.localdate() - timedelta(days=200))
    make_week(timezone.localdate() + timedelta(days=7)).unpublish()
    make_activity(network.communes[1], WorkWeekPage, SECTION, first_day=week.first_day)
    answer = visitor.get(f"{section_path}lich.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = answer.content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Kiểm tra đê\\, kè\\; tiếp dân" in calendar
    monday = week.first_day
    assert f"DTSTART:{monday:%Y%m%d}T010000Z" in calendar
    assert visitor.get(f"{section_path}khac.ics").status_code == 404


def test_section_week_and_calendar_cost_the_same_with_2_and_with_60(visitor, section_path):
    week = make_week(entries=2)
    paths = (section_path, path_of(week), f"{section_path}lich.ics")
    few = [len(uncached_queries(visitor, path)) for path in paths]
    for number in range(58):
        WorkEntry.everywhere.create(page=week, sort_order=number, day=week.first_day, **ENTRY)
    assert [len(uncached_queries(visitor, path)) for path in paths] == few
    assert max(few) <= 11


def test_a_week_can_be_printed(visitor):
    assert "Kiểm tra đê" in text_of(visitor.get(path_of(make_week()), {"ban-in": "1"}))


def test_citizens_see_regular_hours_and_this_months_receptions(visitor):
    first = timezone.localdate().replace(day=1)
    page = make_activity(TAM_THANH, ReceptionPage, "citizen-reception", first_day=first)
    ReceptionEntry.everywhere.create(page=page, day=first, **ENTRY)
    section = path_of(section_page(TAM_THANH, "citizen-reception"))
    text = main_text_of(visitor.get(section))
    assert "Lịch tiếp công dân" in text
    assert "Chủ trì: Chủ tịch UBND" in text
    assert "BEGIN:VEVENT" in visitor.get(f"{section}lich.ics").content.decode()


def test_title_and_first_day_follow_from_any_day_of_the_week():
    page = WorkWeekPage(first_day=date(2026, 11, 19))
    page.take_title()
    assert page.first_day == date(2026, 11, 16)
    assert page.title == "Lịch làm việc của lãnh đạo tuần 47 (16/11 – 22/11/2026)"
    month = ReceptionPage(first_day=date(2026, 2, 19))
    month.take_title()
    assert (month.first_day, month.period[1]) == (date(2026, 2, 1), date(2026, 2, 28))
    assert month.title == "Lịch tiếp công dân tháng 02/2026"


def test_an_appointment_ends_after_it_begins():
    with pytest.raises(ValidationError) as caught:
        WorkEntry(starts=time(9), ends=time(8)).clean()
    assert caught.value.message_dict["ends"] == ["Giờ kết thúc phải sau giờ bắt đầu."]


def form_data(**changed) -> dict:
    """Return the form of a week as a browser sends it."""
    entry = {"day": "17/11/2026", "starts": "08:00", "ends": "", "content": "Họp dân",
             "chair": "Chủ tịch", "participants": "", "place": "Nhà văn hóa"}  # fmt: skip
    entry |= changed.pop("entry", {})
    return nested_form_data(
        {
            "first_day": "19/11/2026", "entries": inline_formset([entry]),
            "summary": "", "body": streamfield([]), "attachments": inline_formset([]),
            "author": "Văn phòng", "source": "UBND", "approver": "", "expires_on": "",
            "disclosed_on": "16/11/2026", "comments": inline_formset([]),
        } | changed
    )  # fmt: skip


@pytest.fixture
def add_form(network, client_for):
    """The client of an editor, and the address of the form of a new week."""
    client = client_for(network.communes[0], make_user("editor", TAM_THANH))
    parent = section_page(TAM_THANH, SECTION).pk
    return client, reverse("wagtailadmin_pages:add", args=["activities", "workweekpage", parent])


def test_an_officer_states_a_day_and_appointments_and_no_title(add_form):
    client, path = add_form
    assert client.get(path).status_code == 200
    answer = client.post(path, form_data())
    assert answer.status_code == 302, answer.context["form"].errors
    page = WorkWeekPage.everywhere.get()
    assert page.title == "Lịch làm việc của lãnh đạo tuần 47 (16/11 – 22/11/2026)"
    assert page.slug.startswith("lich-lam-viec")
    assert page.entries.get().content == "Họp dân"


@pytest.mark.parametrize(
    "changed, message",
    [
        ({"entry": {"day": "30/11/2026"}}, "Ngày phải trong khoảng từ 16/11/2026 đến 22/11/2026."),
        ({"entry": {"ends": "07:00"}}, "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"first_day": "19/11/0026"}, "Năm không hợp lệ."),
        ({"first_day": "tuần này"}, "Hãy nhập ngày hợp lệ"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_is_lost(add_form, changed, message):
    client, path = add_form
    answer = client.post(path, form_data(**changed))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert message in html
    assert "Họp dân" in html
    assert not WorkWeekPage.everywhere.exists()


def test_a_second_schedule_of_the_same_week_is_refused(add_form):
    client, path = add_form
    make_week(date(2026, 11, 18))
    answer = client.post(path, form_data())
    assert "Đã có lịch của thời gian này" in answer.content.decode()
    assert WorkWeekPage.everywhere.count() == 1
