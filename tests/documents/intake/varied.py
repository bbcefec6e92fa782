"""Documents of many bodies, kinds and oddities, each with what it states, written by hand.

Letterheads, kinds of signatures and quirks are those of documents that authorities publish; the
plans are those of :data:`tests.documents.intake.corpus.PLANS` and two more public ones, in their
true layout.
"""

from collections.abc import Iterator

from tests.documents.intake.corpus import Sample, cp1258, decomposed, icelandic, tcvn3, vni
from tests.documents.intake.official_pdf import OfficialText

TEXT = (
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh tại Công văn số 1187/UBND-KGVX ngày 12/8/2025 và"
    " Quyết định số 15/2024/QĐ-UBND ngày 02 tháng 5 năm 2024, cơ quan, đơn vị tổ chức thực hiện.",
    "1. Các phòng chuyên môn, Văn phòng, Trung tâm Phục vụ hành chính công theo chức năng, nhiệm vụ"
    " được giao chủ động phối hợp, hoàn thành trước ngày 30/9/2025.",
    "2. Giao Phòng Văn hóa - Xã hội theo dõi, đôn đốc, tổng hợp kết quả, báo cáo Chủ tịch.",
)
RECIPIENTS = ("Như trên;", "Thường trực Đảng ủy (b/c);", "Các phòng chuyên môn;", "Lưu: VT.")
LONG_RECIPIENTS = (
    "Bộ Khoa học và Công nghệ (b/c);", "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Các sở, ban, ngành; các đoàn thể tỉnh;", "UBND các xã, phường trong tỉnh;", "Lưu: VT, KGVX.",
)  # fmt: skip
TM, KT, CT, PCT = "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"
COMMUNE = ("ỦY BAN NHÂN DÂN", "XÃ HỮU LŨNG")
PROVINCE = ("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN")


def official(
    name: str, issuer: tuple[str, ...], number: str | None, date: str | None, kind: str,
    sign: tuple[str, ...], signatory: str | None, *, style: str = "", encode=None,
    states: dict | None = None, **text,
) -> Sample:  # fmt: skip
    """Return a document; what is not given of its text is usual, ``date`` is that of the day."""
    day = date.split("-") if date else None
    place = text.pop("place", "Hữu Lũng")
    usual = {
        "number_line": f"Số: {number}",
        "place_line": (
            f"{place}, ngày {day[2]} tháng {day[1]} năm {day[0]}" if day
            else f"{place}, ngày      tháng 7 năm 2025"
        ),
        "type_line": "" if kind == "Công văn" else kind.upper(),
        "body": TEXT, "recipients": RECIPIENTS, "signatory": signatory or "",
    }  # fmt: skip
    drawn = OfficialText(issuer=issuer, sign=sign, style=frozenset(style.split()), **usual | text)
    facts = {"number": number, "date": date, "type": kind, "signatory": signatory} | (states or {})
    return Sample(name, drawn, facts, encode)


