"""Fills a province's catalogue of procedures with samples, through the import of real ones.

Idempotent. What a province has imported is never touched, and neither are notes that a commune has
written: only a commune without any gets one.
"""

from django.db import transaction

from commune_site.procedures.importing.checking import check_table
from commune_site.procedures.importing.services import apply_import, keep_checked, plan_of
from commune_site.procedures.importing.tables import Row, Table
from commune_site.procedures.models import CatalogueImport, LocalNote, Procedure
from portal_network.provisioning.sample.procedures import sample_procedures
from portal_network.tenancy.models import Commune

FILE_NAME = "Dữ liệu mẫu"
BATCH = 500
GENERAL_NOTE = {
    "counter": "Trung tâm Phục vụ hành chính công, tầng 1; lấy số thứ tự tại cửa",
    "tips": "Mang theo điện thoại đã cài VNeID để khỏi phải xuất trình giấy tờ.",
}
BIRTH = "1.001193"
BIRTH_NOTE = {
    "counter": "Quầy số 2 – Hộ tịch, chứng thực",
    "tips": (
        "Kiểm tra kỹ họ, chữ đệm, tên và ngày sinh trên bản nháp trước khi ký.\n"
        "Làm cùng lúc với đăng ký thường trú và thẻ bảo hiểm y tế cho trẻ thì chỉ nộp một bộ hồ sơ."
    ),
}


@transaction.atomic
def load_sample_procedures(province_code: str) -> int:
    """Import the samples and return how many procedures were added or changed."""
    rows = [Row(number, dict(cells)) for number, cells in enumerate(sample_procedures(), start=1)]
    kept = keep_checked(
        province_code, check_table(Table(rows)), file_name=FILE_NAME, is_whole=False, is_sample=True
    )
    if not plan_of(kept).changes:
        kept.delete()
        return 0
    done: CatalogueImport = apply_import(kept)
    _add_notes(province_code)
    return done.added + done.changed


def _add_notes(province_code: str) -> None:
    noted = LocalNote.everywhere.filter(commune__province=province_code).values("commune")
    communes = list(Commune.objects.filter(province=province_code).exclude(pk__in=noted))
    birth = Procedure.everywhere.of_province(province_code).filter(code=BIRTH).first()
    LocalNote.everywhere.bulk_create(
        [LocalNote(commune=commune, **GENERAL_NOTE) for commune in communes]
        + [LocalNote(commune=commune, procedure=birth, **BIRTH_NOTE) for commune in communes],
        BATCH,
    )
