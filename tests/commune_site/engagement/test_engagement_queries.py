"""No page or list of the room asks more of the database for sixty rows than for two."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import (
    AnswerPage,
    Case,
    CaseLink,
    Correction,
    ErasureRecord,
    Rating,
)
from commune_site.engagement.services.intake import receive
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import ASK, CONTACT, TRACK, submission
from tests.factories import make_article, make_user, section_page
from tests.networks import LANG_SON, TAM_THANH
from tests.query_counts import queries_of, uncached_queries

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 60


@pytest.fixture
def article(network):
    return make_article(TAM_THANH)


def add_answers(number: int) -> None:
    parent = section_page(TAM_THANH, "qa")
    for _each in range(number):
        key = AnswerPage.objects.count()
        page = AnswerPage(
            title=f"Tách thửa đất số {key}", slug=f"tach-thua-{key}", question="Hỏi gì?",
            topic="dat-dai", author="UBND", source="UBND", body=[("paragraph", "<p>Đáp.</p>")],
        )  # fmt: skip
        parent.add_child(instance=page)
        page.save_revision().publish()


def add_rows(commune, article, responder, number: int) -> None:
    """Store cases, corrections, erasures and ratings of a commune without their letters."""
    place = {"province_id": commune.province_code, "commune_id": commune.code}
    first = receive(commune, QUESTION, submission(contact=CONTACT)).case
    cases = []
    for each in range(number):
        row = Case.objects.get(pk=first.pk)
        row.pk, row.code_hash = None, f"{first.pk}-{each}"
        row.assigned_to = responder
        row.page = article
        row.due_on = timezone.localdate()
        cases.append(row)
    Case.objects.bulk_create(cases)
    Correction.objects.bulk_create(
        Correction(**place, page=article, text=f"Đúng {each}", reason="Lỗi", written_by=responder,
                   published_on=timezone.localdate() if each % 2 else None)
        for each in range(number)
    )  # fmt: skip
    ErasureRecord.objects.bulk_create(
        ErasureRecord(**place, reference=f"HD-{each}", reason="request") for each in range(number)
    )
    Rating.objects.bulk_create(
        Rating(**place, page=article, interface="easy", content="met", quality="good",
               interaction="satisfied", support="met", remark=f"Ý kiến {each}")
        for each in range(number)
    )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/hoi-dap/", "/hoi-dap/?linh-vuc=dat-dai", "/hoi-dap/?q=tach thua",
             "/tuong-tac/hoi-dap/", f"{ASK}?q=tach thua"]
)  # fmt: skip
def test_public_lists_of_answers(visitor, path):
    add_answers(FEW)
    few = _of_the_page(uncached_queries(visitor, path))
    add_answers(25)
    assert len(_of_the_page(uncached_queries(visitor, path))) <= len(few)


def _of_the_page(statements: list[str]) -> list[str]:
    """Leave out what every process asks every few seconds, whatever is shown."""
    return [statement for statement in statements if "directory_version" not in statement]


@pytest.mark.parametrize(
    "path", ["/danh-gia/", "/danh-gia/ket-qua/", TRACK, "/bao-ve-du-lieu/question/"]
)
def test_public_pages(visitor, commune, article, responder, path):
    add_rows(commune, article, responder, FEW)
    few = uncached_queries(visitor, path)
    add_rows(commune, article, responder, MANY)
    assert len(uncached_queries(visitor, path)) == len(few)


def test_the_form_of_a_report_and_an_item_with_corrections(visitor, commune, article, responder):
    paths = [reverse("engagement-report", args=[article.pk]), article.get_url_parts()[2]]
    add_rows(commune, article, responder, FEW)
    few = [len(uncached_queries(visitor, path)) for path in paths]
    add_rows(commune, article, responder, MANY)
    assert [len(uncached_queries(visitor, path)) for path in paths] == few


@pytest.mark.parametrize("role", [Role.SITE_ADMINISTRATOR, Role.PROVINCE_MODERATOR])
@pytest.mark.parametrize(
    "name", ["wagtailadmin_home", "engagement_cases", "engagement_corrections",
             "engagement_figures", "engagement_ratings", "engagement_erasures"],
)  # fmt: skip
def test_lists_of_staff(client_for, network, commune, article, responder, role, name):
    is_of_province = role == Role.PROVINCE_MODERATOR
    user = make_user(role, LANG_SON if is_of_province else TAM_THANH)
    client = client_for(network.province if is_of_province else network.communes[0], user)

    def asked() -> int:
        assert client.get(reverse(name)).status_code == 200
        with queries_of() as statements:
            client.get(reverse(name))
        return len(statements)

    add_rows(commune, article, responder, FEW)
    few = asked()
    add_rows(commune, article, responder, MANY)
    assert asked() <= few


def test_a_case_with_a_long_history_and_many_links(client_for, network, question, responder):
    from commune_site.engagement.services.handling import happened

    client = client_for(network.communes[0], responder)
    path = reverse("engagement_case", args=[question.pk])

    def asked() -> int:
        assert client.get(path).status_code == 200
        with queries_of() as statements:
            client.get(path)
        return len(statements)

    few = asked()
    for each in range(MANY):
        happened(question, "noted", responder, note=str(each))
        CaseLink.objects.create(case=question, title=str(each), url="http://vidu.gov.vn/")
    assert asked() == few