def letters() -> Iterator[Sample]:
    """Yield official letters, which have no line of type, invitations and telegrams."""
    yield official(
        "letter-narrow", PROVINCE, "1187/UBND-KGVX", "2025-08-12", "Công văn",
        (KT, PCT), "Dương Xuân Huyên", place="Lạng Sơn", style="narrow", recipients=LONG_RECIPIENTS,
        regarding=("V/v tăng cường tuyên truyền", "chuyển đổi số năm 2025"),
        states={"issuer": "Ủy ban nhân dân tỉnh Lạng Sơn", "post": "Phó Chủ tịch",
                "summary": "Tăng cường tuyên truyền chuyển đổi số năm 2025"},
    )  # fmt: skip
    yield official(
        "letter-office", ("VĂN PHÒNG HĐND VÀ UBND",), "45/VP-TH", "2025-07-09", "Công văn",
        ("CHÁNH VĂN PHÒNG",), "Hoàng Nông Thị Hiền", parent=("UBND XÃ HỮU LŨNG",),
        regarding=("Về việc đăng ký lịch", "tiếp công dân"),
    )  # fmt: skip
    yield official(
        "letter-reversed", COMMUNE, "12/UBND-VHXH", "2025-09-05", "Công văn", (TM, CT),
        "Lò Văn Pọm", style="reversed", regarding=("V/v báo cáo kết quả cải cách hành chính",),
    )  # fmt: skip
    yield official(
        "letter-shuffled", COMMUNE, "7/UBND-KT", "2025-12-31", "Công văn", (KT, PCT),
        "Giàng A Páo", style="shuffled", regarding=("v/v rà soát hộ nghèo, cận nghèo",),
    )  # fmt: skip
    yield official(
        "letter-glyphs", COMMUNE, "310/UBND-NV", "2026-01-15", "Công văn", (TM, CT),
        "Vi Thị Xuân", style="glyphs", regarding=("V/v cử cán bộ tham gia", "lớp tập huấn"),
    )  # fmt: skip
    yield official(
        "letter-party", ("ĐẢNG ỦY XÃ HỮU LŨNG",), "123-CV/ĐU", "2025-08-01", "Công văn",
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"), "Nông Quốc Toản",
        parent=("ĐẢNG BỘ TỈNH LẠNG SƠN",), number_line="Số 123-CV/ĐU", style="party",
        regarding=("V/v sinh hoạt chi bộ",), states={"issuer": "Đảng ủy xã Hữu Lũng"},
    )  # fmt: skip
    yield official(
        "invitation", COMMUNE, "88/GM-UBND", "2025-10-20", "Giấy mời",
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Triệu Văn Lạng",
        summary=("Dự hội nghị trực tuyến triển khai Chính phủ số",),
    )  # fmt: skip
    yield official(
        "telegram", PROVINCE, "05/CĐ-UBND", "2025-09-08", "Công điện", (KT, PCT),
        "Lương Trọng Quỳnh", place="Lạng Sơn", style="footers",
        summary=("Về việc tập trung ứng phó mưa lũ sau bão số 7",),
    )  # fmt: skip
    yield official(
        "letter-blank", COMMUNE, None, None, "Công văn", (TM, CT), "Phùng Văn Nghĩa",
        number_line="Số:            /UBND-VP", regarding=("V/v lấy ý kiến dự thảo Nghị quyết",),
    )  # fmt: skip
    yield official(
        "letter-stamp", COMMUNE, "519/UBND-TP", "2025-11-03", "Công văn", (KT, PCT), "Hứa Thị Lan",
        stamps=((0.62, 0.02, 6.5, (
            "Người ký: Ủy ban nhân dân xã Hữu Lũng", "Email: huulung@langson.gov.vn",
            "Cơ quan: Tỉnh Lạng Sơn", "Thời gian ký: 03.11.2025 16:21:05 +07:00")),),
        regarding=("V/v niêm yết công khai", "quy hoạch sử dụng đất"),
    )  # fmt: skip


