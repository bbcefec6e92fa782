"""Notices inside the administration: the list, the home page, the choice on the account page."""

import pytest
from django.core.cache import cache

from portal_network.moderation.models import QueueItem
from portal_network.moderation.services import decisions
from portal_network.notices.events import of_item, requests
from portal_network.notices.models import Kind, MailChoice, Notice
from portal_network.notices.services import tell
from portal_network.tenancy.models import Membership, Role
from tests.factories import make_user, section_page
from tests.moderation.texts import draft
from tests.networks import QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of, writes_among

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/thong-bao/"
ACCOUNT = "/quan-tri/account/"


@pytest.fixture
def item(article, editor, approver, submit) -> QueueItem:
    """A text that waits."""
    return submit(article, editor)


@pytest.fixture
def sent_back(item, editor, approver) -> Notice:
    """A notice of a text that was sent back."""
    decisions.send_back(approver, item.pk, item.revision_id, comment="Thiếu nguồn.")
    tell([of_item(item, Kind.SENT_BACK, editor.pk, text="Thiếu nguồn.")])
    return Notice.everywhere.get(user=editor)


def shown(client, path=LIST) -> str:
    """Return the text of a screen."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_what_is_new_stands_on_the_home_page(network, sent_back, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    home = shown(client, "/quan-tri/")
    assert "Thông báo mới (1)" in home
    assert sent_back.sentence in home
    assert "Thiếu nguồn." in shown(client)


def test_a_notice_may_lead_to_any_address(network, sent_back, editor, client_for):
    Notice.everywhere.filter(pk=sent_back.pk).update(path="khong-phai-ten-dia-chi")
    answer = client_for(network.communes[0], user=editor).get(f"{LIST}{sent_back.pk}/")
    assert answer.headers["Location"] == "khong-phai-ten-dia-chi"


def test_opening_a_notice_leads_to_the_text_and_marks_it_as_read(
    network, sent_back, editor, client_for
):
    client = client_for(network.communes[0], user=editor)
    answer = client.get(f"{LIST}{sent_back.pk}/")
    assert answer.headers["Location"] == f"/quan-tri/pages/{sent_back.page_id}/edit/"
    assert "Thông báo mới" not in shown(client, "/quan-tri/")
    assert "Ông/Bà đã đọc hết thông báo." in shown(client, f"{LIST}?chua-doc=1")
    assert sent_back.sentence in shown(client)


def test_a_request_leads_to_the_review_and_later_to_the_queue(network, item, approver, client_for):
    tell(requests([item]))
    notice = Notice.everywhere.get(user=approver)
    client = client_for(network.communes[0], user=approver)
    address = f"{LIST}{notice.pk}/"
    assert client.get(address).headers["Location"] == f"/quan-tri/hang-doi-duyet/{item.pk}/"
    decisions.approve(approver, item.pk, item.revision_id)
    assert client.get(address).headers["Location"] == "/quan-tri/hang-doi-duyet/"


def test_all_are_marked_as_read_at_once_but_nobody_elses(
    network, sent_back, item, editor, approver, client_for
):
    tell([of_item(item, Kind.CLAIM_ENDED, approver.pk)])
    client = client_for(network.communes[0], user=editor)
    assert client.get(f"{LIST}da-doc/").status_code == 405
    assert client.post(f"{LIST}da-doc/").status_code == 302
    assert Notice.everywhere.get(user=editor).is_read
    assert not Notice.everywhere.get(user=approver).is_read


def test_a_notice_of_another_person_does_not_exist(network, sent_back, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    assert client.get(f"{LIST}{sent_back.pk}/").status_code == 404
    assert client.get(f"{LIST}999999/").status_code == 404
    assert not Notice.everywhere.get().is_read


def test_who_left_a_commune_sees_nothing_of_it_any_more(network, sent_back, editor, client_for):
    Membership.objects.filter(user=editor).delete()
    make_member = Membership.objects.create
    make_member(user=editor, role=Role.EDITOR, commune=network.communes[1])
    client = client_for(network.communes[1], user=editor)
    assert sent_back.title not in shown(client)
    assert client.get(f"{LIST}{sent_back.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["?p=999", "?p=x", "?chua-doc=%00", "?p=-1&chua-doc=1"])
def test_input_that_makes_no_sense_is_no_error(network, sent_back, editor, client_for, query):
    shown(client_for(network.communes[0], user=editor), f"{LIST}{query}")


def test_the_list_costs_the_same_with_many_notices(network, editor, approver, submit, client_for):
    client = client_for(network.communes[0], user=approver)

    def cost(count: int) -> int:
        for _ in range(count):
            item = submit(draft(section_page(TAM_THANH, "news"), editor), editor)
            tell(requests([item]))
        shown(client)
        cache.clear()
        with queries_of() as statements:
            shown(client)
        assert not writes_among(statements)
        return len(statements)

    assert cost(2) == cost(60)


def test_people_choose_when_they_get_mails(network, item, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    page = shown(client, ACCOUNT)
    assert "bài chờ tôi duyệt" in page.lower()
    assert "submitted_notifications" not in page
    sent = client.post(
        ACCOUNT,
        form_of(approver) | {"mail_choice-queue": "digest", "mail_choice-own_texts": "never"},
    )
    assert sent.status_code == 302
    choice = MailChoice.everywhere.get(user=approver)
    assert (choice.queue, choice.own_texts) == ("digest", "never")


def test_an_editor_is_not_asked_about_a_queue(network, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    assert "mail_choice-queue" not in shown(client, ACCOUNT)
    client.post(ACCOUNT, form_of(editor) | {"mail_choice-own_texts": "digest"})
    assert MailChoice.everywhere.get(user=editor).own_texts == "digest"


def test_a_choice_that_is_none_is_refused_beside_the_field(network, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    answer = client.post(
        ACCOUNT,
        form_of(approver) | {"mail_choice-queue": "hourly", "mail_choice-own_texts": "never"},
    )
    assert answer.status_code == 200
    assert "hourly" in answer.content.decode()
    assert not MailChoice.everywhere.exists()


def test_a_refused_address_is_tried_again_when_its_owner_says_so(network, editor, client_for):
    MailChoice.everywhere.create(user=editor, refused_address=editor.email, refusal="5.1.1")
    client = client_for(network.communes[0], user=editor)
    client.post(
        ACCOUNT,
        form_of(editor) | {"mail_choice-own_texts": "at_once", "mail_choice-try_again": "on"},
    )
    assert MailChoice.everywhere.get(user=editor).refused_address == ""


def test_a_neighbour_is_not_told_whose_mails_come_back(network, editor, client_for):
    MailChoice.everywhere.create(user=editor, refused_address=editor.email)
    other = client_for(network.communes[1], user=make_user(Role.SITE_ADMINISTRATOR, QUOC_KHANH))
    assert editor.email not in shown(other, "/quan-tri/")


def form_of(user) -> dict[str, str]:
    """Return what the account page sends beside the choice of mails."""
    return {
        "name_email-first_name": user.first_name or "Thử",
        "name_email-last_name": user.last_name or "Tài khoản",
        "name_email-email": user.email,
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
