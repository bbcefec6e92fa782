"""Deadlines, retention and the words of the privacy notice, as rows that a province changes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune_site.engagement.kinds import kind_choices
from portal_network.tenancy.models import Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

LONGEST_DEADLINE = 120
SHORTEST_RETENTION, LONGEST_RETENTION = 30, 3650


class CasePolicy(models.Model):
    """What a province has decided for one kind of case; where there is none, the kind's own."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.SlugField(_("kind"), max_length=30, choices=kind_choices)
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DEADLINE)],
    )
    counts_working_days = models.BooleanField(_("count working days"), default=True)
    warning_days = models.PositiveSmallIntegerField(
        _("remind so many working days before"), default=2,
        validators=[MaxValueValidator(30)],
    )  # fmt: skip
    needs_signature = models.BooleanField(
        _("answers need a signature"), default=False,
        help_text=_(
            "A second person, who approves texts at the place, reads an answer before it leaves."
        ),
    )  # fmt: skip
    retention_days = models.PositiveSmallIntegerField(
        _("days until personal data are erased"),
        help_text=_("Counted from the day on which the case was closed."),
        validators=[
            MinValueValidator(SHORTEST_RETENTION),
            MaxValueValidator(LONGEST_RETENTION),
        ],
    )
    purpose = models.CharField(
        _("purpose"), max_length=255, blank=True,
        help_text=_("Continues “Your data are used …” in the privacy notice. Empty: as shipped."),
    )  # fmt: skip
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("rule for cases")
        verbose_name_plural = _("rules for cases")
        ordering = ["province", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind"],
                name="case_policy_once_per_kind",
                violation_error_message=_("There is a rule for this kind of case already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.province} · {self.get_kind_display()}"
