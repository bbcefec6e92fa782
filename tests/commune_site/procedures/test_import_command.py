"""``import_procedures``: looks first, changes when told to."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commune_site.procedures.models import Procedure
from tests.commune_site.procedures.procedure_files import BIRTH, MARRIAGE, workbook

pytestmark = pytest.mark.django_db


def run(path, *options, province="20") -> str:
    output = StringIO()
    call_command(
        "import_procedures", str(path), "--province", province, *options,
        stdout=output, stderr=output,
    )  # fmt: skip
    return output.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(workbook([BIRTH, MARRIAGE]))
    return path


def test_without_apply_it_tells_and_changes_nothing(network, file):
    told = run(file)

    assert "ADDED · 1.001193 · Thủ tục đăng ký khai sinh" in told
    assert "Thêm mới 2, thay đổi 0" in told and "Chưa có gì thay đổi" in told
    assert not Procedure.everywhere.exists()


def test_with_apply_it_changes_the_catalogue_and_whole_withdraws(network, file, tmp_path):
    run(file, "--apply")
    assert Procedure.everywhere.current().count() == 2
    file.write_bytes(workbook([BIRTH]))
    told = run(file, "--apply", "--whole")

    assert "WITHDRAWN · 1.000894" in told
    assert Procedure.everywhere.current().get().code == "1.001193"


def test_faults_are_told_and_nothing_is_taken_over(network, file):
    file.write_bytes(workbook([BIRTH, MARRIAGE | {"Lĩnh vực": ""}]))
    with pytest.raises(CommandError, match="Chưa ghi gì"):
        run(file, "--apply")
    assert not Procedure.everywhere.exists()


@pytest.mark.parametrize("content", [b"%PDF-1.7", b""])
def test_an_unreadable_file_is_refused(network, file, content):
    file.write_bytes(content)
    with pytest.raises(CommandError):
        run(file)


def test_a_missing_file_or_province_is_refused(network, file, tmp_path):
    with pytest.raises(CommandError):
        run(tmp_path / "khong-co.xlsx")
    with pytest.raises(CommandError, match="99"):
        run(file, province="99")
