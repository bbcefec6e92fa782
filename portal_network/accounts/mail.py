"""Messages to the owners of accounts, sent beside the request that causes them."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import close_old_connections
from django.template.loader import render_to_string

from portal_network.work.threads import BackgroundThread

logger = logging.getLogger(__name__)
# One worker: a flood of requests waits in line here and does not open a connection each.
_worker = BackgroundThread("mail")


def in_background(work: Callable[..., object], *arguments: object) -> None:
    """Do work after the answer, so that how long an answer takes tells nothing.

    Faults are logged. ``settings.SEND_MAIL_IN_BACKGROUND`` turns it off for tests.
    """
    if settings.SEND_MAIL_IN_BACKGROUND:
        _worker.submit(_do, work, *arguments)
    else:
        _do(work, *arguments)


def send_to(user, template_prefix: str, context: dict) -> None:
    """Send a person what ``<prefix>_subject.txt`` and ``<prefix>_message.txt`` make."""
    context = {"user": user} | context
    subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
    body = render_to_string(f"{template_prefix}_message.txt", context).strip()
    in_background(EmailMessage(subject, f"{body}\n", to=[user.email]).send)


def _do(work: Callable[..., object], *arguments: object) -> None:
    try:
        work(*arguments)
    except Exception:
        logger.exception("a message could not be sent")
    finally:
        if settings.SEND_MAIL_IN_BACKGROUND:
            close_old_connections()