def decisions() -> Iterator[Sample]:
    """Yield decisions and resolutions, of committees, chairs and councils."""
    chair = "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HỮU LŨNG"
    grounds = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Quyết định số 2214/QĐ-UBND ngày 30/6/2025 của UBND tỉnh Lạng Sơn;",
    )
    yield official(
        "decision-chair", COMMUNE, "02/QĐ-UBND", "2025-07-01", "Quyết định", (CT,), "Ma Thế Quang",
        number_line="Số:02 /QĐ – UBND", summary=("Về việc công bố công khai dự toán ngân sách",
        "năm 2025 của xã Hữu Lũng"), body=(chair, *grounds, "QUYẾT ĐỊNH:", *TEXT),
        states={"summary": "Về việc công bố công khai dự toán ngân sách năm 2025 của xã Hữu Lũng",
                "post": "Chủ tịch", "signing_form": None, "legal_bases": [
                    one.rstrip(";") for one in grounds]},
    )  # fmt: skip
    yield official(
        "decision-year", PROVINCE, "12/2025/QĐ-UBND", "2025-03-28", "Quyết định",
        (TM, KT, "PHÓ CHỦ TỊCH THƯỜNG TRỰC"), "Đoàn Thanh Sơn", place="Lạng Sơn",
        summary=("Ban hành Quy định về quản lý, vận hành Cổng thông tin điện tử",
                 "và các trang thông tin điện tử trên địa bàn tỉnh Lạng Sơn"),
        body=("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", *grounds, "QUYẾT ĐỊNH:", *TEXT,
              "Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày 10 tháng 4 năm 2025."),
        states={"effective_date": "2025-04-10"}, style="footers narrow",
        appendix=("QUY ĐỊNH", "Về quản lý, vận hành Cổng thông tin điện tử", "(Ban hành kèm theo"
                  " Quyết định số 12/2025/QĐ-UBND ngày 28/3/2025 của UBND tỉnh)", *TEXT,
                  "TRƯỞNG BAN", "Nguyễn Văn Mẫu"),
    )  # fmt: skip
    yield official(
        "decision-acting", COMMUNE, "301/QĐ-UBND", "2025-08-19", "Quyết định", ("Q. CHỦ TỊCH",),
        "Điểu K'Ré", summary=("Về việc kiện toàn Ban Chỉ huy phòng thủ dân sự",),
        states={"post": "Chủ tịch", "signing_form": "Q."},
    )  # fmt: skip
    yield official(
        "decision-department", ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",), "1450/QĐ-SNNMT", "2025-10-02",
        "Quyết định", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "TS. Nguyễn Hữu Chiến",
        parent=("UBND TỈNH LẠNG SƠN",), place="Lạng Sơn", style="narrow",
        summary=("V/v công nhận kết quả kiểm tra an toàn thực phẩm",),
        states={"signatory": "Nguyễn Hữu Chiến", "issuer": "Sở Nông nghiệp và Môi trường"},
    )  # fmt: skip
    yield official(
        "resolution", ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LẠNG SƠN"), "45/NQ-HĐND", "2025-07-29",
        "Nghị quyết", (CT,), "Đoàn Thị Hậu", place="Lạng Sơn",
        summary=("Về kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030",),
        body=("HỘI ĐỒNG NHÂN DÂN TỈNH LẠNG SƠN", "KHÓA XVII, KỲ HỌP THỨ BA MƯƠI HAI", *grounds,
              "QUYẾT NGHỊ:", *TEXT),
        states={"summary": "Về kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030"},
    )  # fmt: skip
    yield official(
        "resolution-draft", ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LẠNG SƠN"), None, None, "Nghị quyết",
        ("TM. HỘI ĐỒNG NHÂN DÂN", CT), None, number_line="Số: ......./2025/NQ-HĐND",
        place="Lạng Sơn", summary=("Quy định mức thu phí thăm quan di tích",),
        stamps=((0.2, 0.145, 12, ("DỰ THẢO",)),),
    )  # fmt: skip
    yield official(
        "resolution-council", ("HỘI ĐỒNG NHÂN DÂN", "XÃ HỮU LŨNG"), "05/NQ-HĐND", "2025-07-02",
        "Nghị quyết", ("TM. HỘI ĐỒNG NHÂN DÂN", KT, PCT), "Lý Thị Máy", encode=decomposed,
        summary=("Về việc thành lập các Ban của Hội đồng nhân dân xã",),
    )  # fmt: skip
    yield official(
        "resolution-party", ("ĐẢNG ỦY PHƯỜNG KỲ LỪA", ), "08-NQ/ĐU", "2025-09-30", "Nghị quyết",
        ("T/M ĐẢNG ỦY", "BÍ THƯ"), "Hà Mạnh Cường", parent=("ĐẢNG BỘ TỈNH LẠNG SƠN",),
        number_line="Số 08-NQ/ĐU", style="party", place="Kỳ Lừa",
        summary=("về đột phá phát triển khoa học, công nghệ",),
    )  # fmt: skip
    yield official(
        "decision-stamp", PROVINCE, "2451/QĐ-UBND", "2025-11-21", "Quyết định", (KT, PCT),
        "Dương Xuân Huyên", place="Lạng Sơn", recipients=LONG_RECIPIENTS,
        summary=("Công bố danh mục thủ tục hành chính được sửa đổi, bổ sung",),
        certificate=("Ký bởi: Dương Xuân", "Huyên", "Cơ quan: Ủy ban nhân dân", "Tỉnh Lạng Sơn",
                     "Ngày ký: 21-11-2025 08:30:02 +07:00"),
    )  # fmt: skip
    yield official(
        "regulation", COMMUNE, "77/QC-UBND", "2025-10-10", "Quy chế", (TM, CT), "Bế Văn Thường",
        summary=("Phối hợp trong công tác bảo vệ rừng, phòng cháy, chữa cháy rừng",),
        encode=icelandic,
    )  # fmt: skip


