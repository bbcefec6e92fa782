"""Imports: what would change, all or nothing, versions kept, local notes untouched."""

import pytest

from commune_site.procedures.importing.checking import check_file
from commune_site.procedures.importing.exporting import catalogue_workbook
from commune_site.procedures.importing.plan import make_plan
from commune_site.procedures.importing.services import (
    RefusedImport,
    apply_import,
    discard_import,
    keep_checked,
    plan_of,
)
from commune_site.procedures.models import (
    CatalogueImport,
    LocalNote,
    Procedure,
    ProcedureVersion,
)
from tests.commune_site.procedures.conftest import take_over
from tests.commune_site.procedures.procedure_files import (
    BIRTH,
    MARRIAGE,
    numbered,
    workbook,
)
from tests.networks import HUE, LANG_SON, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


def kept(rows, **options):
    checked = check_file(workbook(rows))
    return keep_checked(
        LANG_SON, checked, **({"file_name": "tep.xlsx", "is_whole": False} | options)
    )


def told(plan):
    return [(change.kind.name, change.code, change.parts) for change in plan.changes]


def test_the_plan_tells_adds_changes_and_removals_and_changes_nothing(catalogue):
    changed = BIRTH | {"Kết quả thực hiện": "Giấy khai sinh điện tử", "Từ khóa": "mới"}
    new = BIRTH | {"Mã thủ tục": "1.000656", "Tên thủ tục": "Thủ tục đăng ký khai tử"}
    plan = plan_of(kept([changed, new], is_whole=True))

    assert told(plan) == [
        ("CHANGED", "1.001193", ("Kết quả thực hiện", "Từ khóa")),
        ("ADDED", "1.000656", ()),
        ("WITHDRAWN", "1.000894", ()),
    ]
    assert Procedure.everywhere.count() == 2


def test_a_part_of_the_catalogue_withdraws_nothing(catalogue):
    assert told(plan_of(kept([BIRTH]))) == []
    assert plan_of(kept([BIRTH])).unchanged == 1


def test_a_row_can_say_that_a_procedure_is_withdrawn(catalogue):
    plan = plan_of(kept([MARRIAGE | {"Tình trạng": "Bãi bỏ"}, BIRTH]))

    assert told(plan) == [("WITHDRAWN", "1.000894", ())]


def test_one_fault_among_thousands_of_rows_keeps_all_of_them_out(network):
    rows = [*numbered(300), BIRTH | {"Cấp thực hiện": "Cấp thôn"}]
    checked = check_file(workbook(rows))

    assert len(checked.faults) == 1
    with pytest.raises(ValueError, match="not kept"):
        keep_checked(LANG_SON, checked, file_name="tep.xlsx", is_whole=True)
    assert not Procedure.everywhere.exists() and not CatalogueImport.everywhere.exists()


def test_an_error_in_the_midst_takes_everything_back(catalogue, monkeypatch):
    waiting = kept([BIRTH | {"Từ khóa": "khác"}, *numbered(3)], is_whole=True)
    before = list(Procedure.everywhere.order_by("pk").values())

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("commune_site.procedures.importing.services._withdraw", fail)
    with pytest.raises(RuntimeError):
        apply_import(waiting)

    assert list(Procedure.everywhere.order_by("pk").values()) == before
    assert ProcedureVersion.everywhere.count() == 2
    waiting.refresh_from_db()
    assert waiting.state == CatalogueImport.State.CHECKED


def test_versions_are_kept_through_change_withdrawal_and_return(catalogue, keeper):
    take_over([BIRTH | {"Kết quả thực hiện": "Bản điện tử"}])
    take_over([MARRIAGE], is_whole=True)
    take_over([BIRTH])
    row = Procedure.everywhere.get(code="1.001193")
    versions = list(row.versions.order_by("number"))

    assert [version.number for version in versions] == [1, 2, 3, 4]
    assert [version.is_withdrawal for version in versions] == [False, False, True, False]
    assert [version.record["result"] for version in versions] == [
        "Giấy khai sinh", "Bản điện tử", "Bản điện tử", "Giấy khai sinh",
    ]  # fmt: skip
    assert (row.version, row.withdrawn_on, row.record) == (4, None, versions[-1].record)


def test_importing_again_changes_nothing(catalogue):
    again = take_over([BIRTH, MARRIAGE], is_whole=True)

    assert (again.added, again.changed, again.withdrawn, again.unchanged) == (0, 0, 0, 2)
    assert ProcedureVersion.everywhere.count() == 2


def test_no_import_touches_a_local_note(catalogue, network):
    birth = Procedure.everywhere.get(code="1.001193")
    LocalNote.everywhere.create(commune=network.communes[0], procedure=birth, counter="Quầy 2")
    before = LocalNote.everywhere.values().get()

    take_over([BIRTH | {"Kết quả thực hiện": "Khác"}])
    take_over([MARRIAGE], is_whole=True)
    take_over([BIRTH])

    assert LocalNote.everywhere.values().get() == before
    assert birth.pk == Procedure.everywhere.get(code="1.001193").pk


def test_what_was_not_looked_at_is_not_taken_over(catalogue):
    waiting = kept([BIRTH | {"Từ khóa": "khác"}])
    seen = plan_of(waiting).fingerprint
    take_over([BIRTH | {"Từ khóa": "của người khác"}])

    with pytest.raises(RefusedImport):
        apply_import(waiting, fingerprint=seen)
    done = apply_import(waiting, fingerprint=plan_of(waiting).fingerprint)
    assert done.changed == 1


def test_a_file_is_taken_over_or_thrown_away_once(catalogue):
    waiting = kept([BIRTH | {"Từ khóa": "khác"}])
    discard_import(waiting)

    with pytest.raises(RefusedImport):
        apply_import(waiting)
    with pytest.raises(RefusedImport):
        discard_import(waiting)
    waiting.refresh_from_db()
    assert waiting.records == []


def test_catalogues_of_provinces_are_apart(catalogue):
    build_network(HUE, communes=0)
    plan = make_plan(HUE, check_file(workbook([BIRTH])).records, is_whole=True)

    assert told(plan) == [("ADDED", "1.001193", ())]


def test_the_download_can_be_imported_and_changes_nothing(catalogue):
    content = catalogue_workbook(Procedure.everywhere.order_by("code"))
    checked = check_file(content)

    assert not checked.faults
    plan = make_plan(LANG_SON, checked.records, is_whole=True)
    assert (told(plan), plan.unchanged) == ([], 2)


def test_text_that_looks_like_a_formula_is_downloaded_as_text(network):
    take_over([BIRTH])
    row = Procedure.everywhere.get()
    row.record["conditions"] = "=HYPERLINK(1)"
    content = catalogue_workbook([row])

    checked = check_file(content)
    assert [record.conditions for record in checked.records] == ["=HYPERLINK(1)"]


def test_a_sample_becomes_real_and_never_the_other_way_round(network):
    take_over([BIRTH], is_sample=True)
    assert Procedure.everywhere.get().is_sample
    take_over([BIRTH])
    assert not Procedure.everywhere.get().is_sample
    take_over([BIRTH | {"Từ khóa": "mẫu"}], is_sample=True)
    assert not Procedure.everywhere.get().is_sample


def test_an_import_asks_no_query_per_row(network):
    few = kept(numbered(10))
    many = kept(numbered(150))
    with queries_of() as first:
        apply_import(few)
    with queries_of() as second:
        apply_import(many)

    assert len(second) <= len(first) + 4
