"""The sample catalogue: true codes, whole records, nothing of a province's own touched."""

import pytest

from commune_site.procedures.importing.checking import check_table
from commune_site.procedures.importing.tables import Row, Table
from commune_site.procedures.models import CatalogueImport, LocalNote, Procedure
from portal_network.provisioning.sample.procedures import sample_procedures
from portal_network.provisioning.sample_procedures import load_sample_procedures
from tests.networks import LANG_SON

# The fields of which a commune's counter hears every day.
DAILY = {"Hộ tịch", "Chứng thực", "Bảo trợ xã hội", "Đất đai", "Người có công"}


@pytest.fixture(scope="module")
def checked():
    rows = [Row(number, dict(cells)) for number, cells in enumerate(sample_procedures(), start=1)]
    return check_table(Table(rows))


def test_the_samples_pass_the_import_without_fault_or_remark(checked):
    assert checked.faults == []
    assert checked.warnings == []


def test_there_are_forty_and_more_in_all_fields_of_a_commune(checked):
    assert len(checked.records) >= 40
    assert {record.field for record in checked.records} >= DAILY
    assert all("xa" in record.levels for record in checked.records)
    assert {record.online_level for record in checked.records} == {
        "toan-trinh", "mot-phan", "truc-tiep",
    }  # fmt: skip


def test_every_sample_has_all_mandatory_parts(checked):
    for record in checked.records:
        assert record.steps and record.ways and record.dossier and record.result, record.code
        assert record.agency and record.subjects and record.legal_basis, record.code
        assert all(way.time_limit and way.fee for way in record.ways), record.code


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_marks_every_sample(network):
    assert load_sample_procedures(LANG_SON) == len(sample_procedures())
    assert load_sample_procedures(LANG_SON) == 0
    assert not Procedure.everywhere.filter(is_sample=False).exists()
    assert CatalogueImport.everywhere.count() == 1
    assert LocalNote.everywhere.count() == 2 * len(network.communes)


@pytest.mark.django_db
def test_what_people_wrote_is_left_as_it_is(network):
    load_sample_procedures(LANG_SON)
    LocalNote.everywhere.filter(commune=network.communes[0]).exclude(procedure=None).delete()
    row = Procedure.everywhere.first()
    Procedure.everywhere.filter(pk=row.pk).update(
        is_sample=False, record=row.record | {"result": "Thật"}
    )

    load_sample_procedures(LANG_SON)

    assert LocalNote.everywhere.filter(commune=network.communes[0]).count() == 1
    assert Procedure.everywhere.get(pk=row.pk).record["result"] == "Thật"
