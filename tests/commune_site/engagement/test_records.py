"""What sections show from data can be reported and corrected like pages (R58)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.models import Case
from commune_site.engagement.services import corrections
from tests.commune_site.disclosures.makers import make_disclosure
from tests.commune_site.engagement.citizens import fill
from tests.commune_site.organisation.conftest import make_staff
from tests.commune_site.plans.records import make_project
from tests.commune_site.procedures.conftest import catalogue  # noqa: F401
from tests.commune_site.procedures.procedure_files import BIRTH
from tests.factories import make_guidance, section_page
from tests.networks import TAM_THANH, forget_what_processes_remember

pytestmark = pytest.mark.django_db
BODY = "Số điện thoại trên trang này đã đổi từ tháng trước."


def path_of(page) -> str:
    return page.get_url_parts()[2]


def correct(case, responder, approver) -> None:
    row = corrections.write(responder, case.pk, "Số đúng: 02053 999 888.", "Sơ suất khi nhập")
    corrections.confirm(approver, row.pk)


@pytest.mark.parametrize("make", [make_project, make_disclosure, make_guidance])
def test_every_kind_of_item_shows_its_correction(visitor, responder, approver, make):
    page = make(TAM_THANH)
    form = reverse("engagement-report", args=[page.pk])
    assert form in visitor.get(path_of(page)).content.decode()
    assert visitor.post(form, fill(visitor, form, body=BODY)).status_code == 201
    correct(Case.objects.get(), responder, approver)
    assert "Số đúng: 02053 999 888." in visitor.get(path_of(page)).content.decode()


@pytest.fixture
def records(network, catalogue):  # noqa: F811
    """The addresses of a procedure, a unit and a leader."""
    staff = make_staff(network.tenants[0])
    forget_what_processes_remember()
    return {
        "procedures": (BIRTH["Mã thủ tục"], BIRTH["Tên thủ tục"]),
        "organisation": (staff.office.slug, staff.office.name),
        "leaders": (staff.chair.slug, staff.chair.name),
    }


@pytest.mark.parametrize("section", ["procedures", "organisation", "leaders"])
def test_a_record_is_reported_and_corrected_where_it_is_shown(
    visitor, responder, approver, records, section
):
    record, name = records[section]
    page = section_page(TAM_THANH, section)
    path, form = (
        f"{path_of(page)}{record}/",
        reverse("engagement-report-record", args=[page.pk, record]),
    )
    assert form in visitor.get(path).content.decode()
    assert name in visitor.get(form).content.decode()
    assert visitor.post(form, fill(visitor, form, body=BODY)).status_code == 201
    case = Case.objects.get()
    assert (case.page_id, case.record, case.subject) == (page.pk, record, name)
    assert case.page_url.endswith(path)
    correct(case, responder, approver)
    shown = visitor.get(path).content.decode()
    assert "Số đúng: 02053 999 888." in shown
    assert f"{timezone.localdate():%d/%m/%Y}" in shown
    others = [other for other in records if other != section]
    for other in others:
        neighbour = f"{path_of(section_page(TAM_THANH, other))}{records[other][0]}/"
        assert "02053 999 888" not in visitor.get(neighbour).content.decode()


def test_what_is_shown_nowhere_cannot_be_reported(visitor, network, records):
    page = section_page(TAM_THANH, "procedures")
    news = section_page(TAM_THANH, "news")
    neighbour = section_page(network.communes[1], "procedures")
    for key, record in (
        (page.pk, "9.999999"), (page.pk, "a" * 500), (page.pk, "<script>"),
        (news.pk, records["procedures"][0]), (neighbour.pk, records["procedures"][0]),
        ("9" * 30, "x"),
    ):  # fmt: skip
        address = reverse("engagement-report-record", args=[1, "x"])
        address = address.replace("/1/x/", f"/{key}/{record}/")
        assert visitor.get(address).status_code == 404, record


def test_two_records_with_the_same_fault_are_two_reports(visitor, records):
    for section in ("procedures", "organisation"):
        page = section_page(TAM_THANH, section)
        form = reverse("engagement-report-record", args=[page.pk, records[section][0]])
        assert visitor.post(form, fill(visitor, form, body=BODY)).status_code == 201
    assert Case.objects.count() == 2
