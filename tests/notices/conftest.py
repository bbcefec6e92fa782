"""Texts and people as in the tests of approval; a mail server that listens on a real port."""

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from portal_network.notices.models import Notice
from tests.moderation.conftest import (  # noqa: F401
    approver,
    article,
    editor,
    moderator,
    needs_province,
    second_moderator,
    submit,
)

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class MailServer:
    """A mail server; ``answers`` says what it replies to an address instead of taking the mail."""

    def __init__(self) -> None:
        self.received: list[tuple[str, EmailMessage]] = []
        self.answers: dict[str, str] = {}
        self.breaks_after_data = False
        self.sessions = 0

    async def handle_EHLO(self, server: SMTP, session, envelope, hostname, responses) -> list[str]:
        """Count who comes."""
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: SMTP, session, envelope, address, options) -> str:
        """Take the address, or answer what the test wants."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        """Keep the mail; perhaps hang up before saying so."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received += [(address, message) for address in envelope.rcpt_tos]
        if self.breaks_after_data:
            server.transport.abort()
        return "250 OK"

    def to(self, user) -> list[EmailMessage]:
        """Return the mails that a person got."""
        return [message for address, message in self.received if address == user.email]


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A running mail server, to which all mails of the test go."""
    server = MailServer()
    settings.EMAIL_BACKEND = SMTP_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.DEFAULT_FROM_EMAIL = "khong-tra-loi@langson.vidu.invalid"
    controller = Controller(server, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def no_mail_server(settings) -> None:
    """Mails go to a port on which nobody listens."""
    settings.EMAIL_BACKEND = SMTP_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


@pytest.fixture
def committed(django_capture_on_commit_callbacks) -> Callable:
    """Return a function that does something and then what follows its commit."""

    def act(function: Callable, *arguments, **named):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*arguments, **named)

    return act


@pytest.fixture
def kinds_of() -> Callable[..., list[str]]:
    """Return what a person was told, in the order of telling."""

    def told(user) -> list[str]:
        return list(
            Notice.everywhere.filter(user=user).order_by("pk").values_list("kind", flat=True)
        )

    return told
