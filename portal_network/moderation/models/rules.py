"""Who must approve what, as rows that a province changes without a programmer."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune_site.checks import CHECKS, Level
from commune_site.sections import registry_value, section_choices
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

MOST_WORKING_DAYS = 60
DAYS = (MinValueValidator(1), MaxValueValidator(MOST_WORKING_DAYS))


class Route(models.TextChoices):
    """By whose hands a text passes before the public reads it."""

    COMMUNE = "commune", _("commune only")
    COMMUNE_THEN_PROVINCE = "commune_then_province", _("commune, then province")
    # Not for rules: the way of a province's own pages.
    PROVINCE = "province", _("province only")


ROUTES_OF_COMMUNES = (Route.COMMUNE, Route.COMMUNE_THEN_PROVINCE)


class ApprovalRule(models.Model):
    """The route and the deadlines of one section, or of all, in one commune, or in all.

    The row of a commune wins over that of its province, then the row of a section over that of
    all sections (:mod:`portal_network.moderation.routes`). Deadlines are working days per stage.
    """

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="+",
        help_text=_("Empty: all communes of the province."),
    )  # fmt: skip
    section = models.SlugField(
        _("section"), max_length=50, blank=True, choices=section_choices,
        help_text=_("Empty: all sections."),
    )  # fmt: skip
    route = models.CharField(
        _("approval"), max_length=24, choices=[(r.value, r.label) for r in ROUTES_OF_COMMUNES]
    )
    commune_days = models.PositiveSmallIntegerField(
        _("deadline of the commune"), default=2, validators=DAYS, help_text=_("In working days.")
    )
    province_days = models.PositiveSmallIntegerField(
        _("deadline of the province"), default=3, validators=DAYS, help_text=_("In working days.")
    )

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("approval rule")
        verbose_name_plural = _("approval rules")
        ordering = ["province", F("commune").asc(nulls_first=True), "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "section"],
                condition=Q(commune__isnull=True),
                name="approval_rule_once_per_section",
                violation_error_message=_("There is a rule for this section already."),
            ),
            models.UniqueConstraint(
                fields=["commune", "section"],
                condition=Q(commune__isnull=False),
                name="approval_rule_once_per_commune",
                violation_error_message=_("There is a rule for this section already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_name} · {self.section_name()} · {self.get_route_display()}"

    @property
    def place_name(self) -> str:
        """Return for whom the rule counts."""
        return self.commune.name if self.commune_id else str(_("all communes"))

    def section_name(self) -> str:
        """Return the name of the section, or that it is all of them."""
        if not self.section:
            return str(_("all sections"))
        return registry_value(self.section, "name", self.section)

    # Read by lists of the administration.
    section_name.short_description = _("section")

    def clean(self) -> None:
        """Refuse a commune of another province."""
        super().clean()
        refuse_foreign_commune(self)


class Probation(models.Model):
    """For some time everything of a commune passes through the province, whatever the rules say."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty: until further notice.")
    )
    reason = models.CharField(_("reason"), max_length=255)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("probation")
        verbose_name_plural = _("probations")
        ordering = ["-since", "commune"]

    def __str__(self) -> str:
        return f"{self.commune} · {self.since:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse an end before the beginning and a commune of another province."""
        super().clean()
        refuse_foreign_commune(self)
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The last day must not lie before the first.")})


class SendBackReason(models.Model):
    """A reason that the province's moderators and its communes' approvers can use again."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    text = models.CharField(_("reason"), max_length=255)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("reason for sending back")
        verbose_name_plural = _("reasons for sending back")
        ordering = ["province", "position", "pk"]

    def __str__(self) -> str:
        return self.text


def check_choices() -> list[tuple[str, str]]:
    """Return the codes of all checks with what they look for."""
    return [(code, one.label) for code, one in CHECKS.items()]


class CheckRule(models.Model):
    """What a failed check does in a province, where that differs from the check's own level."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    check_code = models.CharField(_("check"), max_length=40, choices=check_choices)
    level = models.CharField(_("when it fails"), max_length=8, choices=Level.choices)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("rule for a check")
        verbose_name_plural = _("rules for checks")
        ordering = ["province", "check_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "check_code"],
                name="check_rule_once_per_province",
                violation_error_message=_("There is a rule for this check already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name()} · {self.get_level_display()}"

    def check_name(self) -> str:
        """Return what the check looks for; a room may have taken it away."""
        return str(CHECKS[self.check_code].label) if self.check_code in CHECKS else self.check_code

    # Read by lists of the administration.
    check_name.short_description = _("check")


def refuse_foreign_commune(row: ApprovalRule | Probation) -> None:
    """Check that a row's commune lies in its province.

    Raises:
        ValidationError: it does not.
    """
    if row.commune_id and row.province_id and row.commune.province_id != row.province_id:
        raise ValidationError({"commune": _("This commune belongs to another province.")})
