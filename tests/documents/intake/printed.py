"""A third set: documents of bodies that neither set before knows, printed by a browser.

They were written before anybody saw how they are read; the first reading stands in
docs/quality.md. Letterheads, kinds, forms of signing and faults of text layers follow what courts,
fronts, councils, ministries, the police and departments publish; persons are invented. They are
laid out as pages of HTML and printed by Chromium, so that letters, breaks and order are not those
of :mod:`tests.documents.intake.official_pdf`.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser

from tests.documents.intake.corpus import cp1258, icelandic, tcvn3

MOTTO = "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b><u>Độc lập - Tự do - Hạnh phúc</u></b>"
PARTY = "<b><u>ĐẢNG CỘNG SẢN VIỆT NAM</u></b>"
STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm }
body { font: 14pt/1.25 'Liberation Serif'; margin: 0; text-align: justify }
table { width: 100%; border-collapse: collapse; margin: 0 } td { vertical-align: top; padding: 0 }
.c { text-align: center } .head td { text-align: center; font-size: 13pt }
.title { text-align: center; font-weight: bold; margin: 14pt 0 }
p { text-indent: 1cm; margin: 5pt 0 }
.to { font-size: 11pt; text-align: left } .sign td { text-align: center; font-weight: bold }
.sign td.to { font-weight: normal; text-align: left } .gap { height: 2.6cm; display: block }
"""
WORK = (
    "Trên cơ sở kết quả kiểm tra thực tế và ý kiến thống nhất của các cơ quan liên quan tại cuộc"
    " họp"
    " ngày 04/11/2025, đề nghị các đơn vị tập trung thực hiện một số nội dung sau:",
    "1. Rà soát toàn bộ hồ sơ còn tồn đọng, phân loại theo thời hạn giải quyết và công khai tiến độ"
    " tại trụ sở, trên trang thông tin điện tử trước ngày 20 hằng tháng.",
    "2. Người đứng đầu đơn vị chịu trách nhiệm về tính chính xác của số liệu; khó khăn, vướng mắc"
    " báo"
    " cáo bằng văn bản (kèm Công văn số 318/STC-NS ngày 17/10/2025) để được hướng dẫn.",
)


@dataclass(frozen=True)
class Printed:
    """A document as a page of HTML, and what it states (the keys of ``evaluate_intake``)."""

    name: str
    states: dict
    # Cells of the letterhead: lines of the body, and of the state or the Party.
    left: str
    right: str
    number_line: str
    place_line: str
    signs: tuple[tuple[str, str], ...]
    title: str = ""
    regarding: str = ""
    address: str = ""
    body: tuple[str, ...] = WORK
    recipients: tuple[str, ...] = ("Như trên;", "Lãnh đạo đơn vị;", "Lưu: VT.")
    css: str = ""
    after: str = ""
    # Rows of the file from the last to the first, each put in its place by the style.
    is_backwards: bool = False
    encode: Callable[[str], str] | None = None

    def html(self) -> str:
        """Return the page."""
        text = self.encode or (lambda value: value)
        head = (
            f"<table class=head><tr><td style='width:42%'>{self.left}</td><td>{self.right}</td>"
            "</tr>"
            f"<tr><td>{self.number_line}{self._regarding()}</td><td><i>{self.place_line}</i></td>"
            "</tr></table>"
        )
        parts = [head]
        if self.title:
            parts.append(f"<div class=title>{self.title}</div>")
        if self.address:
            parts.append(f"<div class=c style='margin:12pt 0'>{self.address}</div>")
        parts.append("<div>" + "".join(f"<p>{line}</p>" for line in self.body) + "</div>")
        parts.append(self._end())
        if self.is_backwards:
            parts = [f"<div style='order:{i}'>{part}</div>" for i, part in enumerate(parts)][::-1]
            parts = ["<div style='display:flex;flex-direction:column'>", *parts, "</div>"]
        page = "".join(parts) + self.after
        return f"<meta charset=utf-8><style>{STYLE}{self.css}</style>{_recoded(page, text)}"

    def _regarding(self) -> str:
        return f"<br><span style='font-size:12pt'>{self.regarding}</span>" if self.regarding else ""

    def _end(self) -> str:
        to = "<br>".join(f"- {escape(line)}" for line in self.recipients)
        to = f"<td class=to style='width:45%'><b><i>Nơi nhận:</i></b><br>{to}</td>" if to else ""
        signs = "".join(
            f"<td>{post}<span class=gap></span>{name}</td>" for post, name in self.signs
        )
        if len(self.signs) > 1 and to:
            return f"<table class=sign><tr>{signs}</tr></table><table><tr>{to}</tr></table>"
        return f"<table class=sign style='margin-top:12pt'><tr>{to}{signs}</tr></table>"


