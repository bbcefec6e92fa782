"""The home screen: each role finds its common jobs, and what its site owes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from commune_site.models import PortalPage
from commune_site.navigation import forget_site_tree
from commune_site.workplace.debts import debts_of
from portal_network.tenancy.models import Role
from portal_network.tenancy.policies.memberships import WRITERS
from tests.factories import make_article, make_user
from tests.networks import LANG_SON
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/"
ALL_JOBS = {
    "Đăng văn bản từ tệp": r"/quan-tri/van-ban-tu-tep/",
    "Đăng tin từ tệp Word": r"/quan-tri/soan-thao/nhap-word/\d+/",
    "Đăng lịch công tác": r"/quan-tri/pages/add/activities/workweekpage/\d+/",
    "Sửa danh bạ, số điện thoại": r"/quan-tri/to-chuc/[\w-]+/",
    "Phát cảnh báo": r"/quan-tri/canh-bao/phat/",
}
ANSWERING = {"Trả lời người dân": r"/quan-tri/ho-so/"}


def jobs_on(screen: str) -> dict[str, str]:
    """Return the addresses of the buttons by their labels."""
    found = re.findall(
        r'<a class="workplace-job" href="([^"]+)">.*?<strong>([^<]+)</strong>', screen, re.DOTALL
    )
    return {label: address for address, label in found}


@pytest.fixture
def home(network, client_for):
    """Return a function that shows the home screen of a role in the first commune."""

    def show(role: Role) -> str:
        tenant = network.tenants[0]
        answer = client_for(tenant, user=make_user(role, tenant.code)).get(HOME)
        assert answer.status_code == 200
        return answer.content.decode()

    return show


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.EDITOR, ALL_JOBS),
        (Role.APPROVER, ALL_JOBS | ANSWERING),
        (Role.SITE_ADMINISTRATOR, ALL_JOBS | ANSWERING),
        (Role.RESPONDER, ANSWERING),
    ],
)
def test_every_role_finds_its_own_jobs(home, role, expected):
    jobs = jobs_on(home(role))
    assert set(jobs) == set(expected)
    for label, pattern in expected.items():
        assert re.fullmatch(pattern, jobs[label]), (label, jobs[label])


def test_every_button_leads_to_a_screen_that_opens(network, client_for):
    tenant = network.tenants[0]
    client = client_for(tenant, user=make_user(Role.SITE_ADMINISTRATOR, tenant.code))
    for label, address in jobs_on(client.get(HOME).content.decode()).items():
        assert client.get(address, follow=True).status_code == 200, label


def test_who_only_looks_is_offered_no_job(network, client_for):
    observer = make_user(Role.PROVINCE_OBSERVER, LANG_SON)
    screen = client_for(network.province_tenant, user=observer).get(HOME).content.decode()
    assert not jobs_on(screen)
    assert "chuyên mục chưa có nội dung" not in screen


def test_the_screen_leads_to_no_foreign_host_and_shows_no_english_button(home):
    screen = home(Role.EDITOR)
    assert "guide.wagtail.org" not in screen
    assert 'value="Search"' not in screen


def test_an_empty_mandated_section_is_owed_until_something_is_posted(network):
    tenant = network.tenants[0]
    owed = {debt.section.slug for debt in debts_of(tenant, WRITERS)}
    assert {"news", "legal-documents", "budget-finance"} <= owed
    make_article(tenant.code, "news")
    forget_site_tree(tenant.key)
    assert "news" not in {debt.section.slug for debt in debts_of(tenant, WRITERS)}


def test_a_section_is_owed_again_when_its_rhythm_has_passed(network):
    tenant = network.tenants[0]
    article = make_article(tenant.code, "leader-activities")

    def owed() -> list:
        forget_site_tree(tenant.key)
        debts = debts_of(tenant, WRITERS)
        return [debt for debt in debts if debt.section.slug == "leader-activities"]

    rhythm = timedelta(days=400)
    assert not owed()
    PortalPage.everywhere.filter(pk=article.pk).update(last_published_at=timezone.now() - rhythm)
    [debt] = owed()
    assert debt.updated_at is not None


def test_nobody_is_told_of_what_only_others_can_give(network):
    tenant = network.tenants[0]
    of_responders = {debt.section.owner for debt in debts_of(tenant, frozenset({Role.RESPONDER}))}
    assert of_responders <= {"responder"}
    of_editors = {debt.section.owner for debt in debts_of(tenant, frozenset({Role.EDITOR}))}
    assert "editor" in of_editors
    assert not of_editors & {"province", "site_administrator"}


def test_the_home_screen_asks_the_same_whatever_is_owed(network, client_for):
    tenant = network.tenants[0]
    client = client_for(tenant, user=make_user(Role.SITE_ADMINISTRATOR, tenant.code))

    def count() -> int:
        client.get(HOME)
        with queries_of() as statements:
            assert client.get(HOME).status_code == 200
        return len(statements)

    many = count()
    for section in ("news", "campaigns", "digital-transformation"):
        make_article(tenant.code, section)
    assert abs(count() - many) <= 1
    assert many <= 40
