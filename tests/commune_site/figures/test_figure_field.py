"""The field of the form: takes a file, shows what it read, loses nothing to an error elsewhere."""

import json

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.fields import FiguresField, FiguresFormField
from commune_site.figures.reading import read_table
from commune_site.figures.table import Table
from tests.commune_site.figures.sheets import budget, upload, workbook


class Form(forms.Form):
    data = FiguresFormField()
    other = forms.CharField()


STORED = read_table(upload(budget())).to_json()


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def submitted(data=None, file=None, **kwargs) -> Form:
    files = {"data-file": file} if file else {}
    return Form(data={"other": "x"} | (data or {}), files=files, **kwargs)


def test_a_file_becomes_a_table():
    form = submitted(file=upload(budget()))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["data"] == STORED


def test_without_a_file_the_kept_table_stays():
    form = submitted({"data": json.dumps(STORED)}, initial={"data": STORED})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["data"] == STORED
    assert form.changed_data == ["other"]


def test_a_new_file_replaces_the_kept_table():
    new = workbook([["Tên", "Số"], ["A", 1]])
    form = submitted({"data": json.dumps(STORED)}, upload(new), initial={"data": STORED})
    assert form.is_valid()
    assert form.cleaned_data["data"]["rows"] == [["A", "1"]]
    assert "data" in form.changed_data


def test_an_error_elsewhere_does_not_lose_the_file():
    form = submitted({"other": ""}, upload(budget()))
    assert not form.is_valid()
    html = str(form["data"])
    again = Form(data={"other": "x", "data": json.dumps(form["data"].value())})
    assert again.is_valid(), again.errors
    assert again.cleaned_data["data"] == STORED
    assert "Bảng có 3 dòng, 6 cột" in html
    assert "1.234.567,89" in html


def test_a_refused_file_is_told_beside_the_field_and_the_old_table_stays():
    form = submitted({"data": json.dumps(STORED)}, upload(b"%PDF-1.7", "a.xlsx"))
    assert form.errors["data"] == ["Đây là tệp PDF. Hãy chọn bảng ở dạng Excel (.xlsx) hoặc CSV."]
    assert form["data"].value() == STORED


def test_nothing_chosen_is_told():
    assert submitted().errors["data"] == ["Hãy chọn tệp Excel hoặc CSV có bảng số liệu."]


def test_form_is_sent_with_files_and_without_scripts():
    form = Form()
    assert form.is_multipart()
    html = str(form["data"])
    assert 'type="file"' in html
    assert "<script" not in html


def test_migrations_know_a_json_field_alone():
    assert FiguresField().deconstruct()[1] == "django.db.models.JSONField"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["columns", "rows", "note", "name", "kind", "unit"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_forged_tables_are_refused_and_break_nothing(data):
    try:
        table = Table.from_json(data)
    except UnreadableTable:
        return
    assert Table.from_json(table.to_json()) == table


@pytest.mark.parametrize(
    "text", ["{", "[]", "null1", '{"columns": []}', "[" * 100_000, '{"columns": 3, "rows": 1}']
)
def test_a_forged_form_is_refused(text):
    assert "data" in submitted({"data": text}).errors