def _recoded(page: str, encode: Callable[[str], str]) -> str:
    """Encode the text between the tags."""
    out, rest = [], page
    while rest:
        text, bracket, rest = rest.partition("<")
        out.append(encode(text))
        if bracket:
            tag, bracket, rest = rest.partition(">")
            out.append(f"<{tag}{bracket}")
    return "".join(out)


def decomposed_and_icelandic(text: str) -> str:
    """Return text with loose marks and with ``Ð`` for ``Đ``, as some converters leave it."""
    return unicodedata.normalize("NFD", icelandic(text))


def tcvn3_with_hyphens(text: str) -> str:
    """Return text of a TCVN3 font whose ``ư``, a soft hyphen there, came out as a plain one."""
    return tcvn3(text).replace("\u00ad", "-")


def stated(number, date, kind, signatory, issuer, place, summary, post, form, **others) -> dict:
    """Return what a document states, by the keys of ``evaluate_intake``."""
    return {
        "number": number, "date": date, "type": kind, "signatory": signatory, "issuer": issuer,
        "place": place, "summary": summary, "post": post, "signing_form": form,
        "effective_date": None, "expiry_date": None,
    } | others  # fmt: skip


def of_the_state() -> Iterator[Printed]:
    """Yield texts of ministries, courts, the police and offices of the centre."""
    yield Printed(
        "joint-circular",
        stated("14/2015/TTLT-BTNMT-BTP", "2015-04-02", "Thông tư liên tịch", "Nguyễn Hữu Tráng",
               "Bộ Tài nguyên và Môi trường - Bộ Tư pháp", "Hà Nội",
               "Hướng dẫn việc phối hợp cung cấp thông tin về tài sản bảo đảm", "Thứ trưởng", "KT.",
               effective_date="2015-05-20"),
        "<b>BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG - BỘ TƯ PHÁP</b><br>-------", f"{MOTTO}<br>---------------",
        "Số: 14/2015/TTLT-BTNMT-BTP", "Hà Nội, ngày 02 tháng 04 năm 2015",
        (("KT. BỘ TRƯỞNG<br>BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG<br>THỨ TRƯỞNG", "Lê Thanh Đạm"),
         ("KT. BỘ TRƯỞNG<br>BỘ TƯ PHÁP<br>THỨ TRƯỞNG", "Nguyễn Hữu Tráng")),
        title="THÔNG TƯ LIÊN TỊCH<br>HƯỚNG DẪN VIỆC PHỐI HỢP CUNG CẤP THÔNG TIN VỀ TÀI SẢN BẢO ĐẢM",
        body=("<i>Căn cứ Bộ luật Dân sự ngày 14 tháng 6 năm 2005;</i>", *WORK,
              "Điều 9. Thông tư liên tịch này có hiệu lực thi hành kể từ ngày 20 tháng 5 năm 2015"
              " và"
              " thay thế Thông tư liên tịch số 05/2005/TTLT-BTP-BTNMT ngày 16 tháng 6 năm 2005."),
        recipients=("Ban Bí thư Trung ương Đảng;", "Cục Kiểm tra văn bản (Bộ Tư pháp);", "Công"
        " báo;",
                    "Lưu: VT Bộ TNMT, VT Bộ TP."),
    )  # fmt: skip
    yield Printed(
        "court-notice",
        stated("37/TB-TA", "2025-11-12", "Thông báo", "Hà Thị Thúy Vân",
               "Tòa án nhân dân khu vực 4 - Thái Nguyên", "Định Hóa",
               "Về việc công bố danh sách Hội thẩm nhân dân nhiệm kỳ 2026 - 2031",
               "Phó Chánh án", "KT."),
        "TÒA ÁN NHÂN DÂN<br>TỈNH THÁI NGUYÊN<br><b>TÒA ÁN NHÂN DÂN<br>KHU VỰC 4 - THÁI NGUYÊN</b>",
        MOTTO, "Số: 37/TB-TA", "Định Hóa, ngày 12 tháng 11 năm 2025",
        (("KT. CHÁNH ÁN<br>PHÓ CHÁNH ÁN", "Hà Thị Thúy Vân"),),
        title="THÔNG BÁO<br>Về việc công bố danh sách Hội thẩm nhân dân<br>nhiệm kỳ 2026 - 2031",
    )  # fmt: skip
    yield Printed(
        "police-letter-blank",
        stated(None, None, "Công văn", "Lương Quang Hiển", "Phòng Cảnh sát giao thông",
               "Đắk Lắk", "Phối hợp phân luồng giao thông phục vụ Lễ hội cà phê", "Trưởng"
               " phòng", None),
        "CÔNG AN TỈNH ĐẮK LẮK<br><b>PHÒNG CẢNH SÁT GIAO THÔNG</b>", MOTTO,
        "Số: &emsp;&emsp;&emsp;/PC08-Đ2", "Đắk Lắk, ngày &emsp;&emsp; tháng &emsp;&emsp; năm 2025",
        (("TRƯỞNG PHÒNG", "Thượng tá Lương Quang Hiển"),),
        regarding="V/v phối hợp phân luồng<br>giao thông phục vụ Lễ hội cà phê",
        address="Kính gửi: Ủy ban nhân dân các phường Buôn Ma Thuột, Tân An, Ea Kao.",
    )  # fmt: skip
    yield Printed(
        "ministry-telegram",
        stated("8412/CĐ-BNNMT", "2025-10-28", "Công điện", "Võ Hoài Đức",
               "Bộ Nông nghiệp và Môi trường", "Hà Nội",
               "Về việc vận hành an toàn hồ chứa, ứng phó mưa lớn tại miền Trung", "Thứ"
               " trưởng", "KT."),
        "<b>BỘ NÔNG NGHIỆP<br>VÀ MÔI TRƯỜNG</b>", MOTTO, "Số: 8412/CĐ-BNNMT",
        "Hà Nội, ngày 28 tháng 10 năm 2025",
        (("KT. BỘ TRƯỞNG<br>THỨ TRƯỞNG", "Võ Hoài Đức"),),
        title="<span class=wide>CÔNG ĐIỆN</span><br>Về việc vận hành an toàn hồ chứa,"
              " ứng phó mưa lớn tại miền Trung",
        css=".wide { letter-spacing: 5pt }",
        address="BỘ TRƯỞNG BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG điện:<br>Chủ tịch Ủy ban nhân dân các tỉnh,"
                " thành phố: Huế, Đà Nẵng, Quảng Ngãi",
    )  # fmt: skip
    yield Printed(
        "tax-decision-individual",
        stated("1026/QĐ-TCS7", "2025-12-08", "Quyết định", "Phan Tấn Lợi", "Thuế cơ sở 7 tỉnh Tây"
        " Ninh",
               "Gò Dầu", "Về việc điều động và bổ nhiệm công chức lãnh đạo cấp Tổ", "Trưởng Thuế"
               " cơ sở",
               None, effective_date="2025-12-15"),
        "THUẾ TỈNH TÂY NINH<br><b>THUẾ CƠ SỞ 7 TỈNH TÂY NINH</b>", MOTTO, "Số: 1026 /QĐ-TCS7",
        "Gò Dầu, ngày 08 tháng 12 năm 2025",
        (("TRƯỞNG THUẾ CƠ SỞ", "Phan Tấn Lợi"),),
        title="QUYẾT ĐỊNH<br>Về việc điều động và bổ nhiệm công chức<br>lãnh đạo cấp Tổ<br><br>"
              "TRƯỞNG THUẾ CƠ SỞ 7 TỈNH TÂY NINH",
        body=("<i>Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025;</i>",
              "<i>Xét đề nghị của Tổ trưởng Tổ Hành chính.</i>", "<b>QUYẾT ĐỊNH:</b>",
              "<b>Điều 1.</b> Điều động ông Trần Minh Khôi, công chức Tổ Kiểm tra số 2, đến nhận"
              " công"
              " tác tại Tổ Quản lý, hỗ trợ người nộp thuế kể từ ngày 15/12/2025.",
              "<b>Điều 2.</b> Ông Trần Minh Khôi được hưởng hệ số phụ cấp chức vụ 0,2.",
              "<b>Điều 3.</b> Quyết định này có hiệu lực kể từ ngày 15 tháng 12 năm 2025."),
        recipients=("Như Điều 3;", "Thuế tỉnh (b/c);", "Lưu: VT, HC (TMKhôi, 4b)."),
    )  # fmt: skip


