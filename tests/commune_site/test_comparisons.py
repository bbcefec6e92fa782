"""An approver sees which cell of a table changed, not the JSON in which it is kept."""

import copy

import pytest

from commune_site.blocks import BodyBlock
from commune_site.comparisons import rows_diff
from commune_site.disclosures.models import DisclosurePage
from tests.commune_site.disclosures.makers import REVENUE, make_disclosure
from tests.factories import make_article

TABLE = {
    "data": [["Nội dung", "Số tiền"], ["Thu", "1.000"], ["Chi", "900"]],
    "table_caption": "Bảng 1",
}


def test_only_changed_cells_are_marked():
    before = [("Nội dung", "Số tiền"), ("Thu", "1.000"), ("Chi", "900")]
    after = [("Nội dung", "Số tiền"), ("Thu", "1.200"), ("Chi", "900"), ("Dư", "300")]
    html = rows_diff(before, after)
    assert "<td>Thu</td>" in html and "<td>Chi</td>" in html
    assert 'class="deletion">1.000' in html and 'class="addition">1.200' in html
    assert 'class="addition">Dư' in html
    assert html.count("deletion") == 1


def test_a_long_table_shows_what_changed_and_counts_the_rest():
    before = [("Hộ", "Số")] + [(f"Thôn {n}", str(n)) for n in range(500)]
    after = copy.copy(before)
    after[250] = ("Thôn 249", "đổi")
    html = rows_diff(before, after)
    assert html.count("<tr>") < 10
    assert "<td>Hộ</td>" in html and "Thôn 248" in html and "Thôn 250" in html
    assert "247 dòng không thay đổi" in html and "249 dòng không thay đổi" in html


def test_what_a_cell_says_is_no_markup():
    html = rows_diff([("<script>a</script>",)], [("<script>b</script>",), ("<img>",)])
    assert "<script" not in html and "<img" not in html


def test_a_table_in_a_text_is_compared_by_rows():
    block = BodyBlock().child_blocks["table"]
    changed = copy.deepcopy(TABLE)
    changed["data"][1][1] = "1.200"
    compared = block.get_comparison_class()(block, True, True, TABLE, changed)
    assert compared.has_changed()
    assert 'class="addition">1.200' in compared.htmldiff()
    assert "<td>Bảng 1</td>" in compared.htmldiff()
    assert "<td>1.000</td>" in compared.htmlvalue(TABLE)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["figures", "text"])
def test_the_screen_of_two_versions_shows_tables(editor, commune, kind):
    if kind == "figures":
        page = make_disclosure(commune, table=REVENUE)
        page = DisclosurePage.objects.get(pk=page.pk)
        first = page.save_revision()
        row = page.figures.get()
        row.data = copy.deepcopy(row.data)
        row.data["rows"][0][-1] = "4321"
        page.figures = [row]
        expected = "4.321"
    else:
        page = make_article(commune, body=[("table", TABLE)])
        first = page.save_revision()
        changed = copy.deepcopy(TABLE)
        changed["data"][1][1] = expected = "1.200"
        page.body = [("table", changed)]
    second = page.save_revision()
    answer = editor.get(f"/quan-tri/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/")
    html = answer.content.decode()
    assert expected in html[html.index('class="compared-table"') :]
    assert "&quot;rows&quot;" not in html and "mergeCells" not in html
