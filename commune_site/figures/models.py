"""The row of a page that holds one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from commune_site.figures.charts import ChartKind
from commune_site.figures.fields import FiguresField
from commune_site.figures.table import Table
from commune_site.validation import compose_letters
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class AbstractFigures(Orderable):
    """A table of a page; the subclass adds ``page``, a ``ParentalKey`` named ``figures`` there.

    The uploaded file itself is not kept: what its hidden sheets, comments and properties held
    never reaches the public.
    """

    title = models.CharField(
        _("name of the table"), max_length=255,
        help_text=_("For example: Cân đối thu, chi ngân sách quý III năm 2026"),
    )  # fmt: skip
    data = FiguresField(
        _("table"),
        help_text=_(
            "An Excel file (.xlsx) or CSV, at most 1,000 lines and 30 columns. The first visible "
            "sheet is read; title lines, merged headings and “Đơn vị tính” are understood. "
            "Choose a new file to replace the table."
        ),
    )
    chart = models.CharField(
        _("chart"), max_length=10, choices=ChartKind.choices, default=ChartKind.BARS,
        help_text=_("Drawn by itself from the columns of figures; sums are left out."),
    )  # fmt: skip
    note = models.TextField(
        _("note to the table"), blank=True, max_length=1000,
        help_text=_("Source, method or remark that stands below the table."),
    )  # fmt: skip

    panels = [FieldPanel("title"), FieldPanel("data"), FieldPanel("chart"), FieldPanel("note")]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("table of figures")
        verbose_name_plural = _("tables of figures")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Compose letters and marks, as pages do."""
        super().clean()
        compose_letters(self)

    @property
    def table(self) -> Table | None:
        """Return the table, or None while none was uploaded."""
        return Table.from_json(self.data) if self.data else None
