"""Benchmark: a document of 20 pages with text, from the dropped file to what is proposed of it."""

import time

from documents.files.examination import examine
from documents.intake.reader import read_document
from documents.intake.record import propose_record
from tests.benchmarks.servers import Target
from tests.documents.intake.official_pdf import OfficialText, draw

PAGES, RUNS = 20, 5
SENTENCE = (
    "Thực hiện Nghị định số 42/2022/NĐ-CP của Chính phủ, các cơ quan, đơn vị theo chức năng, nhiệm"
    " vụ được giao chủ động phối hợp, hoàn thành trước ngày 30/9/2025 và báo cáo kết quả. "
)


def test_a_document_of_twenty_pages(tmp_path):
    text = OfficialText(
        issuer=("ỦY BAN NHÂN DÂN", "XÃ HỮU LŨNG"), number_line="Số: 33/KH-UBND",
        place_line="Hữu Lũng, ngày 05 tháng 8 năm 2025", type_line="KẾ HOẠCH",
        summary=("Chuyển đổi số năm 2026",), body=(SENTENCE * 3,) * 94,
        recipients=("Như trên;", "Lưu: VT."), sign=("CHỦ TỊCH",), signatory="Lý Văn Páo",
    )  # fmt: skip
    path = draw(text, tmp_path / "long.pdf")
    checks, readings = [], []
    for _run in range(RUNS):
        began = time.perf_counter()
        with path.open("rb") as file:
            examined = examine(file, path.name)
        checked = time.perf_counter()
        document = read_document(path)
        record = propose_record(document)
        readings.append(time.perf_counter() - checked)
        checks.append(checked - began)
        assert examined.text_page_count == len(document.pages)
        assert PAGES - 1 <= len(document.pages) <= PAGES + 3
        assert record.number.value == "33/KH-UBND"
        assert record.signatory.value == "Lý Văn Páo"
    letters = len(document.text)
    print(f"\n{len(document.pages)} pages, {letters} letters, best of {RUNS}, seconds on the clock")
    print(f"  checks of the file and the text of its pages  {min(checks):.2f}")
    print(f"  reading and what is proposed                  {min(readings):.2f}")
    print(Target("both, s", min(checks) + min(readings), at_most=1))
