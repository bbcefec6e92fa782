"""Addresses that give mails back: their owners are told inside, their administrators see them."""

from django.db.models import F, QuerySet
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.notices.models import MailChoice
from portal_network.people.mandates import Mandate

LONGEST_REFUSAL = 255


def remember_refusal(user_id: int, address: str, refusal: str) -> None:
    """Send nothing more to this address; another one that the person enters is tried anew."""
    MailChoice.everywhere.update_or_create(
        user_id=user_id,
        defaults={
            "refused_address": address,
            "refused_at": timezone.now(),
            "refusal": refusal[:LONGEST_REFUSAL],
        },
    )


def forget_refusal(choice: MailChoice) -> None:
    """Try the address again."""
    choice.refused_address, choice.refused_at, choice.refusal = "", None, ""


def unreachable(mandate: Mandate) -> QuerySet[User]:
    """Return the active people of a mandate whose present address gives mails back."""
    people = mandate.people().filter(is_active=True, mail_choice__refused_address=F("email"))
    return people.exclude(email="").select_related("mail_choice").order_by("username")
