"""The checks of `make lint` notice the faults that they are there for."""

from pathlib import Path

import polib
import pytest

from portal_network.delivery import messages
from tests.quality import licences, lighthouse, translations


@pytest.mark.parametrize(
    "text",
    [
        "MIT",
        "BSD-3-Clause",
        "LGPL-3.0-only",
        "GNU Lesser General Public License v3",
        "MIT OR GPL-3.0",
    ],
)
def test_licences_that_a_state_body_can_accept(text: str) -> None:
    assert not licences.is_refused(text)


@pytest.mark.parametrize(
    "text",
    ["GPL-3.0-or-later", "AGPL-3.0", "GNU General Public License v2 (GPLv2)", "GNU Affero", ""],
)
def test_licences_that_a_state_body_cannot_accept(text: str) -> None:
    assert licences.is_refused(text)


def test_the_library_under_the_gpl_inside_a_wheel_is_known() -> None:
    assert licences.is_refused(licences.licence("pillow-heif"))


def test_messages_are_found_in_python(tmp_path: Path) -> None:
    source = tmp_path / "source.py"
    source.write_text('a = _("One " "text")\nb = pgettext("ward", "Kind")\nc = gettext(name)\n')

    assert set(messages.messages_in_python(source)) == {
        (None, "One text"),
        ("ward", "Kind"),
    }


def test_messages_are_found_in_templates(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        "{% load i18n %}{% if a %}{% translate 'Inside' context 'menu' %}{% endif %}"
        "{% blocktranslate trimmed with n=a %}\n Count:\n {{ n }}\n{% endblocktranslate %}"
        '{% include "x.html" with title=_("Title") %}'
    )

    assert set(messages.messages_in_template(template)) == {
        ("menu", "Inside"),
        (None, "Count: %(n)s"),
        (None, "Title"),
    }


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (polib.POEntry(msgid="Home", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Home", msgstr="Trang chủ", flags=["fuzzy"]), "not translated"),
        (polib.POEntry(msgid="%(n)s items", msgstr="%(m)s mục"), "other placeholders"),
    ],
)
def test_a_faulty_translation_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: polib.POEntry, complaint: str
) -> None:
    monkeypatch.setattr(translations, "PROJECT", tmp_path)
    catalogue = polib.POFile()
    catalogue.append(entry)
    catalogue.save(str(tmp_path / "django.po"))

    (fault,) = translations.faults_of_catalogue(tmp_path / "django.po", {})

    assert complaint in fault
    assert entry.msgid in fault


def test_two_catalogues_that_disagree_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "PROJECT", tmp_path)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Home", msgstr="Nhà"))
    catalogue.save(str(tmp_path / "django.po"))

    (fault,) = translations.faults_of_catalogue(
        tmp_path / "django.po", {(None, "Home"): "Trang chủ"}
    )

    assert "Trang chủ" in fault


def test_the_middle_of_three_runs_is_reported() -> None:
    def report(score: float, paint: float) -> dict:
        return {
            "categories": {name: {"score": score} for name in lighthouse.CATEGORIES},
            "audits": {name: {"numericValue": paint} for name in lighthouse.TIMINGS},
        }

    figures = lighthouse.median_figures([report(0.9, 3000), report(1, 1000), report(0.98, 2000)])

    assert figures["performance"] == 98
    assert figures["first-contentful-paint"] == 2
    assert "| home | 98 | 98 | 98 | 98 | 2.00 |" in lighthouse.table({"home": figures})
