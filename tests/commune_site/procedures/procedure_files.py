"""Files of procedures as offices send them, made by the tests."""

import csv
import io
import zipfile

from openpyxl import Workbook

from commune_site.procedures.importing.columns import columns

BIRTH = {
    "Mã thủ tục": "1.001193",
    "Tên thủ tục": "Thủ tục đăng ký khai sinh",
    "Lĩnh vực": "Hộ tịch",
    "Cấp thực hiện": "Cấp xã",
    "Đối tượng thực hiện": "Công dân Việt Nam, Cán bộ, công chức, viên chức",
    "Trình tự thực hiện": "Bước 1: Nộp hồ sơ.\n- Nhận kết quả.",
    "Cách thức thực hiện": "Trực tiếp | Trong ngày | Không thu | Tại quầy\nTrực tuyến | 1 ngày",
    "Thành phần hồ sơ": (
        "# Phải nộp\nTờ khai | 1 | 0 | Tờ khai đăng ký khai sinh\nGiấy chứng sinh | 1"
    ),
    "Cơ quan thực hiện": "Ủy ban nhân dân cấp xã",
    "Kết quả thực hiện": "Giấy khai sinh",
    "Căn cứ pháp lý": "60/2014/QH13 | Luật Hộ tịch | 20/11/2014 | Quốc hội",
    "Số quyết định": "163/QĐ-BTP",
    "Mức độ trực tuyến": "Toàn trình",
    "Từ khóa": "giấy khai sinh",
}
MARRIAGE = BIRTH | {
    "Mã thủ tục": "1.000894",
    "Tên thủ tục": "Thủ tục đăng ký kết hôn",
    "Mức độ trực tuyến": "Một phần",
    "Lý do một phần": "Hai bên phải có mặt khi đăng ký.",
    "Kết quả thực hiện": "Giấy chứng nhận kết hôn",
    "Từ khóa": "",
}
HEADINGS = [column.heading for column in columns()]


def numbered(count: int) -> list[dict]:
    """Return rows of ``count`` different procedures."""
    return [
        BIRTH | {"Mã thủ tục": f"1.{number:06d}", "Tên thủ tục": f"Thủ tục số {number}"}
        for number in range(count)
    ]


def csv_file(rows: list[dict], *, delimiter: str = ",", headings: list[str] | None = None) -> str:
    """Return the text of a CSV file."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, headings or HEADINGS, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def workbook(rows: list[dict], *, title: str = "", change=None) -> bytes:
    """Return an XLSX file; ``change`` gets the sheet before it is stored."""
    book = Workbook()
    sheet = book.active
    if title:
        sheet.append([title])
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append([row.get(heading) for heading in HEADINGS])
    if change:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(**members: bytes) -> bytes:
    """Return a ZIP archive; two underscores in a name stand for a slash, one for a point."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()
