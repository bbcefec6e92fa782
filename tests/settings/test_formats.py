"""Vietnamese dates, times and numbers, as every template shows them."""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.template import engines
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format
from wagtail.utils.timestamps import render_timestamp

from portal_network.settings.environment import PROJECT_ROOT

MOMENT = datetime(2026, 3, 5, 17, 30, tzinfo=UTC)
TEMPLATES = sorted((PROJECT_ROOT / "templates").rglob("*.html"))
PRINTED = re.compile(r"\{\{ *([\w.]+)((?:\|[^}]*)?) *\}\}")
NOT_LOCALIZED = re.compile(r"\{% localize off %\}.*?\{% endlocalize %\}", re.DOTALL)
# Attributes of things that are numbers, but no amounts.
KEYS = re.compile(r"(?:^|[._])(?:pk|id|year|page_number|width|height)$")
# Provinces and communes have codes for keys, and forms write identifiers of fields.
NO_NUMBERS = {
    "province.pk", "commune.pk", "row.pk", "group.place.pk", "id", "label_id", "field.auto_id",
}  # fmt: skip
PLAIN = ("|unlocalize", '|stringformat:"d"', "|plain", "|date:")


def shown(template: str, **values: object) -> str:
    """Return what a template shows in Vietnamese."""
    with translation.override("vi"), timezone.override(settings.TIME_ZONE):
        return engines["django"].from_string(template).render(values)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ moment }}", "06/03/2026 00:30"),
        ("{{ day }}", "06/03/2026"),
        ("{{ moment|date:'SHORT_DATE_FORMAT' }}", "06/03/2026"),
        ("{{ moment|date:'DATETIME_FORMAT' }}", "06/03/2026 00:30"),
        ("{{ moment|date:'SHORT_DATETIME_FORMAT' }}", "06/03/2026 00:30"),
        ("{{ moment|time }}", "00:30"),
        ("{{ number }}", "1.234.567"),
        ("{{ broken }}", "1.234,5"),
        ("{% load wagtailadmin_tags %}{{ number|intcomma }}", "1.234.567"),
        ("{% load l10n %}{{ number|unlocalize }}", "1234567"),
    ],
)
def test_dates_and_numbers_look_vietnamese(template, text):
    values = {"moment": MOMENT, "day": date(2026, 3, 6), "number": 1_234_567, "broken": 1234.5}
    assert shown(template, **values) == text


def test_no_format_has_strokes_or_words():
    with translation.override("vi"):
        names = ("DATE", "SHORT_DATE", "DATETIME", "SHORT_DATETIME", "MONTH_DAY", "YEAR_MONTH")
        for name in names:
            written = date_format(MOMENT, get_format(f"{name}_FORMAT"))
            assert re.fullmatch(r"[\d/: ]+", written), name


def test_the_reports_of_wagtail_show_moments_in_local_time():
    with translation.override("vi"), timezone.override(settings.TIME_ZONE):
        assert render_timestamp(MOMENT) == "06/03/2026 00:30"


def test_fields_are_written_as_dates_are_shown():
    with translation.override("vi"):
        day, moment = date(2026, 3, 6), datetime(2026, 3, 6, 0, 30)
        assert day.strftime(settings.WAGTAIL_DATE_FORMAT) == date_format(day)
        written = moment.strftime(settings.WAGTAIL_DATETIME_FORMAT)
        assert written == date_format(moment, "DATETIME_FORMAT")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_cuts_a_key_or_a_year_into_thousands(path):
    text = NOT_LOCALIZED.sub("", path.read_text(encoding="utf-8"))
    cut = [
        f"{name}{filters}"
        for name, filters in PRINTED.findall(text)
        if KEYS.search(name) and name not in NO_NUMBERS and not any(f in filters for f in PLAIN)
    ]
    # A translated sentence takes its numbers along under names of their own.
    named = set(re.findall(r"(\w+)=[\w.]+\|unlocalize|(\w+)=[\w.]+\|stringformat", text))
    assert [name for name in cut if name not in {one for pair in named for one in pair}] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_moments_of_the_administration_are_written_in_one_way(path):
    # Public pages have a filter of their own, which names the time first.
    assert '|date:"H:i,' not in path.read_text(encoding="utf-8")
