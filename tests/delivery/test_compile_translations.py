"""Catalogues are compiled with Python alone; one that is broken stops the command by name."""

import gettext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: vi\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path, settings):
    """Write a Vietnamese catalogue of a domain below a folder of its own."""
    settings.LOCALE_PATHS = []

    def write(domain: str, text: str):
        path = tmp_path / domain / "vi" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path / domain]
        return path

    return write


def compile_all() -> str:
    out = StringIO()
    call_command("compile_translations", stdout=out)
    return out.getvalue()


def read(path) -> gettext.GNUTranslations:
    with path.with_suffix(".mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)


def test_every_catalogue_is_compiled_into_what_gettext_reads(catalogue):
    first = catalogue("tenancy", HEADER + 'msgid "ward"\nmsgstr "phường"\n')
    second = catalogue("search", HEADER + 'msgctxt "noun"\nmsgid "search"\nmsgstr "tra cứu"\n')
    assert compile_all() == "2 catalogues compiled.\n"
    assert read(first).gettext("ward") == "phường"
    assert read(second).pgettext("noun", "search") == "tra cứu"


def test_plurals_contexts_comments_and_texts_over_several_lines_are_understood(catalogue):
    path = catalogue(
        "tenancy",
        HEADER.replace("Language: vi", "Plural-Forms: nplurals=1; plural=0;")
        + '# Ghi chú\n#: a.py:1\n#, python-format\nmsgid "%(n)d ward"\nmsgid_plural "%(n)d wards"\n'
        + 'msgstr[0] "%(n)d phường"\n\nmsgid ""\n"long "\n"text"\nmsgstr ""\n"văn bản \\"dài\\""\n',
    )
    compile_all()
    assert read(path).ngettext("%(n)d ward", "%(n)d wards", 2) == "%(n)d phường"
    assert read(path).gettext("long text") == 'văn bản "dài"'


def test_a_doubtful_or_missing_translation_falls_back_to_the_source_text(catalogue):
    path = catalogue(
        "tenancy",
        HEADER + '#, fuzzy\nmsgid "ward"\nmsgstr "quận"\n\nmsgid "commune"\nmsgstr ""\n',
    )
    compile_all()
    assert read(path).gettext("ward") == "ward"
    assert read(path).gettext("commune") == "commune"


def test_compiling_again_replaces_what_was_compiled_before(catalogue):
    path = catalogue("tenancy", HEADER + 'msgid "ward"\nmsgstr "phường"\n')
    compile_all()
    path.write_text(HEADER + 'msgid "ward"\nmsgstr "Phường"\n', encoding="utf-8")
    compile_all()
    assert read(path).gettext("ward") == "Phường"


@pytest.mark.parametrize(
    "text",
    [
        HEADER + 'msgid "ward"\nmsgstr "phường\n',
        HEADER + 'msgid ward\nmsgstr "phường"\n',
        HEADER + 'msgid "ward"\nmsgstr phường"\n',
        HEADER + 'msgid "ward"\nmsgstr "phường "Tam Thanh""\n',
        HEADER + 'msgid "ward"\nmsgtsr "phường"\n',
        HEADER + "đây không phải danh mục\n",
        HEADER + 'msgid "ward"\nmsgstr "phường"\n\nmsgid "ward"\nmsgstr "quận"\n',
    ],
)
def test_a_broken_catalogue_stops_the_command_and_is_named(catalogue, text):
    path = catalogue("tenancy", text)
    with pytest.raises(CommandError, match=str(path)):
        compile_all()
    assert not path.with_suffix(".mo").exists()


def test_a_catalogue_in_another_encoding_stops_the_command_and_is_named(catalogue):
    path = catalogue("tenancy", "")
    path.write_bytes(HEADER.encode() + 'msgid "ward"\nmsgstr "phường"\n'.encode("utf-16"))
    with pytest.raises(CommandError, match=str(path)):
        compile_all()


def test_an_installation_without_catalogues_is_no_error(settings):
    settings.LOCALE_PATHS = []
    assert compile_all() == "0 catalogues compiled.\n"


def test_the_project_s_own_catalogues_can_be_compiled(tmp_path, settings):
    sources = list(settings.LOCALE_PATHS)
    copies = []
    for folder in sources:
        for path in folder.glob("*/LC_MESSAGES/*.po"):
            copy = tmp_path / folder.name / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            copies.append(tmp_path / folder.name)
    settings.LOCALE_PATHS = list(dict.fromkeys(copies))
    assert copies
    assert compile_all() == f"{len(copies)} catalogues compiled.\n"
