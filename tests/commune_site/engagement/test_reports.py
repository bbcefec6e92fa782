"""“Báo thông tin sai”: on every item, answered in its own time, corrected where it was wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.errors import NotYours, OwnWork
from commune_site.engagement.models import Case, Correction
from commune_site.engagement.services import corrections
from commune_site.models import ArticlePage
from portal_network.oversight.calendar import add_working_days
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import CODE, fill
from tests.factories import make_article, make_legal_document, make_user
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(network):
    return make_article(TAM_THANH, title="Lịch tiêm chủng tháng 11")


@pytest.fixture
def report(visitor, article):
    path = reverse("engagement-report", args=[article.pk])
    body = "Ngày tiêm ghi sai, đúng ra là ngày 25 tháng 11."
    assert visitor.post(path, fill(visitor, path, body=body)).status_code == 201
    return Case.objects.get()


def path_of(page) -> str:
    return page.get_url_parts()[2]


@pytest.mark.parametrize("make", [make_article, make_legal_document])
def test_every_item_leads_to_the_form(visitor, make):
    page = make(TAM_THANH)
    html = visitor.get(path_of(page)).content.decode()
    assert reverse("engagement-report", args=[page.pk]) in html


def test_a_report_knows_its_page_and_has_its_own_deadline(report, article, commune):
    assert (report.kind, report.page_id, report.subject) == ("report", article.pk, article.title)
    assert report.reference.startswith("BS-")
    last = timezone.localdate() + timedelta(days=15)
    assert report.due_on == add_working_days(last, 0, commune.province_code)


def test_the_form_is_about_public_pages_of_the_own_site_alone(visitor, network):
    draft = make_article(TAM_THANH, live=False)
    neighbour = make_article(QUOC_KHANH)
    foreign = make_article(build_network(HUE, communes=1).communes[0])
    for page in (draft, neighbour, foreign):
        assert visitor.get(reverse("engagement-report", args=[page.pk])).status_code == 404
    assert visitor.get(f"/bao-thong-tin-sai/{'9' * 30}/").status_code == 404


def test_the_same_report_of_another_page_is_another_report(visitor, report):
    other = make_article(TAM_THANH)
    path = reverse("engagement-report", args=[other.pk])
    assert visitor.post(path, fill(visitor, path, body=report.body)).status_code == 201


def test_a_correction_stands_on_the_page_after_a_second_person_confirmed_it(
    visitor, report, article, responder, approver
):
    row = corrections.write(responder, report.pk, "Ngày tiêm đúng: 25/11.", "Sơ suất khi nhập")
    assert "25/11" not in visitor.get(path_of(article)).content.decode()
    with pytest.raises(NotYours):
        corrections.confirm(responder, row.pk)
    corrections.confirm(approver, row.pk)
    shown = visitor.get(path_of(article)).content.decode()
    assert "Ngày tiêm đúng: 25/11." in shown and "Sơ suất khi nhập" in shown
    assert f"{timezone.localdate():%d/%m/%Y}" in shown
    assert [event.deed for event in report.events.all()][-1] == "corrected"
    printed = visitor.get(f"{path_of(article)}?ban-in=1").content.decode()
    assert "Ngày tiêm đúng: 25/11." in printed


def test_nobody_confirms_the_own_correction(report):
    head = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    row = corrections.write(head, report.pk, "Ngày tiêm đúng: 25/11.", "Sơ suất")
    with pytest.raises(OwnWork):
        corrections.confirm(head, row.pk)
    assert Correction.objects.get().published_on is None


def test_corrections_are_decided_on_their_screen_by_their_own_place(
    report, responder, approver, client_for, network
):
    row = corrections.write(responder, report.pk, "Ngày tiêm đúng: 25/11.", "Sơ suất")
    confirm = reverse("engagement_confirm_correction", args=[row.pk])
    stranger = client_for(network.communes[1], make_user(Role.APPROVER, QUOC_KHANH))
    assert stranger.post(confirm).status_code == 404
    client = client_for(network.communes[0], approver)
    assert "Ngày tiêm đúng" in client.get(reverse("engagement_corrections")).content.decode()
    assert client.post(confirm).status_code == 302
    row.refresh_from_db()
    assert row.confirmed_by == approver


def test_a_new_version_of_the_page_keeps_its_correction(report, article, responder, approver):
    row = corrections.write(responder, report.pk, "Ngày tiêm đúng: 25/11.", "Sơ suất")
    article.save_revision()
    corrections.confirm(approver, row.pk)
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    article.refresh_from_db()
    assert article.corrected_on == timezone.localdate()


def test_a_page_without_corrections_asks_for_none(visitor, report, article, responder, approver):
    plain = make_article(TAM_THANH)
    without = _of_the_page(uncached_queries(visitor, path_of(plain)))
    corrections.confirm(approver, corrections.write(responder, report.pk, "Đúng: 25/11.", "Lỗi").pk)
    with_one = _of_the_page(uncached_queries(visitor, path_of(article)))
    assert not any("correction" in query for query in without if "SELECT" in query and
                   "engagement_correction" in query)  # fmt: skip
    assert len(with_one) == len(without) + 1


def _of_the_page(statements: list[str]) -> list[str]:
    """Leave out what every process asks every few seconds, whatever is shown."""
    return [statement for statement in statements if "directory_version" not in statement]


def test_a_report_shows_its_code_on_screen(visitor, article):
    path = reverse("engagement-report", args=[article.pk])
    response = visitor.post(path, fill(visitor, path, body="Số điện thoại trên trang đã đổi."))
    assert CODE.search(response.content.decode())
