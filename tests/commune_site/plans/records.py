"""Publishes plans, projects and papers on land for the tests."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from commune_site.plans import models
from tests.factories import add_page, section_page

_numbers = count(1)


def _publish(place, model, section: str, title: str, fields: dict):
    number = next(_numbers)
    common = {
        "title": f"{title} số {number}",
        "slug": f"ho-so-{number}",
        "summary": "Tóm tắt.",
        "disclosed_on": date(2026, 3, 15),
    }
    return add_page(section_page(place, section), model(**common | fields))


def make_plan(place, section="plans-results", **fields):
    """Publish a yearly plan; ``targets`` are tuples of name, unit, year, target and result."""
    targets = fields.pop("targets", ())
    fields = {"kind": "ke-hoach-nam", "first_year": 2026, "last_year": 2026} | fields
    page = _publish(place, models.PlanPage, section, "Kế hoạch", fields)
    for name, unit, year, target, result in targets:
        page.targets.add(
            models.PlanTarget(name=name, unit=unit, year=year, target=target, result=result)
        )
    page.save()
    return page


def make_planning(place, **fields):
    """Publish a land-use plan."""
    fields = {
        "kind": "ke-hoach-su-dung-dat",
        "scope": "Toàn xã",
        "first_year": 2026,
        "last_year": 2030,
        "decision_number": "18/QĐ-UBND",
        "decided_on": date(2026, 1, 5),
    } | fields
    return _publish(place, models.PlanningPage, "planning-land", "Quy hoạch", fields)


def make_land_paper(place, **fields):
    """Publish a notice of land recovery."""
    fields = {
        "kind": "thong-bao-thu-hoi",
        "project_name": "Mở rộng đường thôn 3",
        "location": "Thôn 3",
    } | fields
    return _publish(place, models.LandRecoveryPage, "land-recovery", "Thông báo", fields)


def make_project(place, **fields):
    """Publish a running project; ``milestones`` are tuples of name, planned day and day of done."""
    milestones = fields.pop("milestones", ())
    fields = {
        "objective": "Đi lại thuận tiện quanh năm",
        "field": "giao-thong",
        "project_type": "nhom-c",
        "investor": "Ủy ban nhân dân xã",
        "funding_type": "ngan-sach",
        "stage": "dang-trien-khai",
        "progress": 40,
        "progress_on": date(2026, 9, 30),
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2027, 3, 1),
        "budget": 6_850_000_000,
    } | fields
    page = _publish(place, models.ProjectPage, "projects", "Dự án", fields)
    for name, planned_on, done_on in milestones:
        page.milestones.add(models.Milestone(name=name, planned_on=planned_on, done_on=done_on))
    page.save()
    return page


def make_tender(place, **fields):
    """Publish a tender that closes in ten days."""
    fields = {
        "code": "IB2600000001",
        "procuring_entity": "Ủy ban nhân dân xã",
        "kind": "xay-lap",
        "method": "rong-rai",
        "price": 5_940_000_000,
        "closes_at": timezone.now() + timedelta(days=10),
    } | fields
    return _publish(place, models.TenderPage, "bidding", "Gói thầu", fields)
