"""What Wagtail's page editor offers under approval, and what its screen costs."""

import pytest
from wagtail.models import WorkflowPage

from portal_network.moderation.services import decisions
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.moderation.texts import fresh
from tests.networks import TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

# Nearly all are Wagtail's own; of a text that waits it asks after stages and people as well.
MOST_QUERIES = {"draft": 46, "waiting": 60}


def edit_address(page) -> str:
    """Return where a page is edited."""
    return f"/quan-tri/pages/{page.pk}/edit/"


def screen(client, page) -> str:
    """Return the editor of a page."""
    answer = client.get(edit_address(page))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_button_says_in_plain_words_that_the_text_is_submitted(
    network, article, editor, approver, submit, client_for
):
    client = client_for(network.communes[0], user=editor)
    page = screen(client, article)
    assert "Gửi duyệt" in page
    assert "Gửi duyệt lại" not in page
    assert "Thực hiện" not in page
    item = submit(article, editor)
    assert 'name="action-submit"' not in screen(client, article)
    decisions.send_back(approver, item.pk, item.revision_id, comment="Thiếu nguồn.")
    assert "Gửi duyệt lại" in screen(client, article)


def test_texts_are_submitted_whatever_workflow_is_set_in_the_tree(
    network, article, editor, client_for
):
    WorkflowPage.objects.all().delete()
    assert fresh(article).has_workflow
    assert "Gửi duyệt" in screen(client_for(network.communes[0], user=editor), article)


def test_a_submission_is_seen_on_the_very_next_screen(
    network, article, editor, approver, submit, client_for
):
    client = client_for(network.communes[0], user=approver)
    assert "Xem xét và duyệt" not in screen(client, article)
    submit(article, editor)
    assert "Xem xét và duyệt" in screen(client, article)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR])
@pytest.mark.parametrize("state", ["draft", "waiting"])
def test_the_editor_asks_few_queries(network, article, editor, submit, client_for, role, state):
    if state == "waiting":
        submit(article, editor)
    client = client_for(network.communes[0], user=make_user(role, TAM_THANH))
    screen(client, article)
    with queries_of() as statements:
        screen(client, article)
    assert len(statements) <= MOST_QUERIES[state], (role, len(statements))
