"""The page editor's own buttons: submitting, publishing, and a text that waits."""

import pytest
from django.urls import reverse

from portal_network.moderation.models import QueueItem
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.moderation.screens import said, shown
from tests.moderation.texts import fresh, save
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def form_of(page, **fields):
    """Return what the editor's form sends for a page."""
    from wagtail.test.utils.form_data import (
        inline_formset,
        nested_form_data,
        rich_text,
        streamfield,
    )

    newest = fresh(page).get_latest_revision_as_object()
    block = newest.body[0]
    body = streamfield([("paragraph", rich_text(block.value.source))])
    body["0"]["id"] = block.id
    return nested_form_data(
        {
            "title": newest.title, "slug": newest.slug, "summary": newest.summary,
            "author": newest.author, "source": newest.source, "approver": "",
            "disclosed_on": "2026-03-15", "expires_on": "", "lead_image": "",
            "lead_image_alt": "", "lead_image_caption": "",
            "body": body,
            "gallery": streamfield([]), "attachments": inline_formset([]),
            "comments": inline_formset([]),
        }
        | fields
    )  # fmt: skip


def test_an_editor_submits_from_the_form(network, article, editor, approver, client_for):
    client = client_for(network.communes[0], user=editor)
    data = form_of(article) | {"action-submit": "1"}
    client.post(f"/quan-tri/pages/{article.pk}/edit/", data)
    item = QueueItem.objects.waiting().get()
    assert (item.page_id, item.submitted_by, item.last_editor) == (article.pk, editor, editor)
    assert "Đang chờ ở cấp xã" in shown(client, f"/quan-tri/pages/{article.pk}/edit/")


def test_publishing_with_changes_of_ones_own_becomes_a_submission(
    network, article, editor, approver, client_for
):
    client = client_for(network.communes[0], user=approver)
    data = form_of(article, title="Người duyệt sửa rồi đăng") | {"action-publish": "1"}
    answer = client.post(f"/quan-tri/pages/{article.pk}/edit/", data, follow=True)
    assert "người sửa bài không tự đăng" in said(answer)[0]
    assert not fresh(article).live
    assert QueueItem.objects.waiting().get().last_editor == approver


def test_publishing_without_a_change_publishes_what_another_wrote(
    network, article, editor, approver, client_for
):
    data = form_of(article)
    # As the editor's form would save it, so that the second form changes nothing.
    client_for(network.communes[0], user=editor).post(f"/quan-tri/pages/{article.pk}/edit/", data)
    client = client_for(network.communes[0], user=approver)
    client.post(f"/quan-tri/pages/{article.pk}/edit/", form_of(article) | {"action-publish": "1"})
    assert fresh(article).live


def test_a_waiting_text_is_locked_for_its_author_and_open_for_its_approver(
    network, item, editor, approver
):
    page = fresh(item.page)
    assert page.permissions_for_user(editor).page_locked()
    assert not page.permissions_for_user(approver).page_locked()


def test_the_editor_of_a_waiting_text_leads_to_the_review_and_decides_nothing_itself(
    network, item, approver, client_for
):
    client = client_for(network.communes[0], user=approver)
    page = shown(client, f"/quan-tri/pages/{item.page_id}/edit/")
    assert "Xem xét và duyệt" in page
    assert "data-workflow-action-name" not in page


def test_wagtails_own_action_asks_the_same_questions(network, item, editor, approver, client_for):
    save(item.page, approver, title="Người duyệt sửa")
    action = reverse(
        "wagtailadmin_pages:workflow_action", args=[item.page_id, "approve", item.task_state_id]
    )
    client = client_for(network.communes[0], user=approver)
    client.post(action)
    assert not fresh(item.page).live
    second = make_user(Role.APPROVER, TAM_THANH)
    client_for(network.communes[0], user=second).post(action)
    assert fresh(item.page).live
