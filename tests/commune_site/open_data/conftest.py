"""Something of every kind that is open, beside what must never be."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction

from commune_site.engagement.models import AnswerPage
from tests.commune_site.disclosures.makers import make_disclosure
from tests.commune_site.organisation.conftest import make_staff
from tests.commune_site.plans.records import make_project
from tests.commune_site.procedures.conftest import take_over
from tests.commune_site.procedures.procedure_files import BIRTH
from tests.factories import (
    add_page,
    make_article,
    make_guidance,
    make_legal_document,
    section_page,
)
from tests.networks import forget_what_processes_remember

# Stands in everything that no output may ever hold.
FORBIDDEN = "KHONGCONGKHAI"


@dataclass(frozen=True)
class Content:
    """What was published, by the resource that lists it first."""

    pages: dict[str, object]


@pytest.fixture(autouse=True)
def fresh_counts():
    """Let no test meet the counts of another."""
    cache.clear()
    yield
    cache.clear()


def make_answer(place, **fields):
    """Publish a question with its answer."""
    fields = {
        "title": "Đăng ký khai sinh ở đâu?",
        "slug": "dang-ky-khai-sinh",
        "topic": "ho-tich",
        "question": "Đăng ký khai sinh cho con ở đâu?",
        "author": "Văn phòng",
        "source": "Ủy ban nhân dân phường",
    } | fields
    return add_page(section_page(place, "qa"), AnswerPage(**fields))


@pytest.fixture
def content(network, commune) -> Content:
    """One item of each of some kinds on the site of Tam Thanh, and records of all kinds."""
    take_over([BIRTH])
    make_staff(network.tenants[0])
    pages = {
        "news": make_article(commune, title="Lịch tiêm chủng <tháng> & năm"),
        "legal-documents": make_legal_document(commune, number="206/KH-UBND"),
        "disclosures": make_disclosure(commune),
        "projects": make_project(commune),
        "answers": make_answer(commune),
        "guidance": make_guidance(commune),
    }
    forget_what_processes_remember()
    return Content(pages)


@pytest.fixture
def forbidden(network, commune, neighbour) -> list:
    """Pages that nobody may meet outside of the site itself, each marked."""
    yesterday = timezone.localdate() - timedelta(days=1)
    restricted = make_article(commune, title=f"Nội bộ {FORBIDDEN}", summary=FORBIDDEN)
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    closed = section_page(commune, "policies")
    below = make_article(commune, "policies", title=f"Dưới mục đóng {FORBIDDEN}")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    return [
        restricted,
        below,
        make_article(commune, title=f"Nháp {FORBIDDEN}", live=False),
        make_article(
            commune, title=f"Hết hạn {FORBIDDEN}", disclosed_on=yesterday, expires_on=yesterday
        ),
        make_article(commune, "social-support", title=f"Danh sách hộ nghèo {FORBIDDEN}"),
        make_article(commune, title=f"Nêu tên {FORBIDDEN}", names_people=True),
        make_disclosure(
            commune,
            "social-support",
            title=f"Trợ giúp {FORBIDDEN}",
            kind="named_list",
            disclosed_on=timezone.localdate(),
        ),
        _withdrawn(commune),
        make_article(neighbour, title=f"Trang tạm dừng {FORBIDDEN}"),
    ]


def _withdrawn(commune):
    page = make_legal_document(commune, title=f"Đã gỡ {FORBIDDEN}", number=f"9/{FORBIDDEN}")
    page.unpublish()
    return page
