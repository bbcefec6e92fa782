"""What people add to the calendar that the law gives."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

FIRST_YEAR, LAST_YEAR = 2000, 2200


class CalendarDay(models.Model):
    """A day that is, for a province or for the whole country, not what the law alone makes of it.

    The Prime Minister's yearly notice exchanges working days for days off (Labour Code 45/2019,
    article 112.3); a province may close its offices after a storm. A row of the province wins over
    one of the country, and both over what is computed.
    """

    class Kind(models.TextChoices):
        """What the day becomes."""

        DAY_OFF = "day_off", _("day off")
        WORKING_DAY = "working_day", _("working day made up")

    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(
        _("reason"), max_length=120, help_text=_("As staff read it, with the number of the notice.")
    )
    province = models.ForeignKey(
        Province, verbose_name=_("province"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(province__isnull=True),
                name="calendar_day_once_for_the_country",
                violation_error_message=_("This day stands in the calendar already."),
            ),
            models.UniqueConstraint(
                fields=["date", "province"],
                condition=Q(province__isnull=False),
                name="calendar_day_once_per_province",
                violation_error_message=_("This day stands in the calendar already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} · {self.name}"


class ConfirmedYear(models.Model):
    """Somebody has compared a year of the calendar with the official notice of its days off."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    province = models.ForeignKey(
        Province, verbose_name=_("province"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed"), auto_now_add=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("confirmed year")
        verbose_name_plural = _("confirmed years")
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(province__isnull=True),
                name="year_confirmed_once_for_the_country",
            ),
            models.UniqueConstraint(
                fields=["year", "province"],
                condition=Q(province__isnull=False),
                name="year_confirmed_once_per_province",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
