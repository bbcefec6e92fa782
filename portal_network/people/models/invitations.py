"""An invitation to work for a commune or a province; its link is known to the invited alone."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal_network.people.models.places import AtPlace
from portal_network.tenancy.models import Role
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

# A link dies after its first use or after this time (R92).
LIFETIME = timedelta(hours=8)


def expiry() -> datetime:
    """Return when an invitation that is sent now ends."""
    return timezone.now() + LIFETIME


class InvitationQuerySet(models.QuerySet):
    """Questions about many invitations."""

    def open(self) -> "InvitationQuerySet":
        """Return those that can still be accepted."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def unused(self) -> "InvitationQuerySet":
        """Return those that nobody has accepted or withdrawn, expired ones among them."""
        return self.filter(used_at=None, withdrawn_at=None)


class Invitation(AtPlace):
    """Roles at one place that are offered to whoever reads the mail of one address.

    Of the token in the link only the SHA-256 is stored: a copy of the database opens nothing.
    Sending again makes a new row, so that every sending can be counted.
    """

    email = models.EmailField(_("email address"))
    last_name = models.CharField(_("family and middle name"), max_length=150)
    first_name = models.CharField(_("given name"), max_length=150)
    roles = models.JSONField(_("roles"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"), default=expiry)
    used_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = scoped_manager(models.Manager.from_queryset(InvitationQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(InvitationQuerySet))

    class Meta(AtPlace.Meta):
        abstract = False
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["invited_by", "sent_at"])]

    def __str__(self) -> str:
        return f"{self.email} · {self.place}"

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order."""
        return f"{self.last_name} {self.first_name}".strip()

    def role_labels(self) -> list[str]:
        """Return the offered roles as people read them."""
        return [str(Role(role).label) for role in self.roles]

    @property
    def is_open(self) -> bool:
        """Tell whether the invitation can still be accepted."""
        return not (self.used_at or self.withdrawn_at) and timezone.now() < self.expires_at
