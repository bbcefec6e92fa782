"""Calendar files: lines, escapes and moments as RFC 5545 has them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from commune_site.activities.ics import CalendarEvent, calendar_file, escaped, folded, moment

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
EIGHT = datetime(2026, 11, 16, 8, tzinfo=HANOI)


def unfolded(content: bytes) -> list[str]:
    """Return the lines as a reader joins them."""
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


@given(st.text(max_size=400))
def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut(text):
    parts = folded(f"SUMMARY:{escaped(text)}").split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    joined = b"".join([parts[0], *(part[1:] for part in parts[1:])])
    assert joined.decode() == f"SUMMARY:{escaped(text)}"


@given(st.text(max_size=100))
def test_nothing_in_a_text_begins_a_line_or_a_value(text):
    event = CalendarEvent("1@x", EIGHT, None, text, text, text, "http://x/", EIGHT)
    lines = unfolded(calendar_file(text, [event]))
    assert lines.count("BEGIN:VEVENT") == 1
    assert [line.partition(":")[0] for line in lines if line][5:-1] == [
        "BEGIN", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "LOCATION",
        *(["DESCRIPTION"] if text else []), "URL", "END",
    ]  # fmt: skip


def test_moments_are_in_universal_time_and_ends_are_optional():
    assert moment(EIGHT) == "20261116T010000Z"
    event = CalendarEvent("1@x", EIGHT, EIGHT.replace(hour=9), "a", "b", "", "http://x/", EIGHT)
    assert "DTEND:20261116T020000Z" in unfolded(calendar_file("x", [event]))
