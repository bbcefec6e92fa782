"""Roles are few and the same everywhere; a membership ties a person to a role and a place."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models.authorities import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Role(models.TextChoices):
    """What a person does for a commune or for a province."""

    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    SITE_ADMINISTRATOR = "site_administrator", _("Commune administrator")
    RESPONDER = "responder", _("Responder")
    PROVINCE_ADMINISTRATOR = "province_administrator", _("Province administrator")
    PROVINCE_MODERATOR = "province_moderator", _("Province moderator")
    PROVINCE_OBSERVER = "province_observer", _("Province observer")


COMMUNE_ROLES = (Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR, Role.RESPONDER)
PROVINCE_ROLES = (
    Role.PROVINCE_ADMINISTRATOR,
    Role.PROVINCE_MODERATOR,
    Role.PROVINCE_OBSERVER,
)


class Membership(models.Model):
    """A person holds a role in one commune, or in one province; several rows are allowed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE,
        related_name="memberships",
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    province = models.ForeignKey(
        Province, verbose_name=_("province"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="memberships",
    )  # fmt: skip
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="memberships",
    )  # fmt: skip
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=COMMUNE_ROLES, commune__isnull=False, province__isnull=True)
                    | Q(role__in=PROVINCE_ROLES, commune__isnull=True, province__isnull=False)
                ),
                name="membership_role_fits_its_place",
                violation_error_message=_(
                    "A commune role needs a commune, a province role needs a province."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "commune"],
                condition=Q(commune__isnull=False),
                name="membership_once_per_commune",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "province"],
                condition=Q(province__isnull=False),
                name="membership_once_per_province",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.commune or self.province}"
