"""A second set of documents, which the reading was not made with.

They were written before anybody saw how they are read; what the first reading gave stands in
docs/quality.md. Bodies are those of other provinces, ministries and the Government; forms of
signing, oddities of numbers and dates, stamps and layouts are such as published files have.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.documents.intake.corpus import Sample, cp1258, decomposed, icelandic, tcvn3, vni
from tests.documents.intake.varied import official

TEXT = (
    "Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 215/TTr-SNV ngày 14 tháng 7 năm 2025 và"
    " Báo cáo số 98/BC-STP ngày 09/7/2025, cơ quan có thẩm quyền thống nhất nội dung sau đây.",
    "1. Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm tổ chức thực hiện; báo cáo kết quả trước"
    " ngày 25 hằng tháng để tổng hợp.",
    "2. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh bằng văn bản để xem xét.",
)
GOVERNMENT_STAMP = (0.6, 0.015, 6.5, (
    "Ký bởi: Cổng Thông tin điện tử Chính phủ", "Email: thongtinchinhphu@chinhphu.vn",
    "Cơ quan: Văn phòng Chính phủ", "Thời gian ký: 18.08.2025 17:02:44 +07:00"))  # fmt: skip
TM, KT = "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"


def _stating(*told, **text) -> Sample:
    """Return a document that states the place and the summary that it is drawn with, too."""
    sample = official(*told, **text)
    lines = text.get("summary") or text.get("regarding") or ()
    summary = re.sub(r"^V/v:? ", "", " ".join(lines)) if text.get("regarding") else " ".join(lines)
    known = {"place": text.get("place"), "summary": summary or None}
    if "place_line" in text or "type_line" in text:
        # What such lines state is said by the document itself, or is a matter of taste.
        known = {}
    return replace(sample, states=known | sample.states)


def government() -> Iterator[Sample]:
    """Yield texts of the National Assembly, the Government, its head and ministries."""
    hanoi = {"place": "Hà Nội"}
    yield _stating(
        "premier-decision", ("THỦ TƯỚNG CHÍNH PHỦ",), "1752/QĐ-TTg", "2025-08-18", "Quyết định",
        ("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"), "Nguyễn Chí Dũng", stamps=(GOVERNMENT_STAMP,),
        summary=("Phê duyệt Chương trình phát triển dữ liệu số quốc gia", "đến năm 2030"),
        body=("THỦ TƯỚNG CHÍNH PHỦ", "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
              "Theo đề nghị của Bộ trưởng Bộ Công an.", "QUYẾT ĐỊNH:", *TEXT,
              "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành."),
        states={"issuer": "Thủ tướng Chính phủ", "place": "Hà Nội", "post": "Phó Thủ tướng",
                "signing_form": "KT.", "effective_date": "2025-08-18"}, **hanoi,
    )  # fmt: skip
    yield _stating(
        "premier-directive", ("THỦ TƯỚNG CHÍNH PHỦ",), "22/CT-TTg", "2025-08-03", "Chỉ thị",
        ("THỦ TƯỚNG",), "Phạm Minh Chính", style="shuffled",
        summary=("VỀ VIỆC ĐẨY MẠNH CẮT GIẢM THỦ TỤC HÀNH CHÍNH",),
        states={"issuer": "Thủ tướng Chính phủ", "post": "Thủ tướng", "signing_form": None},
        **hanoi,
    )  # fmt: skip
    yield _stating(
        "decree", ("CHÍNH PHỦ",), "118/2025/NĐ-CP", "2025-06-09", "Nghị định",
        ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"), "Nguyễn Hòa Bình",
        number_line="Số:118/2025/NĐ-CP", summary=("Về thực hiện thủ tục hành chính theo cơ chế"
        " một cửa,", "một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia"),
        body=("Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;", *TEXT,
              "Điều 41. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025. Nghị định"
              " số 61/2018/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành."),
        states={"issuer": "Chính phủ", "effective_date": "2025-07-01", "expiry_date": None,
                "signing_form": "TM. KT.", "post": "Phó Thủ tướng"}, **hanoi,
    )  # fmt: skip
    yield _stating(
        "law", ("QUỐC HỘI",), "72/2025/QH15", "2025-06-16", "Luật", ("CHỦ TỊCH QUỐC HỘI",),
        "Trần Thanh Mẫn", number_line="Luật số: 72/2025/QH15", recipients=(),
        summary=("TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG",),
        body=("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;", *TEXT,
              "Luật này có hiệu lực thi hành từ ngày 16 tháng 6 năm 2025."),
        states={"issuer": "Quốc hội", "post": "Chủ tịch Quốc hội",
                "effective_date": "2025-06-16"}, **hanoi,
    )  # fmt: skip
    yield _stating(
        "circular", ("BỘ KHOA HỌC VÀ CÔNG NGHỆ",), "19/2025/TT-BKHCN", "2025-10-15", "Thông tư",
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "Bùi Thế Duy", style="narrow",
        summary=("Quy định tiêu chí đánh giá chuyển đổi số của xã, phường, đặc khu",),
        body=(*TEXT, "Thông tư này có hiệu lực kể từ ngày 01 tháng 12 năm 2025."),
        states={"issuer": "Bộ Khoa học và Công nghệ", "effective_date": "2025-12-01",
                "signing_form": "KT.", "post": "Thứ trưởng"}, **hanoi,
    )  # fmt: skip
    yield _stating(
        "office-notice", ("VĂN PHÒNG CHÍNH PHỦ",), "402/TB-VPCP", "2025-08-07", "Thông báo",
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"), "Nguyễn Sỹ Hiệp", style="footers",
        summary=("Kết luận của Thủ tướng Chính phủ tại Phiên họp thứ ba", "của Ban Chỉ đạo về phát"
                 " triển khoa học, công nghệ"),
        states={"issuer": "Văn phòng Chính phủ", "signing_form": "KT.", "post": "Phó Chủ nhiệm"},
        **hanoi,
    )  # fmt: skip
    yield _stating(
        "ministry-letter", ("BỘ NỘI VỤ",), "5954/BNV-CQĐP", "2025-07-25", "Công văn",
        ("TL. BỘ TRƯỞNG", "KT. VỤ TRƯỞNG VỤ CHÍNH QUYỀN ĐỊA PHƯƠNG", "PHÓ VỤ TRƯỞNG"),
        "Phan Trung Tuấn", number_line="Số: 5954 /BNV- CQĐP",
        regarding=("V/v: hướng dẫn thực hiện chế độ", "với người hoạt động không chuyên trách"),
        states={"issuer": "Bộ Nội vụ", "signing_form": "TL. KT.", "post": "Phó Vụ trưởng",
                "summary": "Hướng dẫn thực hiện chế độ với người hoạt động không chuyên trách"},
        **hanoi,
    )  # fmt: skip


def provinces() -> Iterator[Sample]:
    """Yield texts of provinces, their councils, departments and hospitals."""
    caobang = ("TỈNH CAO BẰNG",)
    yield _stating(
        "council-norm", ("HỘI ĐỒNG NHÂN DÂN", *caobang), "14/2025/NQ-HĐND", "2025-07-29",
        "Nghị quyết", ("CHỦ TỊCH",), "Triệu Đình Lê", place="Cao Bằng", style="reversed",
        summary=("Quy định mức chi hỗ trợ Tổ công nghệ số cộng đồng",
                 "trên địa bàn tỉnh Cao Bằng"),
        body=("HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG", "KHÓA XVII, KỲ HỌP THỨ 32", "QUYẾT NGHỊ:", *TEXT,
              "Nghị quyết này đã được Hội đồng nhân dân tỉnh Cao Bằng khóa XVII, kỳ họp thứ 32"
              " (chuyên đề) thông qua ngày 29 tháng 7 năm 2025 và có hiệu lực từ ngày 10 tháng 8"
              " năm 2025./."),
        states={"issuer": "Hội đồng nhân dân tỉnh Cao Bằng", "effective_date": "2025-08-10",
                "post": "Chủ tịch"},
    )  # fmt: skip
    yield _stating(
        "regulation-attached", ("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK"), "06/2025/QĐ-UBND", "2025-09-12",
        "Quyết định", (TM, KT, "PHÓ CHỦ TỊCH"), "Hồ Thị Nguyên Thảo", place="Đắk Lắk",
        summary=("Ban hành Quy chế quản lý, khai thác nền tảng dữ liệu dùng chung",),
        body=("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "QUYẾT ĐỊNH:", "Điều 1. Ban hành kèm theo Quyết định"
              " này Quy chế quản lý, khai thác nền tảng dữ liệu dùng chung.", *TEXT,
              "Điều 3. Quyết định này có hiệu lực kể từ ngày 25 tháng 9 năm 2025 đến hết ngày 31"
              " tháng 12 năm 2026."),
        appendix=("QUY CHẾ", "Quản lý, khai thác nền tảng dữ liệu dùng chung", "(Kèm theo Quyết"
                  " định số 06/2025/QĐ-UBND)", "Điều 1. Quy chế này có hiệu lực theo quy định.",
                  *TEXT, "CHỦ TỊCH HỘI ĐỒNG", "Trần Văn Mẫu"),
        states={"effective_date": "2025-09-25", "expiry_date": "2026-12-31",
                "issuer": "Ủy ban nhân dân tỉnh Đắk Lắk", "signing_form": "TM. KT."},
    )  # fmt: skip
    yield _stating(
        "appendix-first", ("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ"), "881/QĐ-UBND", "2025-05-20",
        "Quyết định", (KT, "PHÓ CHỦ TỊCH"), "Lê Đức Tiến", place="Quảng Trị",
        summary=("Về việc công bố danh mục thủ tục hành chính nội bộ",),
        front=("PHỤ LỤC I", "DANH MỤC THỦ TỤC HÀNH CHÍNH NỘI BỘ", "(Kèm theo Quyết định số"
               " 881/QĐ-UBND ngày 20 tháng 5 năm 2025 của Chủ tịch UBND tỉnh)", *TEXT),
        states={"issuer": "Ủy ban nhân dân tỉnh Quảng Trị", "place": "Quảng Trị"},
    )  # fmt: skip
    yield _stating(
        "department-tcvn3", ("SỞ XÂY DỰNG",), "312/SXD-QLĐT", "2007-11-02", "Công văn",
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Quốc Khánh", parent=("UBND TỈNH NAM ĐỊNH",),
        place="Nam Định", number_line="Số :312 /SXD-QLĐT", encode=tcvn3,
        regarding=("V/v cấp phép xây dựng nhà ở riêng lẻ",),
        states={"issuer": "Sở Xây dựng", "place": "Nam Định"},
    )  # fmt: skip
    yield _stating(
        "department-vni", ("SỞ TÀI CHÍNH",), "1045/BC-STC", "2005-03-08", "Báo cáo",
        ("GIÁM ĐỐC",), "Trương Văn Lắm", parent=("ỦY BAN NHÂN DÂN", "TỈNH AN GIANG"),
        place="Long Xuyên", summary=("Tình hình thực hiện dự toán ngân sách",), encode=vni,
        states={"issuer": "Sở Tài chính", "post": "Giám đốc"},
    )  # fmt: skip
    yield _stating(
        "department-english", ("SỞ NGOẠI VỤ", "DEPARTMENT OF FOREIGN AFFAIRS"), "417/SNgV-LSVN",
        "2025-10-06", "Công văn", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Xuân Thủy",
        parent=("UBND THÀNH PHỐ HỒ CHÍ MINH",), place="Thành phố Hồ Chí Minh",
        regarding=("V/v phối hợp tổ chức đoàn vào", "Re: Coordination of the incoming delegation"),
        body=("Kính gửi/To: Ủy ban nhân dân các phường, xã/People's Committees of wards.", *TEXT,
              "The Department of Foreign Affairs would appreciate your early reply."),
        states={"place": "Thành phố Hồ Chí Minh"},
    )  # fmt: skip
    yield _stating(
        "hospital", ("BỆNH VIỆN ĐA KHOA KHU VỰC",), "96/QĐ-BVĐK", "2025-12-22", "Quyết định",
        ("Q. GIÁM ĐỐC",), "ThS.BSCKII. Đỗ Thị Quỳnh Nga", parent=("SỞ Y TẾ TỈNH GIA LAI",),
        place="An Khê", summary=("Về việc thành lập Hội đồng Thuốc và Điều trị",),
        body=("GIÁM ĐỐC BỆNH VIỆN ĐA KHOA KHU VỰC", *TEXT),
        states={"signatory": "Đỗ Thị Quỳnh Nga", "post": "Giám đốc", "signing_form": "Q."},
    )  # fmt: skip
    yield _stating(
        "police", ("CÔNG AN TỈNH NGHỆ AN",), "245/KH-CAT-PV01", "2025-11-17", "Kế hoạch",
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Đại tá Trần Ngọc Tú", parent=("BỘ CÔNG AN",),
        place="Nghệ An", summary=("Cao điểm tấn công trấn áp tội phạm, bảo đảm an ninh, trật tự"
        " dịp Tết", "Nguyên đán Bính Ngọ năm 2026"), style="narrow",
        states={"signatory": "Trần Ngọc Tú", "issuer": "Công an tỉnh Nghệ An"},
    )  # fmt: skip
    yield _stating(
        "inspection", ("THANH TRA TỈNH",), "04/KL-TTr", "2025-04-29", "Kết luận",
        ("CHÁNH THANH TRA",), "Võ Thành Công", parent=("UBND TỈNH VĨNH LONG",), place="Vĩnh Long",
        type_line="KẾT LUẬN THANH TRA", encode=decomposed,
        summary=("Trách nhiệm thực hiện pháp luật về tiếp công dân",),
        states={"post": "Chánh Thanh tra"},
    )  # fmt: skip
    yield _stating(
        "joint-guidance", ("LIÊN NGÀNH: SỞ NỘI VỤ - SỞ TÀI CHÍNH",), "05/HDLN-SNV-STC",
        "2025-08-14", "Hướng dẫn", ("KT. GIÁM ĐỐC SỞ TÀI CHÍNH", "PHÓ GIÁM ĐỐC"),
        "Phạm Thị Ngọc Trâm", place="Cà Mau", recipients=(), parent=("UBND TỈNH CÀ MAU",),
        second_sign=("GIÁM ĐỐC SỞ NỘI VỤ",), second_signatory="Huỳnh Ngọc Ẩn",
        summary=("Thực hiện chính sách đối với cán bộ nghỉ việc",),
    )  # fmt: skip


def communes() -> Iterator[Sample]:
    """Yield texts of communes, wards, their councils, offices and unions."""
    yield _stating(
        "letter-received", ("ỦY BAN NHÂN DÂN", "PHƯỜNG ĐÔNG HÒA"), "738/UBND-KTHTĐT", "2025-08-27",
        "Công văn", (TM, KT, "PHÓ CHỦ TỊCH"), "Bùi Minh Trí", place="Đông Hòa",
        regarding=("V/v rà soát hệ thống chiếu sáng", "công cộng trên địa bàn"),
        stamps=((0.17, 0.012, 10, ("CÔNG VĂN ĐẾN", "Số: 1245", "Ngày 28/8/2025", "Chuyển: Đ/c An")),
                (0.66, 0.19, 7, ("Ký bởi: Ủy ban Nhân dân phường", "Đông Hòa",
                                 "Thời gian ký: 27/08/2025 15:40:11"))),
        states={"issuer": "Ủy ban nhân dân phường Đông Hòa"},
    )  # fmt: skip
    yield _stating(
        "plan-dots", ("ỦY BAN NHÂN DÂN", "XÃ MƯỜNG PHĂNG"), None, None, "Kế hoạch",
        (TM, "CHỦ TỊCH"), "Lò Thị Minh Phượng", number_line="Số: ......../KH-UBND",
        place_line="Mường Phăng, ngày ..... tháng ..... năm 2025",
        summary=("Chuyển đổi số năm 2026 trên địa bàn xã",),
        states={"issuer": "Ủy ban nhân dân xã Mường Phăng", "post": "Chủ tịch"},
    )  # fmt: skip
    yield _stating(
        "decision-full-acting", ("ỦY BAN NHÂN DÂN", "XÃ IA DƠK"), "45a/QĐ-UBND", "2025-07-15",
        "Quyết định", ("QUYỀN CHỦ TỊCH",), "Rơ Châm H'Hồng", place="Ia Dơk",
        number_line="Số: 45a / QĐ - UBND", encode=icelandic,
        summary=("Về việc thành lập Tổ công nghệ số cộng đồng",),
        states={"issuer": "Ủy ban nhân dân xã Ia Dơk", "place": "Ia Dơk"},
    )  # fmt: skip
    yield _stating(
        "submission-council", ("ỦY BAN NHÂN DÂN", "XÃ QUẢNG BẠCH"), "33/TTr-UBND", "2025-12-03",
        "Tờ trình", (TM, "CHỦ TỊCH"), "Thào A Lử", place="Quảng Bạch", style="glyphs",
        summary=("Về việc ban hành Nghị quyết phân bổ dự toán ngân sách năm 2026",),
        body=("Kính gửi: Hội đồng nhân dân xã Quảng Bạch khóa II.", *TEXT),
        states={"issuer": "Ủy ban nhân dân xã Quảng Bạch"},
    )  # fmt: skip
    yield _stating(
        "invitation-council", ("VĂN PHÒNG HĐND VÀ UBND",), "29/GM-VP", "2025-11-24", "Giấy mời",
        ("TL. CHỦ TỊCH HĐND", "CHÁNH VĂN PHÒNG"), "H'Yim Kđoh", parent=("UBND XÃ EA KAO",),
        place="Ea Kao", type_line="G I Ấ Y   M Ờ I", number_line="Số: 29/GM – VP",
        summary=("Dự kỳ họp thứ ba Hội đồng nhân dân xã, nhiệm kỳ 2021 - 2026",),
        states={"post": "Chánh Văn phòng", "signing_form": "TL."},
    )  # fmt: skip
    yield _stating(
        "centre-notice", ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",), "112/TB-TTPVHCC", "2025-09-08",
        "Thông báo", ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM"), "Nguyễn Đặng Thùy Dương",
        parent=("UBND PHƯỜNG HẠC THÀNH",), place="Hạc Thành", style="grid",
        summary=("Điều chỉnh thời gian tiếp nhận hồ sơ",),
        states={"signing_form": "TUQ.", "post": "Giám đốc Trung tâm"},
    )  # fmt: skip
    yield _stating(
        "union", ("HỘI LIÊN HIỆP PHỤ NỮ", "XÃ TÂN THÀNH"), "17/HD-BTV", "2026-01-09", "Hướng dẫn",
        ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"), "Tôn Nữ Ngọc Hân", place="Tân Thành",
        summary=("Tổng kết công tác Hội và phong trào phụ nữ năm 2025",), encode=cp1258,
        states={"signing_form": "TM."},
    )  # fmt: skip
    yield _stating(
        "telegram-urgent", ("BAN CHỈ HUY", "PHÒNG THỦ DÂN SỰ XÃ"), "02/CĐ-BCH", "2025-11-03",
        "Công điện", (KT.replace("CHỦ TỊCH", "TRƯỞNG BAN"), "PHÓ TRƯỞNG BAN"), "Đoàn Ngọc Có",
        parent=("UBND XÃ TUY AN BẮC",), place="Tuy An Bắc", stamps=((0.2, 0.16, 12, ("HỎA TỐC",)),),
        summary=("Về việc chủ động ứng phó bão số 13 và mưa lũ lớn",),
        states={"post": "Phó Trưởng ban"},
    )  # fmt: skip
    yield _stating(
        "wrapped-year", ("ỦY BAN NHÂN DÂN", "PHƯỜNG BÀ RỊA"), "1.087/BC-UBND", "2025-12-30",
        "Báo cáo", (KT, "PHÓ CHỦ TỊCH PHƯỜNG"), "Đặng Thị Hồng Yến", place="TP. Hồ Chí Minh",
        number_line="Số: 1.087/BC-UBND", style="narrow",
        place_line="TP. Hồ Chí Minh, ngày 30 tháng 12 năm 2025",
        summary=("Kết quả thực hiện Đề án 06 năm 2025; phương hướng, nhiệm vụ năm 2026",),
        states={"number": "1087/BC-UBND", "place": "TP. Hồ Chí Minh"},
    )  # fmt: skip
    yield _stating(
        "order-one-column", ("ỦY BAN NHÂN DÂN XÃ BÌNH GIA",), "66/QC-UBND", "2025-10-01", "Quy chế",
        (TM, "CHỦ TỊCH"), "Liễu Thị Bích Hạnh", place="Bình Gia", style="plain",
        summary=("Làm việc của Ủy ban nhân dân xã nhiệm kỳ 2021 - 2026",),
    )  # fmt: skip


def oddities() -> Iterator[Sample]:
    """Yield texts whose head, signature or clause of effect is written in an unusual way."""
    body, place = ("ỦY BAN NHÂN DÂN", "XÃ VĂN LÃNG"), {"place": "Văn Lãng"}
    yield _stating(
        "said-signed", body, "210/TB-UBND", "2025-08-11", "Thông báo", ("TM. UBND XÃ CHỦ TỊCH",),
        "(Đã ký)", summary=("Lịch nghỉ lễ Quốc khánh 02/9",), sign_below="Hoàng Quốc Bình",
        states={"signatory": "Hoàng Quốc Bình", "signing_form": "TM."}, **place,
    )  # fmt: skip
    yield _stating(
        "forms-without-space", body, "18/QĐ-UBND", "2025-07-08", "Quyết định",
        ("TM.ỦY BAN NHÂN DÂN", "KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Chu Viết Sơn",
        summary=("V/v phân công nhiệm vụ thành viên Ủy ban nhân dân",),
        states={"signing_form": "TM. KT.", "post": "Phó Chủ tịch"}, **place,
    )  # fmt: skip
    yield _stating(
        "form-and-post-together", body, "77/BC-UBND", "2025-09-19", "Báo cáo",
        ("K/T CHỦ TỊCH", "P. CHỦ TỊCH"), "Vi Nông Trường", type_line="BÁO CÁO NHANH",
        summary=("Thiệt hại do mưa lũ ngày 18/9/2025",), place="Văn Lãng",
    )  # fmt: skip
    yield _stating(
        "type-and-subject", body, "9/TB-UBND", "2025-10-03", "Thông báo",
        ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG"), "Nông Bích Diệp", place="Văn Lãng",
        type_line="THÔNG BÁO KẾT QUẢ XÉT TUYỂN", summary=("viên chức sự nghiệp giáo dục năm 2025",),
    )  # fmt: skip
    yield _stating(
        "motto-broken", body, "301/KH-UBND", "2025-12-01", "Kế hoạch", (TM, "CHỦ TỊCH"),
        "Đàm Thị Phương", style="narrow", summary=("Tổ chức Tết trồng cây Xuân Bính Ngọ",),
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"), **place,
        states={"issuer": "Ủy ban nhân dân xã Văn Lãng"},
    )  # fmt: skip
    yield _stating(
        "motto-in-english", ("SỞ DU LỊCH", "DEPARTMENT OF TOURISM"), "55/TB-SDL", "2026-03-02",
        "Thông báo", ("GIÁM ĐỐC", "DIRECTOR"), "Lê Thị Hồng Phấn", place="Huế",
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIETNAM",
               "Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
        summary=("Về việc tổ chức Lễ hội năm 2026", "NOTICE ON THE FESTIVAL IN 2026"),
        parent=("UBND THÀNH PHỐ HUẾ",),
    )  # fmt: skip
    yield _stating(
        "date-in-figures", body, "44/GM-UBND", "2025-11-05", "Giấy mời", ("TL. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG HĐND VÀ UBND"), "Lương Thị Kiều", place_line="Văn Lãng, ngày 05/11/2025",
        summary=("Họp giao ban tháng 11 năm 2025",), type_line="GIẤY MỜI HỌP", place="Văn Lãng",
    )  # fmt: skip
    yield _stating(
        "date-without-place", body, "03/BB-HĐ", "2025-06-30", "Biên bản", ("CHỦ TRÌ",),
        "Hoàng Thị Lê", place_line="Ngày 30 tháng 6 năm 2025", recipients=(), place="Văn Lãng",
        summary=("Họp Hội đồng bàn giao",), second_sign=("THƯ KÝ",), second_signatory="Bế Thị Na",
    )  # fmt: skip
    yield _stating(
        "effect-after-days", body, "29/2025/QĐ-UBND", "2025-10-06", "Quyết định", (TM, "CHỦ TỊCH"),
        "Triệu Quang Huy", place="Văn Lãng", summary=("Quy định mức thu dịch vụ chợ",),
        body=(*TEXT, "Điều 4. Quyết định này có hiệu lực thi hành sau 10 ngày, kể từ ngày ký."),
        states={"effective_date": "2025-10-16"},
    )  # fmt: skip
    yield _stating(
        "expiry-named", ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LÀO CAI"), "21/2025/NQ-HĐND", "2025-12-09",
        "Nghị quyết", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"), "Vũ Thị Hiền Hạnh",
        place="Lào Cai", summary=("Quy định chính sách hỗ trợ phát triển du lịch",),
        body=(*TEXT, "Nghị quyết này có hiệu lực từ ngày 01/01/2026 và hết hiệu lực vào ngày"
              " 31/12/2030."),
        states={"effective_date": "2026-01-01", "expiry_date": "2030-12-31"},
    )  # fmt: skip
    yield _stating(
        "applied-from", ("BỘ Y TẾ",), "2933/QĐ-BYT", "2025-09-15", "Quyết định",
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "GS.TS. Trần Văn Thuấn", place="Hà Nội",
        summary=("Ban hành Kế hoạch khám sức khỏe toàn dân",),
        body=("BỘ TRƯỞNG BỘ Y TẾ", *TEXT, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký, ban"
              " hành và được áp dụng đến hết ngày 31 tháng 12 năm 2027."),
        states={"signatory": "Trần Văn Thuấn", "effective_date": "2025-09-15",
                "expiry_date": "2027-12-31", "issuer": "Bộ Y tế"},
    )  # fmt: skip
    yield _stating(
        "other-repealed", ("BỘ TÀI CHÍNH",), "88/2025/TT-BTC", "2025-08-28", "Thông tư",
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "Đỗ Thành Trung", place="Hà Nội",
        summary=("Quy định chế độ báo cáo tài chính của xã",),
        body=(*TEXT, "1. Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 10 năm 2025.",
              "2. Thông tư số 70/2019/TT-BTC ngày 03 tháng 10 năm 2019 hết hiệu lực kể từ ngày 15"
              " tháng 10 năm 2025."),
        states={"effective_date": "2025-10-15", "expiry_date": None},
    )  # fmt: skip
    yield _stating(
        "signed-by-rank", ("ĐỒN BIÊN PHÒNG TÂN THANH",), "102/TB-ĐBP", "2025-07-30", "Thông báo",
        ("ĐỒN TRƯỞNG",), "Trung tá Hứa Văn Dũng", place="Tân Thanh",
        parent=("BCH BỘ ĐỘI BIÊN PHÒNG TỈNH",), summary=("Cấm biên tạm thời đường mòn",),
        states={"signatory": "Hứa Văn Dũng"},
    )  # fmt: skip
    yield _stating(
        "union-school", ("TRƯỜNG MẦM NON HOA HỒNG",), "08/QĐ-MNHH", "2025-08-29", "Quyết định",
        ("PHÓ HIỆU TRƯỞNG PHỤ TRÁCH",), "Lê Phạm Thị Mỹ Duyên", parent=("UBND PHƯỜNG TÂN AN",),
        place="Tân An", summary=("Về việc công khai điều kiện bảo đảm chất lượng giáo dục",),
    )  # fmt: skip
    yield _stating(
        "company", ("CÔNG TY TNHH MTV", "QUẢN LÝ ĐƯỜNG SẮT HÀ LẠNG"), "640/ĐSHL-KT", "2025-09-25",
        "Công văn", ("KT. TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC"), "Phùng Thế Vinh", place="Bắc Ninh",
        regarding=("V/v thông báo thi công đường ngang",),
    )  # fmt: skip


def fresh() -> Iterator[Sample]:
    """Yield all of them."""
    for group in (government, provinces, communes, oddities):
        yield from group()
