"""Builders of disclosures."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from commune_site.disclosures.models import Correction, DisclosureFigures, DisclosurePage
from commune_site.figures.table import Column, Kind, Table
from commune_site.sections import get_registry
from tests.factories import Place, add_page, section_page

BUDGET = "budget-finance"
SUPPORT = "social-support"
_numbers = count(1)

REVENUE = Table(
    (Column("Nội dung"), Column("Dự toán", Kind.NUMBER, "triệu đồng")),
    (
        ("Tổng số thu", Decimal("1234.5")),
        ("Thu nội địa", Decimal(1000)),
        ("Khác", Decimal("234.5")),
    ),
)


def make_disclosure(place: Place, section: str = BUDGET, **fields: Any) -> DisclosurePage:
    """Publish a disclosure; ``table`` gives it one table, ``correction`` an entry."""
    table, reason = fields.pop("table", None), fields.pop("correction", None)
    number = next(_numbers)
    today = timezone.localdate()
    fields = {
        "title": f"Công khai số {number}",
        "slug": f"cong-khai-{number}",
        "summary": f"Tóm tắt công khai số {number}.",
        "kind": "estimate" if section == BUDGET else "report",
        "source": "Văn phòng HĐND và UBND",
        "disclosed_on": date(2026, 3, 15),
    } | fields
    if section in get_registry().personal_data_slugs:
        fields.setdefault("expires_on", today + timedelta(days=30))
        fields["disclosed_on"] = fields.get("disclosed_on") or today
    page = DisclosurePage(**fields)
    if table is not None:
        page.figures = [DisclosureFigures(title="Bảng thu ngân sách", data=table.to_json())]
    if reason is not None:
        page.corrections = [Correction(reason=reason)]
    return add_page(section_page(place, section), page)


def correct(page: DisclosurePage, reason: str, day: date | None = None) -> Correction:
    """Add an entry to the log of corrections of a page."""
    return Correction.objects.create(
        page=page, reason=reason, corrected_on=day or timezone.localdate()
    )
