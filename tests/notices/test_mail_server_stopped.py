"""While the mail server is stopped nobody who works notices; letters go out later, each once."""

import time
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal_network.moderation.models import QueueItem
from portal_network.notices.models import Mail
from tests.factories import section_page
from tests.moderation.test_checks_on_screens import edit, filled_in
from tests.moderation.texts import draft
from tests.networks import TAM_THANH
from tests.notices.conftest import SMTP_BACKEND
from tests.notices.mail_process import MailProcess
from tests.outages import seconds_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path, settings) -> Iterator[MailProcess]:
    """A mail server that is running, to which the letters of the test go."""
    one = MailProcess(tmp_path / "letters")
    settings.EMAIL_BACKEND = SMTP_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", one.port
    settings.DEFAULT_FROM_EMAIL = "khong-tra-loi@langson.vidu.invalid"
    one.start()
    yield one
    one.stop()


def test_while_the_mail_server_is_stopped_letters_wait_and_leave_once_when_it_is_back(
    server, network, editor, approver, client_for, committed, record_property
):
    client = client_for(network.communes[0], user=editor)

    def submit(number: int) -> int:
        page = draft(section_page(TAM_THANH, "news"), editor)
        form = filled_in(title=f"Tin số {number}", slug=f"tin-{number}", summary="Có.")
        return committed(client.post, edit(page), form | {"action-submit": "1"}).status_code

    assert submit(1) == 302
    assert len(server.to(approver)) == 1
    server.stop()
    assert [submit(number) for number in (2, 3, 4)] == [302, 302, 302]
    # Due once more while nobody listens, as the schedule asks for it every minute.
    Mail.everywhere.update(due_at=timezone.now())
    call_command("send_notices")
    time.sleep(seconds_away())
    assert Mail.everywhere.filter(state=Mail.State.PENDING).count() == 3
    assert QueueItem.objects.waiting().count() == 4
    server.start()
    Mail.everywhere.filter(state=Mail.State.PENDING).update(due_at=timezone.now())
    for _ in range(3):
        call_command("send_notices")
    subjects = [str(letter["Subject"]) for letter in server.to(approver)]
    assert len(subjects) == len(set(subjects)) == 4
    assert not Mail.everywhere.exclude(state=Mail.State.SENT).exists()
    record_property("figure", "3 letters waited, each left once")
