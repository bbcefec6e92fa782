"""The drawing of a project's course: everything on it, nothing on top of each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.plans.timeline import AHEAD, DONE, LATE, NEAR, RADIUS, Step, draw_timeline

TODAY = date(2026, 7, 2)
STARTS, ENDS = date(2026, 1, 1), date(2026, 12, 31)
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
steps = st.lists(st.builds(Step, st.just("Mốc"), days, st.none() | days), min_size=0, max_size=12)


def drawn(*made, starts=STARTS, ends=ENDS, today=TODAY, finished=None):
    return draw_timeline(starts, ends, list(made), today, finished)


def test_milestones_stand_where_their_days_are_and_say_what_became_of_them():
    line = drawn(
        Step("Nghiệm thu", date(2026, 12, 31)),
        Step("Khởi công", date(2026, 3, 1), date(2026, 3, 11)),
        Step("Bàn giao mặt bằng", date(2026, 6, 2)),
    )
    assert [(mark.number, mark.name, mark.state) for mark in line.marks] == [
        (1, "Khởi công", DONE),
        (2, "Bàn giao mặt bằng", LATE),
        (3, "Nghiệm thu", AHEAD),
    ]
    assert [mark.text for mark in line.marks] == [
        "kế hoạch 01/03/2026, xong ngày 11/03/2026, chậm 10 ngày",
        "kế hoạch 02/06/2026, đã quá hạn 30 ngày",
        "kế hoạch 31/12/2026",
    ]
    assert line.marks[-1].x == 96
    assert line.has_late


def test_words_say_the_same_as_the_drawing():
    line = drawn(Step("Khởi công", date(2026, 3, 1), date(2026, 3, 1)), Step("Xong", ENDS))
    assert line.text == (
        "Dự án thực hiện từ 01/01/2026 đến 31/12/2026. Đã qua 50% thời gian. Đã xong 1 trên 2 mốc."
    )


def test_a_finished_project_ends_on_its_day():
    line = drawn(finished=date(2026, 6, 30))
    assert line.text.endswith("Hoàn thành ngày 30/06/2026.")
    assert line.begin + line.length < 60


def test_time_that_is_over_is_said():
    assert drawn(today=date(2027, 2, 1)).text.endswith("Đã hết thời gian theo kế hoạch.")
    assert drawn(today=date(2027, 2, 1)).today is None


@pytest.mark.parametrize(("starts", "ends"), [(None, None), (STARTS, None), (STARTS, STARTS)])
def test_nothing_is_drawn_of_less_than_two_days(starts, ends):
    assert drawn(starts=starts, ends=ends) is None


def test_long_projects_have_few_years_on_their_axis():
    line = drawn(starts=date(2001, 5, 1), ends=date(2040, 1, 1))
    assert 2 <= len(line.ticks) <= 5
    assert [tick.text for tick in (line.ticks[0], line.ticks[-1])] == ["05/2001", "01/2040"]


@given(steps, days, st.integers(0, 4000), days)
def test_everything_lies_within_the_drawing(made, starts, length, today):
    line = draw_timeline(starts, starts + timedelta(length), made, today)
    if line is None:
        return
    places = [mark.x for mark in line.marks] + [tick.x for tick in line.ticks]
    places += [line.begin, line.begin + line.length] + ([line.today] if line.today else [])
    assert all(3.9 <= place <= 96.1 for place in places)
    assert 0 <= line.elapsed <= line.length + 0.01
    assert all(mark.y + RADIUS < line.height for mark in line.marks)


@given(st.lists(days, min_size=2, max_size=4, unique=True))
def test_up_to_four_numbers_never_lie_on_each_other(planned):
    line = draw_timeline(None, None, [Step("Mốc", day) for day in planned], TODAY)
    for mark in line.marks:
        for other in line.marks[mark.number :]:
            assert mark.y != other.y or abs(mark.x - other.x) >= NEAR
