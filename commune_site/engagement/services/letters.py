"""Which letter goes to whom at which step of a case."""

from django.urls import reverse

from commune_site.engagement.encryption import Unreadable
from commune_site.engagement.models.cases import Case
from commune_site.engagement.services.outbox import post


def tell_sender(case: Case, letter: str, *, once: str = "", **context: object) -> bool:
    """Write to the citizen, where there is an address; ``once`` tells repeated letters apart."""
    try:
        to = case.contact().email
    except Unreadable:
        return False
    receiver = case.receiver or case.tenant
    if not to or receiver is None:
        return False
    return post(
        key=f"case:{case.pk}:{letter}:{once}",
        to=to,
        letter=letter,
        sender=case.tenant or receiver,
        context={
            "case": case,
            "tracking_url": receiver.root_url + reverse("engagement-track"),
        }
        | context,
    )


def tell_agency(case: Case, agency: str, email: str, note: str) -> bool:
    """Hand a question over to an agency outside of the network.

    Who sent it is named only where the citizen has agreed to that (R80).
    """
    contact = case.contact() if case.allows_sharing else None
    return post(
        key=f"case:{case.pk}:agency",
        to=email,
        letter="agency",
        sender=case.tenant,
        context={"case": case, "agency": agency, "note": note, "contact": contact},
    )
