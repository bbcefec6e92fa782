"""The guides as they are shipped: what they name exists, letter by letter."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.urls import resolve, reverse

from commune_site.guides.library import BOOKS, get_library
from commune_site.guides.rendering import flat, labels, pictures
from commune_site.sections import get_registry
from portal_network.tenancy.isolation.addresses import admin_addresses
from portal_network.tenancy.models import Role

PROJECT = Path(__file__).resolve().parents[3]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Fewer letters beside its placeholders, and a message would match any label.
ENOUGH_LETTERS = 8
GUIDES = get_library().guides
MANDATED_TASKS = {
    Role.EDITOR: 10,
    Role.APPROVER: 6,
    Role.RESPONDER: 3,
    Role.SITE_ADMINISTRATOR: 5,
    Role.PROVINCE_MODERATOR: 5,
    Role.PROVINCE_ADMINISTRATOR: 8,
    "operator": 3,
}


def on_screen(text: str) -> str:
    """Return a label as screens show it: names of fields begin with a capital there."""
    return text[:1].upper() + text[1:]


@cache
def messages() -> tuple[frozenset[str], tuple[re.Pattern, ...]]:
    """Return all Vietnamese messages, and patterns of those with placeholders."""
    plain, patterns = set(), []
    for path in PROJECT.glob("locale/*/vi/LC_MESSAGES/*.po"):
        for entry in polib.pofile(str(path)):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                parts = PLACEHOLDER.split(text)
                if len(parts) == 1:
                    plain.add(on_screen(text))
                elif sum(map(len, parts)) >= ENOUGH_LETTERS:
                    body = r"\s*.*?\s*".join(re.escape(part.strip()) for part in parts)
                    patterns.append(re.compile(body, re.IGNORECASE))
    return frozenset(plain), tuple(patterns)


@cache
def templates() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "templates").rglob("*.html")
    )


def exists(label: str) -> bool:
    plain, patterns = messages()
    return (
        on_screen(label) in plain
        or label in {section.name for section in get_registry().sections}
        or f">{label}<" in templates()
        or any(pattern.fullmatch(label) for pattern in patterns)
    )


def test_a_label_that_no_screen_has_is_found_out():
    assert exists("Gửi duyệt")
    assert exists("Xác nhận lịch năm 2026")
    assert not exists("Bấm vào đây nhé")
    assert not exists("Gui duyet")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_label_in_bold_exists(guide):
    quoted = list(labels(guide.tokens))
    assert [label for label in quoted if not exists(label)] == []


def test_every_screen_is_an_address_of_the_administration():
    names = {address.name for address in admin_addresses()}
    named = {screen for guide in GUIDES for screen in guide.screens}
    assert {screen for screen in named if screen.split()[0] not in names} == set()


def test_every_screen_answers_under_the_name_that_guides_use():
    """Screens of our own stand before Wagtail's at the same addresses, under other names."""
    open_ones = {address.name for address in admin_addresses() if not address.converters}
    named = {screen for guide in GUIDES for screen in guide.screens} & open_ones
    assert named
    assert {name for name in named if resolve(reverse(name)).view_name != name} == set()


def test_every_type_of_page_that_a_guide_names_exists():
    from django.apps import apps

    named = [screen.split()[1] for guide in GUIDES for screen in guide.screens if " " in screen]
    assert named
    for kind in named:
        assert apps.get_model(kind)


def test_every_picture_exists_and_is_described():
    for guide in GUIDES:
        for picture in pictures(guide.tokens):
            assert (settings.GUIDES_DIR / picture).is_file(), f"{guide.name}: {picture}"
        for token in flat(guide.tokens):
            assert token.type != "image" or token.content.strip(), guide.name


def test_every_role_has_the_guides_of_its_tasks():
    library = get_library()
    assert set(MANDATED_TASKS) <= set(BOOKS)
    short = {role for role, least in MANDATED_TASKS.items() if len(library.book(role)) < least}
    assert short == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_guide_is_short_and_says_what_to_do_step_by_step(guide):
    kinds = {token.type for token in guide.tokens}
    assert "ordered_list_open" in kinds or "table_open" in kinds
    assert len(guide.source.split()) <= 400
    assert guide.title == guide.title.strip() and len(guide.title) <= 70
    mentioned = re.findall(r"bài “([^”]+)”", guide.source.replace("\n", " "))
    assert set(mentioned) <= {other.title for other in GUIDES}
