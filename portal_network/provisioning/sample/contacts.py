"""Contacts of a sample site. No number, address or person is real."""

from __future__ import annotations

from dataclasses import dataclass

from .placeholders import SampleNames


@dataclass(frozen=True)
class SampleContacts:
    """The fields that the footer and the contact page of a site show."""

    address: str
    phone: str
    hotline: str
    fax: str
    email: str
    person_responsible: str
    person_responsible_post: str
    opening_hours: str
    reception_schedule: str


def sample_contacts(names: SampleNames) -> SampleContacts:
    """Contacts that nobody can take for real: no such telephone code and no such domain exists."""
    values = names.values()
    if names.is_commune:
        address = f"Số 1, đường Mẫu, {values['unit_lower']}, {values['province_lower']}"
        room = f"Phòng tiếp công dân, trụ sở {values['authority_short']}"
        days = "thứ Năm hằng tuần"
    else:
        address = f"Số 1, đường Mẫu, {values['province_lower']}"
        room = f"Trụ sở Tiếp công dân {values['unit_lower']}"
        days = "ngày 15 hằng tháng (trùng ngày nghỉ thì chuyển sang ngày làm việc tiếp theo)"
    return SampleContacts(
        address=address,
        phone="0200 000 0000",
        hotline="0200 000 0001",
        fax="0200 000 0002",
        email=f"vidu@{values['mail_domain']}",
        person_responsible="Ông Nguyễn Văn Mẫu (dữ liệu mẫu)",
        person_responsible_post=f"Chủ tịch {values['authority_short']}",
        opening_hours=(
            "Thứ Hai đến thứ Sáu: 7 giờ 30 – 11 giờ 30 và 13 giờ 30 – 17 giờ 00 "
            "(nghỉ thứ Bảy, Chủ nhật và ngày lễ)"
        ),
        reception_schedule=(
            f"{room}.\n"
            "Cán bộ tiếp công dân: các ngày làm việc trong tuần, trong giờ hành chính.\n"
            f"Chủ tịch {values['authority_short']}: {days}, "
            "7 giờ 30 – 11 giờ 30 và 13 giờ 30 – 17 giờ 00."
        ),
    )
