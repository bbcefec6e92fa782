"""Names of bodies, posts and people become what an officer would write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake.reading.bodies import issuer_of, official_name
from documents.intake.reading.people import is_name_alone, mended_name, person_name


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN"], "Ủy ban nhân dân tỉnh Lạng Sơn"),
        (["UỶ BAN NHÂN DÂN", "TỈNH THỪA THIÊN HUẾ"], "Ủy ban nhân dân tỉnh Thừa Thiên Huế"),
        (["UBND TỈNH LẠNG SƠN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"], "Sở Khoa học và Công nghệ"),
        (["UBND TỈNH LẠNG SƠN", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"],
         "Sở Văn hóa, Thể thao và Du lịch"),
        (["HỘI ĐỒNG NHÂN DÂN", "XÃ BA SƠN"], "Hội đồng nhân dân xã Ba Sơn"),
        (["UBND PHƯỜNG TAM THANH"], "Ủy ban nhân dân phường Tam Thanh"),
        (["UBND XÃ BA SƠN", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"],
         "Trung tâm Phục vụ hành chính công"),
        (["BỘ TƯ PHÁP"], "Bộ Tư pháp"),
        (["THỦ TƯỚNG CHÍNH PHỦ \"r'"], "Thủ tướng Chính phủ"),
        (["UBND PHƯỜNG 5"], "Ủy ban nhân dân phường 5"),
        (["Ủy ban nhân dân xã Chi Lăng"], "Ủy ban nhân dân xã Chi Lăng"),
        (["ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU", "VĂN PHÒNG"],
         "Văn phòng Ủy ban nhân dân tỉnh Cà Mau"),
        (["ỦY BAN MTTQ VIỆT NAM", "TỈNH NINH BÌNH", "BAN THƯỜNG TRỰC"],
         "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Ninh Bình"),
        (["THUẾ TỈNH TÂY NINH", "THUẾ CƠ SỞ 7 TỈNH TÂY NINH"], "Thuế cơ sở 7 tỉnh Tây Ninh"),
        (["BỘ TÀI NGUYÊN VÀ MÔI", "TRƯỜNG - BỘ TƯ PHÁP"],
         "Bộ Tài nguyên và Môi trường - Bộ Tư pháp"),
        (["ÚY BAN NHÂN DÂN", "TÍNH CÀ MAU"], "Ủy ban nhân dân tỉnh Cà Mau"),
    ],
)  # fmt: skip
def test_the_last_body_of_a_letterhead_is_the_issuer(lines, issuer):
    assert issuer_of(lines) == issuer


@pytest.mark.parametrize("lines", [[], [""], ["Số: 12"], ["KẾ HOẠCH"]])
def test_lines_without_a_body_name_nobody(lines):
    assert issuer_of(lines) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Dương Xuân Huyên", "Dương Xuân Huyên"),
        ("DƯƠNG XUÂN HUYÊN", "Dương Xuân Huyên"),
        ("ThS. Nguyễn Thanh Bình", "Nguyễn Thanh Bình"),
        ("| ì Hoàng Thị Hà .", "Hoàng Thị Hà"),
        ("Lành Thị Ngọc Bích", "Lành Thị Ngọc Bích"),
        ("BS.CKII Y Bhiăng Niê", "Y Bhiăng Niê"),
        ("Thượng tá Lương Văn Thuyên", "Lương Văn Thuyên"),
        ("Điểu K'Ré", "Điểu K'Ré"),
        ("H'Lim Niê", "H'Lim Niê"),
        ("Giàng A Páo", "Giàng A Páo"),
        ("Lò Văn Pọm", "Lò Văn Pọm"),
        ("S Hoàng Nông Thị Hiền", "Hoàng Nông Thị Hiền"),
        ("các đồng chí", ""),
        ("Lưu: VT, KGVX (NNK).", ""),
        ("ngày 20 tháng 10", ""),
        ("", ""),
    ],
)
def test_people_are_told_from_posts_and_remarks(line, name):
    assert person_name(line) == name


@pytest.mark.parametrize(
    "line", ["Nơi Nhận", "Hội đồng nhân dân", "Nguyễn Văn A và các ông bà có tên trên", "PHỤ LỤC"]
)
def test_lines_that_hold_more_or_other_than_a_name_are_no_signature(line):
    assert not is_name_alone(line)


@pytest.mark.parametrize(
    ("read", "name"),
    [("Dươag Xuân Huyên", "Dương Xuân Huyên"), ("Lò Văn Pọm", "Lò Văn Pọm"),
     ("Đương Xuân Huyên", "Dương Xuân Huyên"), ("Ly Văn Páo", "Ly Văn Páo"),
     ("Xyzzw Văn Pọm", "Xyzzw Văn Pọm"), ("Dươag", "Dươag")],
)  # fmt: skip
def test_family_names_that_were_recognised_wrongly_are_mended(read, name):
    assert mended_name(read) == name


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_of_names(text):
    person_name(text)
    is_name_alone(text)
    official_name(text)
    issuer_of([text])
