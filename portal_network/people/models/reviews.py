"""The half-yearly review of accounts and permissions (R89)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.people.models.places import AtPlace


class ReviewIsFinal(RuntimeError):
    """Somebody tried to change or delete a review that was submitted."""


class PermissionReview(AtPlace):
    """Who looked through the memberships of a place, when, and what became of each.

    ``rows`` repeats names as they were, so that the record stays readable when accounts change;
    each entry has ``name``, ``username``, ``email``, ``role``, ``last_login``, ``is_kept``.
    """

    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewed by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    reviewer_name = models.CharField(_("reviewed by"), max_length=302)
    reviewed_at = models.DateTimeField(_("reviewed"), auto_now_add=True)
    rows = models.JSONField(_("memberships reviewed"))

    class Meta(AtPlace.Meta):
        abstract = False
        verbose_name = _("review of permissions")
        verbose_name_plural = _("reviews of permissions")
        ordering = ["-reviewed_at", "-pk"]
        indexes = [
            models.Index(fields=["commune", "-reviewed_at"]),
            models.Index(fields=["province", "-reviewed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.reviewed_at:%d/%m/%Y}"

    def save(self, *args, **kwargs) -> None:
        """Store the review once.

        Raises:
            ReviewIsFinal: it is stored already.
        """
        if not self._state.adding:
            raise ReviewIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> None:
        """Refuse.

        Raises:
            ReviewIsFinal: always.
        """
        raise ReviewIsFinal

    def kept(self) -> int:
        """Return how many memberships were confirmed."""
        return sum(row["is_kept"] for row in self.rows)

    def ended(self) -> int:
        """Return how many memberships were ended."""
        return len(self.rows) - self.kept()