def plans_and_reports() -> Iterator[Sample]:
    """Yield plans, reports, notices and what else carries its type in a line of its own."""
    yield official(
        "plan-two-lines", COMMUNE, "33/KH-UBND", "2025-08-05", "Kế hoạch", (TM, KT, PCT),
        "Hoàng Văn Páo", style="narrow", number_line="Số: 33 /KH- UBND", recipients=LONG_RECIPIENTS,
        summary=("Thực hiện cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới,",
                 "đô thị văn minh” trên địa bàn xã Hữu Lũng",
                 "giai đoạn 2026 - 2030"),
    )  # fmt: skip
    yield official(
        "plan-tcvn3", COMMUNE, "14/KH-UBND", "2009-04-21", "Kế hoạch", (TM, CT), "Đàm Văn Vòng",
        summary=("Phát triển kinh tế - xã hội năm 2009",), encode=tcvn3,
    )  # fmt: skip
    yield official(
        "plan-vni", COMMUNE, "21/KH-UBND", "2006-10-12", "Kế hoạch", (TM, KT, PCT),
        "Nguyễn Thị Đường", summary=("Phòng, chống dịch cúm gia cầm trên địa bàn",), encode=vni,
    )  # fmt: skip
    yield official(
        "report-vni", COMMUNE, "164/BC-UBND", "2004-12-05", "Báo cáo", (TM, CT), "Huỳnh Văn Tới",
        summary=("Tình hình kinh tế - xã hội quý IV năm 2004",), encode=vni,
    )  # fmt: skip
    yield official(
        "report-cp1258", COMMUNE, "98/BC-UBND", "2008-06-30", "Báo cáo", (TM, KT, PCT),
        "Lộc Văn Hiếu", summary=("Kết quả thực hiện nhiệm vụ sáu tháng đầu năm",), encode=cp1258,
    )  # fmt: skip
    yield official(
        "report-spread", COMMUNE, "230/BC-UBND", "2025-12-01", "Báo cáo", (KT, PCT), "Tráng A Tủa",
        type_line="B Á O   C Á O", summary=("Công tác cải cách hành chính năm 2025",),
    )  # fmt: skip
    yield official(
        "notice-grid", COMMUNE, "60/TB-UBND", "2025-07-21", "Thông báo",
        ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG KINH TẾ"), "Chu Thị Thu Hằng", style="grid",
        summary=("Về việc tiếp nhận hồ sơ đăng ký kinh doanh",),
    )  # fmt: skip
    yield official(
        "notice-conclusion", PROVINCE, "410/TB-UBND", "2025-09-17", "Thông báo",
        ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "Phùng Quang Hội",
        place="Lạng Sơn", style="reversed narrow",
        summary=("Kết luận của đồng chí Chủ tịch UBND tỉnh", "tại cuộc họp giao ban tháng 9"),
    )  # fmt: skip
    yield official(
        "submission", ("CÔNG AN XÃ HỮU LŨNG",), "19/TTr-CAX", "2025-08-28", "Tờ trình",
        ("TRƯỞNG CÔNG AN XÃ",), "Thượng tá Lương Văn Thuyên", parent=("CÔNG AN TỈNH LẠNG SƠN",),
        summary=("Đề nghị cấp kinh phí thực hiện Đề án 06",),
        states={"signatory": "Lương Văn Thuyên"},
    )  # fmt: skip
    yield official(
        "directive", PROVINCE, "03/CT-UBND", "2025-02-12", "Chỉ thị", (CT,), "Hồ Tiến Thiệu",
        place="Lạng Sơn", style="shuffled", summary=("Về tăng cường kỷ luật, kỷ cương hành chính",),
    )  # fmt: skip
    yield official(
        "guidance", ("ỦY BAN MTTQ VIỆT NAM", "XÃ HỮU LŨNG"), "11/HD-MTTQ-BTT", "2025-10-14",
        "Hướng dẫn", ("TM. BAN THƯỜNG TRỰC", CT), "Hoàng Thị Vân Anh",
        summary=("Tổ chức Ngày hội Đại đoàn kết toàn dân tộc",),
    )  # fmt: skip
    yield official(
        "minutes", COMMUNE, "09/BB-UBND", "2025-11-11", "Biên bản", ("CHỦ TỌA",), "Bùi Văn Côi",
        summary=("Họp Ủy ban nhân dân xã phiên thường kỳ tháng 11",), recipients=(),
        second_sign=("THƯ KÝ",), second_signatory="Nguyễn Thị Hoa",
    )  # fmt: skip
    yield official(
        "joint-plan", ("ỦY BAN NHÂN DÂN - ỦY BAN MTTQ VIỆT NAM", "XÃ HỮU LŨNG"),
        "15/KHLT-UBND-MTTQ", "2025-09-09", "Kế hoạch", (TM, CT), "Nguyễn Thái Sơn",
        summary=("Tổ chức Tết Trung thu",), second_sign=("TM. ỦY BAN MTTQ VIỆT NAM", CT),
        second_signatory="Lưu Thị Nga", recipients=(), type_line="KẾ HOẠCH LIÊN TỊCH",
    )  # fmt: skip
    yield official(
        "joint-circular", ("BỘ NỘI VỤ - BỘ TÀI CHÍNH",), "01/2015/TTLT-BNV-BTC", "2015-03-10",
        "Thông tư liên tịch", ("KT. BỘ TRƯỞNG BỘ NỘI VỤ", "THỨ TRƯỞNG"), "Trần Anh Tuấn",
        place="Hà Nội", summary=("Hướng dẫn thực hiện chính sách tinh giản biên chế",),
        second_sign=("KT. BỘ TRƯỞNG BỘ TÀI CHÍNH", "THỨ TRƯỞNG"),
        second_signatory="Huỳnh Quang Hải",
        recipients=(),
    )  # fmt: skip
    yield official(
        "consolidated", PROVINCE, "02/VBHN-UBND", "2025-05-06", "Quyết định", (KT, PCT),
        "Nguyễn Long Hải", place="Lạng Sơn", 
        summary=("Ban hành Quy chế văn hóa công sở",), states={"type": "Văn bản hợp nhất"},
    )  # fmt: skip
    yield official(
        "programme-capitals", COMMUNE, "06/CTr-UBND", "2026-02-03", "Chương trình", (KT, PCT),
        "HOÀNG THỊ HẢI YẾN", summary=("Công tác năm 2026",), style="glyphs",
        states={"signatory": "Hoàng Thị Hải Yến"},
    )  # fmt: skip
    yield official(
        "authorised", ("TRUNG TÂM Y TẾ", "KHU VỰC HỮU LŨNG"), "52/KH-TTYT", "2025-08-08",
        "Kế hoạch", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG KẾ HOẠCH"), "BS.CKII Y Bhiăng Niê",
        parent=("SỞ Y TẾ LẠNG SƠN",), summary=("Tiêm chủng mở rộng năm 2025",),
        states={"signatory": "Y Bhiăng Niê"}, style="signed_on_next_page",
    )  # fmt: skip
    yield official(
        "school", ("TRƯỜNG PTDTBT THCS YÊN SƠN",), "25/KH-THCSYS", "2025-09-04", "Kế hoạch",
        ("HIỆU TRƯỞNG",), "Nguyễn Thị Ánh Tuyết", parent=("UBND XÃ HỮU LŨNG",), place="Yên Sơn",
        summary=("Giáo dục nhà trường năm học 2025 - 2026",),
    )  # fmt: skip
    yield official(
        "military", ("BAN CHỈ HUY QUÂN SỰ XÃ",), "18/KH-BCH", "2025-12-15", "Kế hoạch",
        ("CHỈ HUY TRƯỞNG",), "Thiếu tá Vy Văn Long", parent=("UBND XÃ HỮU LŨNG",),
        summary=("Tuyển chọn công dân nhập ngũ năm 2026",), states={"signatory": "Vy Văn Long"},
    )  # fmt: skip
    yield official(
        "plan-digits", COMMUNE, "40/KH-UBND", "2025-08-07", "Kế hoạch", (TM, CT), "Lành Văn Đạo",
        place_line="Hữu Lũng, ngày 7/8/2025", summary=("Chỉnh trang đô thị",),
    )  # fmt: skip


