"""A fourth set: further documents that a browser prints, for what the third has taught already.

They were written before anybody saw how they are read, with other bodies, marks of numbers, widths,
sizes of letters and ends; the first reading stands in docs/quality.md. Persons are invented.
"""

from collections.abc import Iterator

from tests.documents.intake.printed import MOTTO, PARTY, Printed, stated

NARROW = "body { font-size: 13pt; line-height: 1.15 } .head td { font-size: 12pt }"
WIDE = "body { line-height: 1.5 } p { margin: 8pt 0 }"
SANS = "body { font-family: 'Liberation Sans'; font-size: 12pt } .head td { font-size: 11pt }"


def of_offices() -> Iterator[Printed]:
    """Yield decisions, letters and notices of people's committees and what belongs to them."""
    yield Printed(
        "chairman-decision",
        stated("2145/QĐ-CTUBND", "2025-08-14", "Quyết định", "Triệu Văn Phúc",
               "Chủ tịch Ủy ban nhân dân xã Bình Gia", "Bình Gia",
               "Về việc thành lập Tổ công tác hỗ trợ người dân nộp hồ sơ trực tuyến",
               "Chủ tịch", None, effective_date="2025-08-14"),
        "<b>CHỦ TỊCH<br>ỦY BAN NHÂN DÂN<br>XÃ BÌNH GIA</b>", MOTTO, "Số:&emsp;2145 /QĐ-CTUBND",
        "Bình Gia, ngày 14 tháng 8 năm 2025", (("CHỦ TỊCH", "Triệu Văn Phúc"),),
        title="QUYẾT ĐỊNH<br>Về việc thành lập Tổ công tác hỗ trợ người dân<br>nộp hồ sơ trực"
        " tuyến<br>_______<br>CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÌNH GIA",
        body=("<i>Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;</i>",
              "<i>Theo đề nghị của Giám đốc Trung tâm Phục vụ hành chính công xã.</i>",
              "<b>QUYẾT ĐỊNH:</b>", "<b>Điều 1.</b> Thành lập Tổ công tác gồm các ông, bà có tên"
              " trong danh sách kèm theo.", "<b>Điều 2.</b> Quyết định này có hiệu lực kể từ ngày"
              " ký."),
        css=WIDE,
    )  # fmt: skip
    yield Printed(
        "centre-notice",
        stated("316/TB-TTPVHCC", "2025-09-05", "Thông báo", "Hoàng Thị Bích Liên",
               "Trung tâm Phục vụ hành chính công", "Kỳ Lừa",
               "Về việc điều chỉnh thời gian tiếp nhận hồ sơ thủ tục hành chính",
               "Phó Giám đốc", "KT."),
        "UBND PHƯỜNG KỲ LỪA<br><b>TRUNG TÂM<br>PHỤC VỤ HÀNH CHÍNH CÔNG</b>", MOTTO,
        "Số: 316/TB-TTPVHCC", "Kỳ Lừa, ngày 05 tháng 9 năm 2025",
        (("KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC", "Hoàng Thị Bích Liên"),),
        title="THÔNG BÁO<br>Về việc điều chỉnh thời gian tiếp nhận hồ sơ<br>thủ tục hành chính",
        css=NARROW,
    )  # fmt: skip
    yield Printed(
        "letter-culture",
        stated("1289/UBND-VHXH", "2025-11-21", "Công văn", "Nông Thị Hải Yến",
               "Ủy ban nhân dân xã Hữu Liên", "Hữu Liên",
               "Tăng cường quản lý các điểm du lịch cộng đồng dịp cuối năm", "Phó Chủ tịch",
               "TM. KT."),
        "<b>ỦY BAN NHÂN DÂN<br>XÃ HỮU LIÊN</b>", MOTTO, "Số: 1289/UBND-VHXH",
        "Hữu Liên, ngày 21 tháng 11 năm 2025",
        (("TM. ỦY BAN NHÂN DÂN<br>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH", "Nông Thị Hải Yến"),),
        regarding="V/v tăng cường quản lý các điểm<br>du lịch cộng đồng dịp cuối năm",
        address="Kính gửi:<br>- Các thôn trên địa bàn xã;<br>- Chủ các cơ sở lưu trú.",
    )  # fmt: skip
    yield Printed(
        "directive-fire",
        stated("08/CT-UBND", "2025-12-02", "Chỉ thị", "Lý Văn Hậu", "Ủy ban nhân dân xã Thiện Hòa",
               "Thiện Hòa", "Về việc tăng cường phòng cháy, chữa cháy rừng mùa khô 2025 - 2026",
               "Chủ tịch", None),
        "<b>ỦY BAN NHÂN DÂN<br>XÃ THIỆN HÒA</b><br>-----", f"{MOTTO}<br>----------",
        "Số:08/CT-UBND", "Thiện Hòa, ngày 02 tháng 12 năm 2025", (("CHỦ TỊCH", "Lý Văn Hậu"),),
        title="CHỈ THỊ<br>Về việc tăng cường phòng cháy, chữa cháy rừng<br>mùa khô 2025 - 2026",
        css=SANS,
    )  # fmt: skip
    yield Printed(
        "steering-plan",
        stated("09/KH-BCĐ", "2025-07-30", "Kế hoạch", "Vi Minh Tú",
               "Ban Chỉ đạo chuyển đổi số phường Đông Kinh", "Đông Kinh",
               "Triển khai phong trào bình dân học vụ số năm 2025", "Trưởng ban", "TM."),
        "UBND PHƯỜNG ĐÔNG KINH<br><b>BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ</b>", MOTTO, "Số: 09/KH-BCĐ",
        "Đông Kinh, ngày 30 tháng 7 năm 2025",
        (("TM. BAN CHỈ ĐẠO<br>TRƯỞNG BAN<br><br>CHỦ TỊCH UBND PHƯỜNG", "Vi Minh Tú"),),
        title="KẾ HOẠCH<br>Triển khai phong trào bình dân học vụ số năm 2025",
    )  # fmt: skip
    yield Printed(
        "division-report",
        stated("28/BC-VHXH", "2025-10-17", "Báo cáo", "Chu Thị Thơm", "Phòng Văn hóa - Xã hội",
               "Na Sầm", "Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2025", "Phó Trưởng phòng",
               "KT."),
        "UBND XÃ NA SẦM<br><b>PHÒNG VĂN HÓA - XÃ HỘI</b>", MOTTO, "Số: 28 / BC-VHXH",
        "Na Sầm, ngày 17 tháng 10 năm 2025",
        (("KT. TRƯỞNG PHÒNG<br>PHÓ TRƯỞNG PHÒNG", "Chu Thị Thơm"),),
        title="BÁO CÁO<br>Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2025", css=NARROW,
    )  # fmt: skip
    yield Printed(
        "province-normative",
        stated("37/2025/QĐ-UBND", "2025-09-26", "Quyết định", "Đoàn Thanh Sơn",
               "Ủy ban nhân dân tỉnh Lạng Sơn", "Lạng Sơn",
               "Ban hành Quy định về quản lý, khai thác nhà văn hóa thôn, khối phố trên địa bàn"
               " tỉnh Lạng Sơn", "Phó Chủ tịch", "TM. KT.", effective_date="2025-10-10"),
        "<b>ỦY BAN NHÂN DÂN<br>TỈNH LẠNG SƠN</b>", MOTTO, "Số: 37/2025/QĐ-UBND",
        "Lạng Sơn, ngày 26 tháng 9 năm 2025",
        (("TM. ỦY BAN NHÂN DÂN<br>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH", "Đoàn Thanh Sơn"),),
        title="QUYẾT ĐỊNH<br>Ban hành Quy định về quản lý, khai thác nhà văn hóa thôn,<br>khối phố"
        " trên địa bàn tỉnh Lạng Sơn",
        body=("<i>Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;</i>",
              "<i>Theo đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch tại Tờ trình số"
              " 231/TTr-SVHTTDL ngày 12 tháng 9 năm 2025;</i>",
              "<b>Điều 2.</b> Quyết định này có hiệu lực thi hành từ ngày 10 tháng 10 năm 2025."),
    )  # fmt: skip
    yield Printed(
        "project-board-letter",
        stated("119/BQLDA-KTTĐ", "2025-08-27", "Công văn", "Tô Đình Quế",
               "Ban Quản lý dự án đầu tư xây dựng khu vực Lộc Bình", "Lộc Bình",
               "Bàn giao mặt bằng tuyến đường Khuất Xá - Tú Mịch", "Giám đốc", None),
        "UBND TỈNH LẠNG SƠN<br><b>BAN QUẢN LÝ DỰ ÁN<br>ĐẦU TƯ XÂY DỰNG<br>KHU VỰC LỘC BÌNH</b>",
        MOTTO, "Số: 119/BQLDA-KTTĐ", "Lộc Bình, ngày 27 tháng 8 năm 2025",
        (("GIÁM ĐỐC", "Tô Đình Quế"),),
        regarding="V/v bàn giao mặt bằng tuyến<br>đường Khuất Xá - Tú Mịch",
        address="Kính gửi: Ủy ban nhân dân xã Khuất Xá", css=WIDE,
    )  # fmt: skip


