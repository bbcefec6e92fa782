"""Blocked senders are listed, and received again when somebody ends the block."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.errors import SenderBlocked
from commune_site.engagement.models import BlockedSender, Case
from commune_site.engagement.services.blocking import block
from portal_network.audit.models import AuditEntry
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import ASK, fill, question
from tests.factories import make_user
from tests.networks import QUOC_KHANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def blocked(visitor, responder) -> BlockedSender:
    """A network that is blocked, and whose case has forgotten it."""
    visitor.post(ASK, fill(visitor, **question()))
    row = block(responder, Case.objects.get().pk, "Gửi quảng cáo nhiều lần")
    Case.objects.update(sender_key="")
    return row


def test_nothing_is_received_from_a_blocked_network_at_that_place(
    blocked, visitor, client_for, network
):
    refused = visitor.post(ASK, fill(visitor, **question(subject="Câu hỏi được giữ lại")))
    assert refused.status_code == 403
    html = refused.content.decode()
    assert "Câu hỏi được giữ lại" in html
    assert str(SenderBlocked()) in html
    assert Case.objects.count() == 1
    elsewhere = client_for(network.communes[1])
    assert elsewhere.post(ASK, fill(elsewhere, **question())).status_code == 201


def test_a_block_can_be_ended_when_its_case_has_forgotten_the_network(
    blocked, visitor, responder, client_for, network
):
    client = client_for(network.communes[0], responder)
    html = client.get(reverse("engagement_blocks")).content.decode()
    assert "Gửi quảng cáo nhiều lần" in html and blocked.key not in html
    assert client.post(reverse("engagement_end_block", args=[blocked.pk])).status_code == 302
    assert visitor.post(ASK, fill(visitor, **question())).status_code == 201
    entry = AuditEntry.everywhere.get(action="engagement.unblocked")
    assert "Gửi quảng cáo" in entry.object_title


def test_only_the_place_of_a_block_sees_and_ends_it(blocked, client_for, network, moderator):
    neighbour = make_user(Role.RESPONDER, QUOC_KHANH)
    for site, user in ((network.communes[1], neighbour), (network.province, moderator)):
        client = client_for(site, user)
        assert "quảng cáo" not in client.get(reverse("engagement_blocks")).content.decode()
        assert client.post(reverse("engagement_end_block", args=[blocked.pk])).status_code == 404
    assert BlockedSender.objects.exists()


def test_what_has_ended_by_itself_is_no_longer_listed(blocked, responder, client_for, network):
    BlockedSender.objects.update(until=timezone.now())
    client = client_for(network.communes[0], responder)
    html = client.get(reverse("engagement_blocks")).content.decode()
    assert "Không có người gửi nào đang bị chặn." in html


def test_who_does_not_answer_finds_no_list(client_for, network):
    editor = make_user(Role.EDITOR, network.communes[0])
    response = client_for(network.communes[0], editor).get(reverse("engagement_blocks"))
    assert response.status_code == 404


def test_the_list_asks_the_same_for_one_and_for_sixty(blocked, responder, client_for, network):
    client = client_for(network.communes[0], responder)
    address = reverse("engagement_blocks")
    client.get(address)
    with queries_of() as few:
        client.get(address)
    fields = {"province_id": blocked.province_id, "commune_id": blocked.commune_id,
              "until": blocked.until, "blocked_by": responder}  # fmt: skip
    BlockedSender.objects.bulk_create(
        BlockedSender(key=f"k{number}", reason=f"Lý do {number}", **fields) for number in range(59)
    )
    with queries_of() as many:
        client.get(address)
    assert len(many) == len(few)