def plans() -> Iterator[Sample]:
    """Yield the public plans in their true layout: with and without letterhead, blank numbers."""
    yield official(
        "plan-langson-2021", PROVINCE, "206/KH-UBND", "2021-10-20", "Kế hoạch", (KT, PCT),
        "Dương Xuân Huyên", place="Lạng Sơn", number_line="Số: 206  /KH-UBND",
        summary=("Phát triển Chính quyền số và bảo đảm an toàn thông tin mạng năm 2022",),
        body=("Thực hiện Công văn số 3570/BTTTT-THH ngày 16/9/2021 của Bộ Thông tin và Truyền thông"
              " về việc hướng dẫn các bộ, ngành, địa phương xây dựng Kế hoạch phát triển Chính phủ"
              " số, UBND tỉnh Lạng Sơn xây dựng Kế hoạch phát triển Chính quyền số như sau:",
              "Phần I", "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2021", *TEXT),
        states={"issuer": "Ủy ban nhân dân tỉnh Lạng Sơn", "place": "Lạng Sơn",
                "post": "Phó Chủ tịch", "signing_form": "KT."}, recipients=LONG_RECIPIENTS,
    )  # fmt: skip
    yield official(
        "plan-hue-2023", ("UỶ BAN NHÂN DÂN", "TỈNH THỪA THIÊN HUẾ"), "389/KH-UBND", "2023-11-27",
        "Kế hoạch", (TM, KT, PCT), "Nguyễn Thanh Bình", place="Thừa Thiên Huế",
        number_line="Số:389 /KH-UBND",
        summary=("Tái cấu trúc hệ thống Cổng, Trang thông tin điện tử của cơ quan nhà nước",
                 "tỉnh Thừa Thiên Huế"),
        body=("Thực hiện Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ quy định về việc"
              " cung cấp thông tin và dịch vụ công trực tuyến; UBND tỉnh ban hành Kế hoạch:",
              *TEXT),
        states={"issuer": "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "place": "Thừa Thiên Huế",
                "summary": "Tái cấu trúc hệ thống Cổng, Trang thông tin điện tử của cơ quan nhà"
                " nước tỉnh Thừa Thiên Huế"},
    )  # fmt: skip
    bare = {"number_line": "", "place_line": "", "style": "plain"}
    yield official(
        "plan-langson-2025", (), None, None, "Kế hoạch", (TM, KT, PCT), "Đoàn Thanh Sơn",
        summary=("Triển khai phần mềm Trang thông tin điện tử các xã, phường trên địa bàn tỉnh"
                 " Lạng Sơn",),
        body=("Thực hiện Kế hoạch số 02/KH-BCĐTW ngày 19/6/2025 của Ban Chỉ đạo Trung ương về phát"
              " triển khoa học, công nghệ, UBND tỉnh xây dựng Kế hoạch như sau:", *TEXT), **bare,
    )  # fmt: skip
    yield official(
        "plan-tam-thanh-2026", (), None, None, "Kế hoạch", (CT,), "Vũ Hồng Trung", type_line="",
        body=("Thực hiện Kế hoạch số 333/KH-UBND ngày 31/12/2025 của UBND tỉnh Lạng Sơn về chuyển"
              " đổi số trên địa bàn tỉnh Lạng Sơn năm 2026. UBND phường Tam Thanh xây dựng Kế hoạch"
              " chuyển đổi số trên địa bàn phường năm 2026 như sau:", "I. MỤC ĐÍCH, YÊU CẦU",
              "- Cụ thể hóa các mục tiêu, nhiệm vụ của Nghị quyết số 57-NQ/TW và Kế hoạch số"
              " 238-KH/TU phù hợp với điều kiện thực tiễn;", *TEXT), **bare,
    )  # fmt: skip
    yield official(
        "plan-gia-lai-2025", (), None, None, "Kế hoạch", (TM, KT, PCT), "Lâm Hải Giang",
        summary=("Triển khai xây dựng, nâng cấp, mở rộng các hệ thống thông tin phục vụ chính quyền"
                 " số",),
        body=("Căn cứ Công văn số 4566/BKHCN-CĐSQG ngày 10/9/2025 của Bộ Khoa học và Công nghệ;",
              "Theo đề nghị của Sở Khoa học và Công nghệ tại Công văn số 901/SKHCN-CĐS&BCVT ngày"
              " 15/9/2025, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:", *TEXT),
        **bare | {"style": "plain signed_on_next_page"},
    )  # fmt: skip


