"""An operator's power for a limited time and a stated reason, and what was done with it."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Authority, Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

SHORTEST_REASON = 10


class StaffSession(models.Model):
    """The time in which an operator may do everything, in one browser session.

    ``operator_name`` keeps the log readable when the account is gone.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("operator"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    operator_name = models.CharField(_("operator"), max_length=302)
    reason = models.CharField(
        _("reason"), max_length=500, validators=[MinLengthValidator(SHORTEST_REASON)]
    )
    ticket = models.CharField(_("number of the request"), max_length=50, blank=True)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("staff session")
        verbose_name_plural = _("staff sessions")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.operator_name} · {self.opened_at:%d/%m/%Y %H:%M}"

    @property
    def is_open(self) -> bool:
        """Tell whether the session still gives power."""
        return self.closed_at is None and timezone.now() < self.expires_at

    @property
    def minutes_left(self) -> int:
        """Return the whole minutes until the session ends by itself, the last one counted."""
        seconds = (self.expires_at - timezone.now()).total_seconds()
        return max(0, int(-(-seconds // 60)))

    @property
    def ended_at(self):
        """Return when the power ended, or None while it lasts."""
        if self.closed_at:
            return self.closed_at
        return None if self.is_open else self.expires_at


class StaffSessionEntry(models.Model):
    """One request of a staff session: its address without query, never what it carried.

    ``status`` is empty while the request runs, and stays so when the process dies in it. The
    authority is that of the row in the address where it is known, else that of the host; a
    commune stands beside its province, which reads the log.
    """

    session = models.ForeignKey(
        StaffSession, verbose_name=_("staff session"), on_delete=models.CASCADE,
        related_name="entries",
    )  # fmt: skip
    at = models.DateTimeField(_("time"), auto_now_add=True)
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("address"), max_length=500)
    status = models.PositiveSmallIntegerField(_("status of the answer"), null=True)
    province = models.ForeignKey(
        Province, verbose_name=_("province"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, on_delete=models.SET_NULL, related_name="+"
    )  # fmt: skip

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("step of a staff session")
        verbose_name_plural = _("steps of a staff session")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @cached_property
    def place(self) -> Authority | None:
        """Return the authority whose row the request was about."""
        return self.commune or self.province
