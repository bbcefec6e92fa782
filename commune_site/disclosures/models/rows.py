"""What hangs on a disclosure: its tables, and the log of its corrections."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from commune_site.disclosures.models.pages import DisclosurePage
from commune_site.figures.models import AbstractFigures
from commune_site.validation import compose_letters
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class DisclosureFigures(AbstractFigures):
    """One table of a disclosure."""

    page = ParentalKey(DisclosurePage, on_delete=models.CASCADE, related_name="figures")


class Correction(Orderable):
    """What was corrected after publication, when and why; it is shown and stays (R58)."""

    page = ParentalKey(DisclosurePage, on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField(_("date of the correction"), default=timezone.localdate)
    reason = models.TextField(
        _("what was corrected and why"), max_length=1000,
        help_text=_(
            "For example: Sửa số chi giáo dục từ 1.250 thành 1.520 triệu đồng do nhập nhầm."
        ),
    )  # fmt: skip

    panels = [
        FieldPanel(
            "corrected_on",
            help_text=_("The day on which it was put right. For example: 12/11/2026"),
        ),
        FieldPanel("reason"),
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.corrected_on:%d/%m/%Y}: {self.reason[:60]}"

    def clean(self) -> None:
        """Compose letters and marks, as pages do."""
        super().clean()
        compose_letters(self)