def of_provinces() -> Iterator[Printed]:
    """Yield texts of councils, fronts, departments and offices of provinces."""
    yield Printed(
        "council-resolution",
        stated("61/2025/NQ-HĐND", "2025-12-11", "Nghị quyết", "Nguyễn Thái Hưng",
               "Hội đồng nhân dân tỉnh Sơn La", "Sơn La",
               "Quy định mức hỗ trợ cho người hoạt động không chuyên trách ở bản, tiểu khu, tổ"
               " dân phố"
               " trên địa bàn tỉnh Sơn La", "Chủ tịch", None, effective_date="2026-01-01"),
        "<b>HỘI ĐỒNG NHÂN DÂN<br>TỈNH SƠN LA</b>", MOTTO, "Số: 61/2025/NQ-HĐND",
        "<i>Sơn La, ngày 11 tháng 12 năm 2025</i>", (("CHỦ TỊCH", "Nguyễn Thái Hưng"),),
        title="NGHỊ QUYẾT<br>Quy định mức hỗ trợ cho người hoạt động không chuyên trách<br>ở bản,"
        " tiểu"
              " khu, tổ dân phố trên địa bàn tỉnh Sơn La<br><br>HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA<br>"
              "KHÓA XV, KỲ HỌP CHUYÊN ĐỀ LẦN THỨ BA MƯƠI LĂM",
        body=("<i>Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;</i>",
              "<i>Xét Tờ trình số 318/TTr-UBND ngày 01 tháng 12 năm 2025 của Ủy ban nhân dân"
              " tỉnh;</i>",
              *WORK, "Điều 4. Hiệu lực thi hành", "Nghị quyết này có hiệu lực từ ngày 01 tháng 01"
              " năm"
              " 2026.", "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XV, kỳ họp chuyên đề"
              " lần"
              " thứ ba mươi lăm thông qua ngày 11 tháng 12 năm 2025./."),
        recipients=("Ủy ban Thường vụ Quốc hội;", "Đoàn đại biểu Quốc hội tỉnh;", "Lưu: VT."),
    )  # fmt: skip
    yield Printed(
        "front-guidance",
        stated("118/HD-MTTQ-BTT", "2025-10-02", "Hướng dẫn", "Trần Công Thắng",
               "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Ninh Bình", "Ninh Bình",
               "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư năm 2025", "Phó Chủ tịch",
               "TM."),
        "<b>ỦY BAN MTTQ VIỆT NAM<br>TỈNH NINH BÌNH<br>BAN THƯỜNG TRỰC</b><br>***", MOTTO,
        "Số: 118/HD-MTTQ-BTT", "Ninh Bình, ngày 02 tháng 10 năm 2025",
        (("TM. BAN THƯỜNG TRỰC<br>PHÓ CHỦ TỊCH", "Trần Công Thắng"),),
        title="HƯỚNG DẪN<br>Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư năm"
        " 2025<br>-----",
    )  # fmt: skip
    yield Printed(
        "office-conclusion",
        stated("406/TB-VP", "2025-11-19", "Thông báo", "Đặng Ngọc Lâm Tuyền",
               "Văn phòng Ủy ban nhân dân tỉnh Cà Mau", "Cà Mau",
               "Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh Huỳnh Chí Nguyện tại cuộc họp về"
               " tiến độ"
               " các dự án phòng, chống sạt lở bờ sông, bờ biển", "Phó Chánh Văn phòng", "KT."),
        "ỦY BAN NHÂN DÂN<br>TỈNH CÀ MAU<br><b>VĂN PHÒNG</b>", MOTTO, "Số: 406/TB-VP",
        "Cà Mau, ngày 19 tháng 11 năm 2025",
        (("KT. CHÁNH VĂN PHÒNG<br>PHÓ CHÁNH VĂN PHÒNG", "Đặng Ngọc Lâm Tuyền"),),
        title="THÔNG BÁO<br>Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh Huỳnh Chí"
        " Nguyện<br>tại cuộc"
              " họp về tiến độ các dự án phòng, chống sạt lở bờ sông, bờ biển",
    )  # fmt: skip
    yield Printed(
        "education-letter-many",
        stated("3391/SGDĐT-GDTrH", "2025-09-30", "Công văn", "Kiều Mai Hương",
               "Sở Giáo dục và Đào tạo", "Bắc Ninh",
               "Hướng dẫn tổ chức Cuộc thi khoa học kỹ thuật cấp tỉnh học sinh trung học năm học"
               " 2025 -"
               " 2026", "Phó Giám đốc", "KT."),
        "UBND TỈNH BẮC NINH<br><b>SỞ GIÁO DỤC VÀ ĐÀO TẠO</b>", MOTTO, "Số: 3391/SGDĐT-GDTrH",
        "Bắc Ninh, ngày 30 tháng 9 năm 2025",
        (("KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC", "Kiều Mai Hương"),),
        regarding="V/v hướng dẫn tổ chức Cuộc thi<br>khoa học kỹ thuật cấp tỉnh học sinh<br>trung"
        " học"
                  " năm học 2025 - 2026",
        address="<table style='width:70%;margin:auto'><tr><td>Kính gửi:</td><td"
        " style='text-align:left'>"
                "- Ủy ban nhân dân các xã, phường;<br>- Các trường trung học phổ"
                " thông.</td></tr></table>",
        is_backwards=True,
    )  # fmt: skip
    yield Printed(
        "interior-guidance-nfd",
        stated("2207/HD-SNV", "2025-08-06", "Hướng dẫn", "Đỗ Đức Đạt", "Sở Nội vụ", "Đồng Tháp",
               "Thực hiện chế độ báo cáo thống kê về văn thư, lưu trữ", "Giám đốc", None),
        "UBND TỈNH ĐỒNG THÁP<br><b>SỞ NỘI VỤ</b>", MOTTO, "Số 2207/HD-SNV",
        "Đồng Tháp, ngày 6 tháng 8 năm 2025", (("GIÁM ĐỐC", "Đỗ Đức Đạt"),),
        title="HƯỚNG DẪN<br>Thực hiện chế độ báo cáo thống kê về văn thư, lưu trữ",
        encode=decomposed_and_icelandic,
    )  # fmt: skip
    yield Printed(
        "land-tcvn3",
        stated("741 QĐ/UB", "2001-10-19", "Quyết định", "Lưu Xuân Thọ", "Ủy ban nhân dân tỉnh Hà"
        " Tây",
               "Hà Đông", "Về việc thu hồi đất giao cho Ban Quản lý dự án quốc lộ 6", "Phó Chủ"
               " tịch",
               "TM. KT."),
        "<b>ủy ban nhân dân<br>tỉnh hà tây</b><br>-----", "<b>cộng hòa xã hội chủ nghĩa việt"
        " nam</b><br>"
        "<b>Độc lập - Tự do - Hạnh phúc</b><br>-------", "Số: 741 QĐ/UB",
        "Hà Đông, ngày 19 tháng 10 năm 2001",
        (("T/M ủy ban nhân dân tỉnh hà tây<br>K/T chủ tịch<br>phó chủ tịch", "Lưu Xuân Thọ"),),
        title="quyết định của ủy ban nhân dân tỉnh hà tây<br><i>Về việc thu hồi đất giao cho Ban"
        " Quản lý"
              " dự án quốc lộ 6</i>", encode=tcvn3_with_hyphens,
    )  # fmt: skip
    yield Printed(
        "health-report-blank",
        stated(None, None, "Báo cáo", "Y Thanh Hà Niê", "Sở Y tế", "Quảng Ngãi",
               "Kết quả triển khai chiến dịch tiêm vắc xin sởi năm 2025", "Phó Giám đốc phụ trách",
               None),
        "UBND TỈNH QUẢNG NGÃI<br><b>SỞ Y TẾ</b>", MOTTO, "Số: …………/BC-SYT",
        "Quảng Ngãi, ngày …. tháng 12 năm 2025",
        (("PHÓ GIÁM ĐỐC PHỤ TRÁCH<br><i>(Ký, ghi rõ họ tên, đóng dấu)</i>", "BSCKII. Y Thanh Hà"
        " Niê"),),
        title="BÁO CÁO<br>Kết quả triển khai chiến dịch tiêm vắc xin sởi năm 2025",
    )  # fmt: skip


