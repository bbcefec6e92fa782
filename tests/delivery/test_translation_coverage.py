"""Every text that an installed app can show is counted, and one without Vietnamese is named."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.views.i18n import JSONCatalog

from portal_network.delivery.translations import App, coverages

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + text, encoding="utf-8")


@pytest.fixture
def shop(tmp_path, settings, monkeypatch) -> App:
    """The only app of an installation whose own catalogues are empty."""
    app = App("shop", tmp_path / "shop", tmp_path / "shop" / "locale")
    settings.LOCALE_PATHS = [tmp_path / "project"]
    monkeypatch.setattr("portal_network.delivery.translations.installed_apps", lambda: [app])
    monkeypatch.setattr("portal_network.delivery.translations.source_messages", dict)
    return app


def catalogue(app: App, language: str, text: str, domain: str = "django") -> None:
    write(app.catalogues / language / "LC_MESSAGES" / f"{domain}.po", text)


def project(tmp_path: Path, text: str, domain: str = "django") -> None:
    write(tmp_path / "project" / "vi" / "LC_MESSAGES" / f"{domain}.po", text)


def test_a_message_counts_as_translated_by_the_project_or_by_its_app(shop, tmp_path):
    catalogue(shop, "en", 'msgid "Cart"\nmsgstr ""\n\nmsgid "Pay"\nmsgstr ""\n\n')
    catalogue(shop, "vi", 'msgid "Cart"\nmsgstr "Giỏ hàng"\n')
    assert [row.missing for row in coverages()] == [[(None, "Pay")]]

    project(tmp_path, 'msgid "Pay"\nmsgstr "Trả tiền"\n')
    assert [row.percent for row in coverages()] == [100]


def test_unsure_and_obsolete_translations_are_not_counted(shop, tmp_path):
    catalogue(shop, "en", 'msgid "Cart"\nmsgstr ""\n\n#~ msgid "Old"\n#~ msgstr ""\n')
    project(tmp_path, '#, fuzzy\nmsgid "Cart"\nmsgstr "Xe đẩy"\n')
    (row,) = coverages()
    assert (row.percent, row.fuzzy, row.missing) == (0, {(None, "Cart")}, [(None, "Cart")])


def test_a_context_makes_another_message(shop, tmp_path):
    catalogue(shop, "en", 'msgctxt "verb"\nmsgid "Order"\nmsgstr ""\n')
    project(tmp_path, 'msgid "Order"\nmsgstr "Thứ tự"\n')
    assert [row.missing for row in coverages()] == [[("verb", "Order")]]


def test_messages_of_scripts_need_a_catalogue_of_scripts(shop, tmp_path):
    catalogue(shop, "en", 'msgid "Collapse all"\nmsgstr ""\n', "djangojs")
    project(tmp_path, 'msgid "Collapse all"\nmsgstr "Thu gọn tất cả"\n')
    assert [(row.domain, row.percent) for row in coverages()] == [("djangojs", 0)]


def test_an_app_without_english_catalogue_is_known_by_what_others_translated(shop):
    catalogue(shop, "fr", 'msgid "Cart"\nmsgstr "Panier"\n')
    catalogue(shop, "de", 'msgid "Pay"\nmsgstr "Zahlen"\n')
    assert [len(row.messages) for row in coverages()] == [2]


def test_parts_of_an_app_that_are_not_installed_show_nothing(shop):
    (shop.path / "gifts").mkdir(parents=True)
    (shop.path / "gifts" / "apps.py").touch()
    catalogue(
        shop,
        "en",
        '#: gifts/models.py:1 gifts/views.py:3\nmsgid "Gift"\nmsgstr ""\n\n'
        '#: templates/gifts/list.html:1\nmsgid "Gifts"\nmsgstr ""\n\n'
        '#: gifts/models.py:9 models.py:4\nmsgid "Price"\nmsgstr ""\n',
    )
    assert [row.messages for row in coverages()] == [{(None, "Price")}]


def test_the_command_names_what_is_missing_and_fails(shop):
    catalogue(shop, "en", 'msgid "Cart"\nmsgstr ""\n\nmsgctxt "verb"\nmsgid "Pay"\nmsgstr ""\n')
    catalogue(shop, "vi", 'msgid "Cart"\nmsgstr "Giỏ hàng"\n')
    out = StringIO()
    with pytest.raises(CommandError, match=r"shop \(django\): “Pay” \[verb\]"):
        call_command("translation_coverage", stdout=out)
    assert out.getvalue().splitlines()[1].split() == ["shop", "django", "2", "1", "0", "50"]


def test_every_installed_app_is_wholly_in_vietnamese():
    out = StringIO()
    call_command("translation_coverage", stdout=out)
    apps = {line.split()[0] for line in out.getvalue().splitlines()[1:]}
    assert {"django", "wagtail.admin", "wagtail_localize", "commune_site", "templates"} <= apps


def test_scripts_of_the_editor_are_served_their_vietnamese(rf):
    response = JSONCatalog.as_view(packages=["wagtail.admin"])(rf.get("/"))
    assert json.loads(response.content)["catalog"]["Collapse all"] == "Thu gọn tất cả"
