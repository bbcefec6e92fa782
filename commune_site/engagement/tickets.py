"""A ticket in every form: made by us, for this site and kind, not too long ago, used once.

It takes the place of a cookie: visitors who refuse cookies can write as well, and a form that is
sent twice is one case. It lives for days, so that a form left open overnight can still be sent.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone

from portal_network.tenancy.directory import Tenant

LIFETIME = timedelta(days=3)
_SALT = "commune_site.engagement.ticket"
_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a valid ticket says."""

    nonce: str
    made_at: datetime

    @property
    def age(self) -> timedelta:
        """Return how long ago the form was handed out."""
        return timezone.now() - self.made_at


def new_ticket(tenant: Tenant, form: str) -> str:
    """Return a ticket for a form of a site."""
    content = [tenant.key, form, secrets.token_urlsafe(_NONCE_BYTES), timezone.now().timestamp()]
    return signing.dumps(content, salt=_SALT)


def read_ticket(text: str, tenant: Tenant, form: str) -> Ticket | None:
    """Return what a ticket says; None where it is not ours, not of this form, or too old."""
    try:
        place, kind, nonce, made_at = signing.loads(text, salt=_SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if (place, kind) != (tenant.key, form):
        return None
    return Ticket(nonce, datetime.fromtimestamp(made_at, tz=timezone.get_current_timezone()))