def of_others() -> Iterator[Printed]:
    """Yield texts of councils, the Party, the police, unions, schools and hospitals."""
    yield Printed(
        "council-minutes-resolution",
        stated("05/NQ-HĐND", "2025-07-18", "Nghị quyết", "Lương Thị Kiều Oanh",
               "Hội đồng nhân dân xã Tân Thanh", "Tân Thanh",
               "Về phương án phân bổ vốn đầu tư công năm 2025", "Chủ tịch", None),
        "<b>HỘI ĐỒNG NHÂN DÂN<br>XÃ TÂN THANH</b>", MOTTO, "Số: 05/NQ-HĐND",
        "Tân Thanh, ngày 18 tháng 7 năm 2025", (("CHỦ TỊCH", "Lương Thị Kiều Oanh"),),
        title="NGHỊ QUYẾT<br>Về phương án phân bổ vốn đầu tư công năm 2025<br>------<br>"
        "HỘI ĐỒNG NHÂN DÂN XÃ TÂN THANH<br>KHÓA I, KỲ HỌP THỨ HAI",
    )  # fmt: skip
    yield Printed(
        "party-resolution",
        stated("45-NQ/ĐU", "2025-09-11", "Nghị quyết", "Bế Quốc Toản", "Đảng ủy xã Văn Lãng",
               "Văn Lãng", "Về lãnh đạo phát triển kinh tế cửa khẩu giai đoạn 2025 - 2030",
               "Bí thư", "TM."),
        "ĐẢNG BỘ TỈNH LẠNG SƠN<br><b>ĐẢNG ỦY XÃ VĂN LÃNG</b><br>*", PARTY, "Số 45-NQ/ĐU",
        "Văn Lãng, ngày 11 tháng 9 năm 2025", (("T/M ĐẢNG ỦY<br>BÍ THƯ", "Bế Quốc Toản"),),
        title="NGHỊ QUYẾT<br>Về lãnh đạo phát triển kinh tế cửa khẩu<br>giai đoạn 2025 - 2030<br>"
        "-----", recipients=("Thường trực Tỉnh ủy (b/c),", "Các chi bộ,", "Lưu VPĐU."),
    )  # fmt: skip
    yield Printed(
        "party-organisation-notice",
        stated("12-TB/BXDĐ", "2025-11-04", "Thông báo", "Hứa Thị Mai", "Ban Xây dựng Đảng",
               "Bắc Sơn", "Kết quả kiểm tra việc thu, nộp đảng phí", "Phó Trưởng ban", "KT."),
        "ĐẢNG ỦY XÃ BẮC SƠN<br><b>BAN XÂY DỰNG ĐẢNG</b><br>*", PARTY, "Số 12-TB/BXDĐ",
        "Bắc Sơn, ngày 04 tháng 11 năm 2025",
        (("K/T TRƯỞNG BAN<br>PHÓ TRƯỞNG BAN", "Hứa Thị Mai"),),
        title="THÔNG BÁO<br>Kết quả kiểm tra việc thu, nộp đảng phí<br>---",
        recipients=("Ban Thường vụ Đảng ủy,", "Các chi bộ,", "Lưu BXDĐ."),
    )  # fmt: skip
    yield Printed(
        "police-commune-letter",
        stated("88/CAX-TH", "2025-10-30", "Công văn", "Phan Ngọc Sáng", "Công an xã Cao Lộc",
               "Cao Lộc", "Phối hợp tuyên truyền phòng, chống lừa đảo qua mạng", "Phó Trưởng Công"
               " an xã", "KT."),
        "CÔNG AN TỈNH LẠNG SƠN<br><b>CÔNG AN XÃ CAO LỘC</b>", MOTTO, "Số: 88 /CAX-TH",
        "Cao Lộc, ngày 30 tháng 10 năm 2025",
        (("KT. TRƯỞNG CÔNG AN XÃ<br>PHÓ TRƯỞNG CÔNG AN XÃ", "Thiếu tá Phan Ngọc Sáng"),),
        regarding="V/v phối hợp tuyên truyền phòng,<br>chống lừa đảo qua mạng",
        address="Kính gửi: Các trường học trên địa bàn xã", css=NARROW,
    )  # fmt: skip
    yield Printed(
        "school-decision",
        stated("64/QĐ-THCS", "2025-09-15", "Quyết định", "Ninh Văn Khải",
               "Trường Trung học cơ sở Chi Lăng", "Chi Lăng",
               "Về việc thành lập Hội đồng thi đua, khen thưởng năm học 2025 - 2026", "Hiệu trưởng",
               None, effective_date="2025-09-15"),
        "UBND XÃ CHI LĂNG<br><b>TRƯỜNG TRUNG HỌC CƠ SỞ CHI LĂNG</b>", MOTTO, "Số: 64/QĐ-THCS",
        "Chi Lăng, ngày 15 tháng 9 năm 2025", (("HIỆU TRƯỞNG", "Ninh Văn Khải"),),
        title="QUYẾT ĐỊNH<br>Về việc thành lập Hội đồng thi đua, khen thưởng<br>năm học 2025 -"
        " 2026<br><br>HIỆU TRƯỞNG TRƯỜNG TRUNG HỌC CƠ SỞ CHI LĂNG",
        body=("<i>Căn cứ Điều lệ trường trung học cơ sở;</i>", "<b>QUYẾT ĐỊNH:</b>",
              "<b>Điều 1.</b> Thành lập Hội đồng gồm 09 thành viên (có danh sách kèm theo).",
              "<b>Điều 3.</b> Quyết định này có hiệu lực kể từ ngày ký./."),
    )  # fmt: skip
    yield Printed(
        "hospital-invitation",
        stated("410/GM-BVĐK", "2025-12-09", "Giấy mời", "Dương Hồng Phong",
               "Bệnh viện Đa khoa khu vực Hữu Lũng", "Hữu Lũng",
               "Dự hội nghị sơ kết công tác khám bệnh, chữa bệnh", "Phó Giám đốc", "KT."),
        "SỞ Y TẾ LẠNG SƠN<br><b>BỆNH VIỆN ĐA KHOA<br>KHU VỰC HỮU LŨNG</b>", MOTTO,
        "Số: 410/GM-BVĐK", "Hữu Lũng, ngày 09 tháng 12 năm 2025",
        (("KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC", "Bs CKII. Dương Hồng Phong"),),
        title="GIẤY MỜI<br>Dự hội nghị sơ kết công tác khám bệnh, chữa bệnh", css=SANS,
    )  # fmt: skip
    yield Printed(
        "women-union-plan",
        stated("17/KH-BTV", "2026-02-25", "Kế hoạch", "Lộc Thị Nhung",
               "Hội Liên hiệp Phụ nữ xã Quốc Khánh", "Quốc Khánh",
               "Tổ chức Ngày hội Phụ nữ khởi nghiệp năm 2026", "Chủ tịch", "TM."),
        "ỦY BAN MTTQ VIỆT NAM XÃ QUỐC KHÁNH<br><b>HỘI LIÊN HIỆP PHỤ NỮ</b><br>***", MOTTO,
        "Số: 17/KH-BTV", "Quốc Khánh, ngày 25 tháng 02 năm 2026",
        (("TM. BAN THƯỜNG VỤ<br>CHỦ TỊCH", "Lộc Thị Nhung"),),
        title="KẾ HOẠCH<br>Tổ chức Ngày hội Phụ nữ khởi nghiệp năm 2026", css=WIDE,
    )  # fmt: skip
    yield Printed(
        "agriculture-department",
        stated("67/SNNMT-QLĐĐ", "2026-01-12", "Công văn", "Đinh Hữu Học",
               "Sở Nông nghiệp và Môi trường", "Lạng Sơn",
               "Hướng dẫn đính chính giấy chứng nhận quyền sử dụng đất đã cấp", "Phó Giám đốc",
               "KT."),
        "UBND TỈNH LẠNG SƠN<br><b>SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG</b>", MOTTO,
        "Số: 67/SNNMT-QLĐĐ", "Lạng Sơn, ngày 12 tháng 01 năm 2026",
        (("KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC", "Đinh Hữu Học"),),
        regarding="V/v hướng dẫn đính chính giấy chứng nhận<br>quyền sử dụng đất đã cấp",
        address="Kính gửi: Ủy ban nhân dân các xã, phường", css=NARROW,
    )  # fmt: skip


def printed_since() -> Iterator[Printed]:
    """Yield all documents of the set."""
    yield from of_offices()
    yield from of_others()
