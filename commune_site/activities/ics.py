"""Calendars as other programs subscribe to them (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_BYTES = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event; moments are aware. ``uid`` stays the same for as long as the event exists."""

    uid: str
    starts_at: datetime
    ends_at: datetime | None
    summary: str
    place: str
    description: str
    url: str
    changed_at: datetime


def calendar_file(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """Return a calendar in UTF-8, lines folded at 75 bytes and ended as the standard says."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commune portal network//vi",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _lines_of(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _lines_of(event: CalendarEvent) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{moment(event.changed_at)}",
        f"DTSTART:{moment(event.starts_at)}",
    ]
    if event.ends_at:
        lines.append(f"DTEND:{moment(event.ends_at)}")
    lines += [f"SUMMARY:{escaped(event.summary)}", f"LOCATION:{escaped(event.place)}"]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    return [*lines, f"URL:{event.url}", "END:VEVENT"]


def moment(value: datetime) -> str:
    """Return a moment in universal time, which needs no table of time zones."""
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Return a text in which nothing ends the value."""
    return "".join(c for c in text.translate(ESCAPES) if c >= " ")


def folded(line: str) -> bytes:
    """Return a line cut at 75 bytes, never inside a letter; what follows begins with a space."""
    parts, part = [], b""
    for letter in line:
        encoded = letter.encode()
        if len(part) + len(encoded) > MOST_BYTES:
            parts.append(part)
            part = b" "
        part += encoded
    return b"\r\n".join([*parts, part])
