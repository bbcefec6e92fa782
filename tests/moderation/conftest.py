"""Texts, people and rules that most tests of approval begin with."""

import pytest

from commune_site.models import ArticlePage
from portal_network.accounts.models import User
from portal_network.moderation.models import ApprovalRule, QueueItem, Route
from portal_network.moderation.services import decisions
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_user, section_page
from tests.moderation.texts import draft
from tests.networks import LANG_SON, TAM_THANH


@pytest.fixture
def editor(network) -> User:
    """An editor of phường Tam Thanh."""
    return make_user(Role.EDITOR, TAM_THANH, last_name="Lý", first_name="Biên")


@pytest.fixture
def approver(network) -> User:
    """An approver of phường Tam Thanh."""
    return make_user(Role.APPROVER, TAM_THANH, last_name="Hoàng", first_name="Duyệt")


@pytest.fixture
def moderator(network) -> User:
    """A moderator of Lạng Sơn."""
    return make_user(Role.PROVINCE_MODERATOR, LANG_SON, last_name="Nông", first_name="Kiểm")


@pytest.fixture
def second_moderator(network) -> User:
    """Another moderator of Lạng Sơn."""
    return make_user(Role.PROVINCE_MODERATOR, LANG_SON, last_name="Vi", first_name="Hai")


@pytest.fixture
def needs_province(network) -> ApprovalRule:
    """News of all communes of Lạng Sơn pass through the province."""
    return ApprovalRule.objects.create(
        province=network.province, section=NEWS, route=Route.COMMUNE_THEN_PROVINCE
    )


@pytest.fixture
def article(network, editor) -> ArticlePage:
    """A draft of the editor in the news of phường Tam Thanh."""
    return draft(section_page(TAM_THANH, NEWS), editor)


@pytest.fixture
def submit():
    """Submit a draft, and return its place in the queue."""

    def act(page: ArticlePage, user: User) -> QueueItem:
        page.get_workflow().start(page, user)
        return QueueItem.objects.waiting().get(page_id=page.pk)

    return act


@pytest.fixture
def item(article, editor, approver, submit):
    """A text that waits for the commune's approver."""
    return submit(article, editor)


@pytest.fixture
def at_province(article, editor, approver, needs_province, submit):
    """A text that the commune approved and that waits for the province."""
    first = submit(article, editor)
    decisions.approve(approver, first.pk, first.revision_id)
    return QueueItem.objects.waiting().get()