def councils_and_joint_texts() -> Iterator[Sample]:
    """Yield texts of councils, of two bodies together, of schools, and with odd letters.

    They came after the set, whose scans keep their order without them.
    """
    council = ("HỘI ĐỒNG NHÂN DÂN", "XÃ THẤT KHÊ")
    place = {"place": "Thất Khê"}
    grounds = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Xét Tờ trình số 12/TTr-UBND ngày 01/7/2025 của Ủy ban nhân dân xã; Báo cáo thẩm tra;",
    )
    yield official(
        "council-resolution", council, "15/NQ-HĐND", "2025-08-05", "Nghị quyết", (CT,),
        "Đinh Thị Thao", summary=("Về kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030",),
        body=("HỘI ĐỒNG NHÂN DÂN XÃ THẤT KHÊ", "KHÓA XXI, KỲ HỌP THỨ BA", *grounds, "QUYẾT NGHỊ:",
              *TEXT, "Nghị quyết này đã được Hội đồng nhân dân xã khóa XXI, kỳ họp thứ ba thông qua"
              " ngày 04 tháng 8 năm 2025 và có hiệu lực từ ngày 15 tháng 8 năm 2025."),
        states={"issuer": "Hội đồng nhân dân xã Thất Khê", "effective_date": "2025-08-15"}, **place,
    )  # fmt: skip
    yield official(
        "council-decision-tcvn3", council, "08/QĐ-TTHĐND", "2025-08-06", "Quyết định",
        ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", PCT), "La Thị Bích Ngọc", encode=tcvn3,
        summary=("Về việc thành lập Đoàn giám sát",),
        body=("THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN XÃ", *grounds, "QUYẾT ĐỊNH:", *TEXT),
        states={"signing_form": "TM.", "post": "Phó Chủ tịch"}, **place,
    )  # fmt: skip
    yield official(
        "joint-resolution", ("ỦY BAN NHÂN DÂN - ỦY BAN MTTQ", "VIỆT NAM XÃ THẤT KHÊ"),
        "05/NQLT-UBND-UBMTTQ", "2025-09-09", "Nghị quyết liên tịch", (TM, CT), "Hoàng Văn Thức",
        summary=("Về phối hợp giám sát đầu tư cộng đồng",),
        second_sign=("TM. BAN THƯỜNG TRỰC", CT), second_signatory="Nông Thị Lan", **place,
    )  # fmt: skip
    yield official(
        "letter-without-regarding", ("ỦY BAN NHÂN DÂN", "XÃ THẤT KHÊ"), "77/UBND-VHXH",
        "2025-10-10", "Công văn", (KT, PCT), "Nguyễn Đức Thịnh",
        body=("Kính gửi: Các khối phố, thôn, bản.", *TEXT), encode=vni, **place,
    )  # fmt: skip
    yield official(
        "spread-head", ("Ủ Y  B A N  N H Â N  D Â N", "X Ã  T H Ấ T  K H Ê"), "62/TB-UBND",
        "2025-08-25", "Thông báo", ("C H Ủ  T Ị C H",), "Hoàng Văn Thức",
        number_line="S ố : 62 / T B - U B N D", type_line="T H Ô N G   B Á O",
        summary=("Lịch tiếp công dân tháng 9",),
        states={"issuer": "Ủy ban nhân dân xã Thất Khê", "post": "Chủ tịch"}, **place,
    )  # fmt: skip
    yield official(
        "school-plan", ("TRƯỜNG TIỂU HỌC KIM ĐỒNG",), "33/KH-THKĐ", "2025-09-01", "Kế hoạch",
        ("HIỆU TRƯỞNG",), "Nông Thị Hồng Nhung", parent=("UBND XÃ THẤT KHÊ",),
        number_line="Số: 33 /KH – THKĐ", summary=("Năm học 2025 - 2026",),
        states={"issuer": "Trường Tiểu học Kim Đồng"}, **place,
    )  # fmt: skip


def varied() -> Iterator[Sample]:
    """Yield all of them."""
    for group in (letters, decisions, plans_and_reports, plans):
        yield from group()
