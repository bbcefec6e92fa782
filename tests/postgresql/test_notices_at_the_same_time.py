"""Two workers at the same second: every notice is made once, every mail leaves once."""

from datetime import datetime

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from portal_network.moderation.models import QueueItem
from portal_network.moderation.workflows import ensure_workflows
from portal_network.notices import digest, events, outbox
from portal_network.notices.models import Mail, MailChoice, Notice, When
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_user, section_page
from tests.moderation.texts import draft
from tests.networks import TAM_THANH, build_network
from tests.postgresql.workers import all_at_once

TEXTS = 5


@pytest.fixture
def waiting(transactional_db):
    """Texts that wait, of which nobody was told yet."""
    build_network()
    ensure_workflows()
    editor, approver = make_user(Role.EDITOR, TAM_THANH), make_user(Role.APPROVER, TAM_THANH)
    for _ in range(TEXTS):
        page = draft(section_page(TAM_THANH, NEWS), editor)
        page.get_workflow().start(page, editor)
    Notice.everywhere.all().delete()
    Mail.everywhere.all().delete()
    django_mail.outbox.clear()
    return approver


def test_four_workers_tell_of_a_text_once_and_send_one_mail_each(waiting):
    all_at_once(lambda: events.catch_up(timezone.now()))
    assert Notice.everywhere.filter(user=waiting).count() == TEXTS
    all_at_once(outbox.send_due)
    assert len(django_mail.outbox) == TEXTS
    assert {message.to[0] for message in django_mail.outbox} == {waiting.email}
    assert set(Mail.everywhere.values_list("state", "attempts")) == {("sent", 1)}


def test_four_workers_make_one_digest_with_everything_in_it(waiting):
    MailChoice.everywhere.create(user=waiting, queue=When.DIGEST)
    events.tell(events.requests(QueueItem.everywhere.waiting()))
    monday = datetime(2026, 3, 16, 8, tzinfo=timezone.get_default_timezone())
    Notice.everywhere.update(created_at=monday)
    assert sorted(all_at_once(lambda: digest.gather(monday))) == [0, 0, 0, 1]
    all_at_once(outbox.send_due)
    [message] = django_mail.outbox
    assert message.body.count("/quan-tri/thong-bao/") == TEXTS
