"""What a text cites is read as a document, or as none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake.reading.citations import Citation, read_citation


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
         Citation("Luật Tổ chức chính quyền địa phương", "", date(2025, 6, 16))),
        ("Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024, được sửa đổi bởi Luật 43/2024/QH15;",
         Citation("Luật Đất đai", "31/2024/QH15", date(2024, 1, 18))),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác "
         "văn thư",
         Citation("Nghị định về công tác văn thư", "30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ")),
        ("Căn cứ Công văn số 4566/BGDĐT-CĐ ngày 10/9/2025 của Bộ Giáo dục và Đào tạo;",
         Citation("Công văn", "4566/BGDĐT-CĐ", date(2025, 9, 10), "Bộ Giáo dục và Đào tạo")),
        ("Căn cứ Kế hoạch số 206 /KH – UBND ngày 05 tháng 11 năm 2021 của UBND tỉnh về chuyển đổi "
         "số.",
         Citation("Kế hoạch về chuyển đổi số", "206/KH-UBND", date(2021, 11, 5), "UBND tỉnh")),
        ("Căn cứ Quyết định số 12/QĐ-TTg của Thủ tướng Chính phủ ngày 01/02/2025 về việc X",
         Citation("Quyết định về việc X", "12/QĐ-TTg", date(2025, 2, 1), "Thủ tướng Chính phủ")),
        ("Căn cứ Nghị quyết số 57-NQ/TW của Bộ Chính trị",
         Citation("Nghị quyết", "57-NQ/TW", None, "Bộ Chính trị")),
        ("Căn cứ Hiến pháp năm 2013", Citation("Hiến pháp năm 2013")),
        ("Xét Tờ trình số 15/TTr-UBND ngày 31/02/2026 của Ủy ban nhân dân phường",
         Citation("Tờ trình", "15/TTr-UBND")),
        ("Căn cứ tình hình thực tế của địa phương", None),
        ("Căn cứ chức năng, nhiệm vụ được giao tại Quyết định số 1/QĐ-UBND", None),
        ("Căn cứ Nghị định của Chính phủ", None),
        ("Căn cứ Luật", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_is_cited_is_read_with_number_day_and_issuer(text, cited):
    assert read_citation(text) == cited


@given(st.text())
def test_whatever_is_cited_nothing_is_raised(text):
    found = read_citation(f"Căn cứ Quyết định {text}")
    assert found is None or found.title or found.number
