"""What a mail says: one notice, or the unread ones of a day; in Vietnamese, as plain text."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from portal_network.notices.models import OF_THE_QUEUE, Mail, Notice
from portal_network.notices.sentences import sentence

# A mail is read on a telephone; the rest stands in the administration.
MOST_IN_A_MAIL = 50


def letter(mail: Mail, user) -> EmailMessage | None:
    """Return the message of a mail, or None when there is nothing to say any more.

    What was read inside the administration meanwhile, and texts that no longer wait, are left out.
    """
    notices = [notice for notice in _notices(mail) if _is_news(notice)]
    site = mail.tenant
    if not notices or site is None or not user.email:
        return None
    context = {
        "person": user.get_full_name() or user.get_username(),
        "site": site,
        "notices": [_entry(notice, site.root_url) for notice in notices[:MOST_IN_A_MAIL]],
        "count": len(notices),
        "more": max(0, len(notices) - MOST_IN_A_MAIL),
        "list_url": site.root_url + reverse("notices"),
        "choice_url": site.root_url + reverse("notices_account") + "#tab-notifications",
    }
    with override(settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("notices/mail_subject.txt", context).split())
        body = render_to_string("notices/mail.txt", context).strip()
    headers = {
        "Message-ID": f"<{mail.message_id.hex}@{_sender_domain()}>",
        # Nobody's holiday note shall answer, and no mail system count it as a person's letter.
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, f"{body}\n", to=[user.email], headers=headers)


def _notices(mail: Mail):
    rows = mail.notices(manager="everywhere").select_related("item", "actor")
    return rows.order_by("created_at", "pk")


def _is_news(notice: Notice) -> bool:
    if notice.is_read:
        return False
    waits = notice.item is not None and notice.item.is_waiting
    return waits or notice.kind not in OF_THE_QUEUE


def _entry(notice: Notice, root_url: str) -> dict[str, str]:
    with override(settings.LANGUAGE_CODE):
        return {
            "sentence": sentence(notice),
            "text": notice.text.strip(),
            "url": root_url + reverse("notices_open", args=[notice.pk]),
        }


def _sender_domain() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or "localhost"