def of_communes() -> Iterator[Printed]:
    """Yield texts of communes, their divisions, committees of the Party, schools and stations."""
    yield Printed(
        "division-submission",
        stated("52/TTr-PKT", "2025-11-25", "Tờ trình", "Nguyễn Lê Ngọc Hà", "Phòng Kinh tế",
               "Phúc Thọ", "Về việc phê duyệt danh sách hộ tham gia mô hình trồng rau an toàn",
               "Trưởng phòng", None),
        "UBND XÃ PHÚC THỌ<br><b>PHÒNG KINH TẾ</b>", MOTTO, "Số: 52/TTr-PKT",
        "Phúc Thọ, ngày 25 tháng 11 năm 2025", (("TRƯỞNG PHÒNG", "Nguyễn Lê Ngọc Hà"),),
        title="TỜ TRÌNH<br>Về việc phê duyệt danh sách hộ tham gia mô hình<br>trồng rau an toàn",
        address="Kính gửi: Chủ tịch Ủy ban nhân dân xã Phúc Thọ",
    )  # fmt: skip
    yield Printed(
        "invitation-office",
        stated("188/GM-UBND", "2025-12-01", "Giấy mời", "Sùng A Dính", "Ủy ban nhân dân xã Tả Phìn",
               "Tả Phìn", "Dự hội nghị đối thoại với thanh niên năm 2025", "Phó Chánh Văn phòng",
               "TL. KT."),
        "<b>ỦY BAN NHÂN DÂN<br>XÃ TẢ PHÌN</b>", MOTTO, "Số: 188/GM-UBND",
        "Tả Phìn, ngày 01 tháng 12 năm 2025",
        (("TL. CHỦ TỊCH<br>KT. CHÁNH VĂN PHÒNG<br>PHÓ CHÁNH VĂN PHÒNG", "Sùng A Dính"),),
        title="<span class=wide>GIẤY MỜI</span><br>Dự hội nghị đối thoại với thanh niên năm 2025",
        css=".wide { letter-spacing: 6pt; word-spacing: 8pt }",
        body=("Thực hiện Kế hoạch số 91/KH-UBND ngày 14/11/2025, Ủy ban nhân dân xã trân trọng"
        " kính mời"
              " đồng chí tới dự hội nghị.", "<b>1. Thời gian:</b> 8 giờ 00, thứ Sáu, ngày"
              " 05/12/2025.",
              "<b>2. Địa điểm:</b> Hội trường tầng 2, Trung tâm Văn hóa xã."),
    )  # fmt: skip
    yield Printed(
        "programme-three-sign",
        stated("02/CTPH-HND-HPN-ĐTN", "2026-01-20", "Chương trình", "Lâm Thị Kim Loan",
               "Hội Nông dân - Hội Liên hiệp Phụ nữ - Đoàn TNCS Hồ Chí Minh xã Long Hữu", "Long"
               " Hữu",
               "Thu gom bao gói thuốc bảo vệ thực vật giai đoạn 2026 - 2030", "Bí thư",
               "TM."),
        "<b>HỘI NÔNG DÂN - HỘI LIÊN HIỆP PHỤ NỮ - ĐOÀN TNCS HỒ CHÍ MINH<br>XÃ LONG HỮU</b>", MOTTO,
        "Số: 02/CTPH-HND-HPN-ĐTN", "Long Hữu, ngày 20 tháng 01 năm 2026",
        (("TM. BAN THƯỜNG VỤ<br>HỘI NÔNG DÂN<br>CHỦ TỊCH", "Thạch Sa Rinh"),
         ("TM. BAN THƯỜNG VỤ<br>HỘI LHPN<br>CHỦ TỊCH", "Ngô Thị Bé Tám"),
         ("TM. BAN THƯỜNG VỤ<br>ĐOÀN XÃ<br>BÍ THƯ", "Lâm Thị Kim Loan")),
        title="CHƯƠNG TRÌNH PHỐI HỢP<br>Thu gom bao gói thuốc bảo vệ thực vật<br>giai đoạn 2026 -"
        " 2030",
        css=".sign td { font-size: 12pt }",
    )  # fmt: skip
    yield Printed(
        "party-letter",
        stated("215-CV/ĐU", "2025-10-09", "Công văn", "Hoàng Thế Vinh", "Đảng ủy xã Thất Khê",
               "Thất Khê", "Đăng ký nội dung sinh hoạt chuyên đề quý IV năm 2025", "Phó Bí"
               " thư", "TM."),
        "ĐẢNG BỘ TỈNH LẠNG SƠN<br><b>ĐẢNG ỦY XÃ THẤT KHÊ</b><br>*", PARTY, "Số 215-CV/ĐU",
        "Thất Khê, ngày 09 tháng 10 năm 2025",
        (("T/M BAN THƯỜNG VỤ<br>PHÓ BÍ THƯ", "Hoàng Thế Vinh"),),
        regarding="<i>đăng ký nội dung sinh hoạt<br>chuyên đề quý IV năm 2025</i>",
        address="<u>Kính gửi</u>: Các chi bộ trực thuộc Đảng ủy",
        recipients=("Như trên,", "Thường trực Đảng ủy,", "Lưu Văn phòng."),
    )  # fmt: skip
    yield Printed(
        "health-station-cp1258",
        stated("15/TB-TYT", "2006-06-14", "Thông báo", "Đinh Văn Hoan", "Trạm Y tế xã Hương Lâm",
               "Hương Lâm", "Lịch uống Vitamin A đợt I năm 2006", "Trạm trưởng", None),
        "TRUNG TÂM Y TẾ HƯƠNG KHÊ<br><b>TRẠM Y TẾ XÃ HƯƠNG LÂM</b>", MOTTO, "Số: 15/TB-TYT",
        "Hương Lâm, ngày 14 tháng 6 năm 2006", (("TRẠM TRƯỞNG", "Y sĩ Đinh Văn Hoan"),),
        title="THÔNG BÁO<br>Lịch uống Vitamin A đợt I năm 2006", encode=cp1258,
    )  # fmt: skip
    yield Printed(
        "decision-annexed-rules",
        stated("1530/QĐ-UBND", "2025-11-06", "Quyết định", "Mã Thị Nguyệt",
               "Ủy ban nhân dân phường Thục Phán", "Thục Phán",
               "Ban hành Quy chế tiếp nhận, xử lý phản ánh, kiến nghị của người dân qua ứng dụng",
               "Phó Chủ tịch", "TM. KT.", effective_date="2025-11-06"),
        "<b>ỦY BAN NHÂN DÂN<br>PHƯỜNG THỤC PHÁN</b>", MOTTO, "Số: 1530/QĐ-UBND",
        "Thục Phán, ngày 06 tháng 11 năm 2025",
        (("TM. ỦY BAN NHÂN DÂN<br>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH", "Mã Thị Nguyệt"),),
        title="QUYẾT ĐỊNH<br>Ban hành Quy chế tiếp nhận, xử lý phản ánh, kiến nghị<br>của người"
        " dân qua"
              " ứng dụng<br>_________<br><br>ỦY BAN NHÂN DÂN PHƯỜNG THỤC PHÁN",
        body=(*WORK, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."),
        after="<div style='break-before:page'></div><table class=head><tr><td"
        " style='width:42%'><b>ỦY BAN"
              " NHÂN DÂN<br>PHƯỜNG THỤC PHÁN</b></td><td>" + MOTTO + "</td></tr></table><div"
              " class=title>"
              "QUY CHẾ<br>Tiếp nhận, xử lý phản ánh, kiến nghị</div><div class=c>(Ban hành kèm"
              " theo Quyết"
              " định số 1530/QĐ-UBND ngày 06/11/2025)</div><p>Điều 1. Quy chế này áp dụng với các"
              " tổ dân"
              " phố trên địa bàn.</p><p class=c><b>CHÁNH VĂN PHÒNG</b></p>",
    )  # fmt: skip


def printed() -> Iterator[Printed]:
    """Yield all of them."""
    for group in (of_the_state, of_provinces, of_communes):
        yield from group()


def write_printed(folder: Path, browser: Browser, documents: Iterable[Printed]) -> int:
    """Print these as pairs into ``folder`` and return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page()
    count = 0
    for one in documents:
        page.set_content(one.html())
        page.pdf(path=folder / f"{one.name}.pdf", prefer_css_page_size=True)
        answers = json.dumps(one.states | {"kind": "born_digital"}, ensure_ascii=False, indent=1)
        (folder / f"{one.name}.json").write_text(answers, encoding="utf-8")
        count += 1
    page.close()
    return count
