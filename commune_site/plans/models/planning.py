"""Planning and land-use plans with their maps (row 11)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.search import index

from commune_site.models.base import PortalPage
from commune_site.plans.choices import PlanningKind
from commune_site.plans.facts import Fact, stated
from commune_site.plans.maps import shown_maps
from commune_site.plans.models.records import TEMPLATE, PeriodMixin, RecordPage
from commune_site.plans.models.rows import RecordRow


class PlanningPage(PeriodMixin, RecordPage):
    """What may be built and grown where, for a period, with maps to see and to take away."""

    schema_types = ("Map",)

    kind = models.CharField(_("kind of planning"), max_length=30, choices=PlanningKind.choices)
    scope = models.CharField(
        _("scope"), max_length=500,
        help_text=_("Which area it covers. For example: Khu trung tâm xã, thôn 1 và thôn 2"),
    )  # fmt: skip
    area_ha = models.DecimalField(
        _("area (ha)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    needs_decision_in = frozenset({"planning-land"})

    template = TEMPLATE

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("scope"),
        index.FilterField("kind"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "kind",
            help_text=_(
                "Stands in lists; visitors narrow the list by it. For example: choose the"
                " annual plan of land use for that of one year."
            ),
        ),
        FieldRowPanel(
            [
                FieldPanel("scope"),
                FieldPanel(
                    "area_ha",
                    help_text=_("Of the whole planned area, in hectares. For example: 4120,5"),
                ),
            ]
        ),
        PeriodMixin.period_panel,
        RecordPage.decision_panel,
        InlinePanel(
            "maps",
            heading=_("Maps"),
            label=_("map"),
            help_text=_(
                "The picture is for the page, the file (PDF, drawing, archive) to take away. Give "
                "at least one of them."
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.body_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("planning")
        verbose_name_plural = _("plannings")
        indexes = [models.Index(fields=["kind", "period"], name="planning_kind_period")]

    def own_errors(self) -> dict:
        """Refuse years in the wrong order and an area of nothing."""
        errors = self.period_errors()
        if self.area_ha is not None and self.area_ha <= 0:
            errors["area_ha"] = _("The area must be greater than 0.")
        return errors

    def own_facts(self) -> list[Fact]:
        """Return kind, scope, area and period."""
        return stated(
            (_("Kind of planning"), self.get_kind_display()),
            (_("Scope"), self.scope),
            (_("Area (ha)"), self.area_ha),
            (_("Period of years"), self.period),
        )

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the maps."""
        return super().get_context(request, *args, **kwargs) | {"maps": shown_maps(self)}

    def covered(self) -> dict:
        """Return the period and the area of the planning."""
        place = {"@type": "Place", "name": self.scope}
        return self.temporal_coverage() | {"spatialCoverage": place}

    def structured_data(self) -> list[dict]:
        """Add each map as a ``Map`` of schema.org."""
        maps = [
            {
                "@type": "Map",
                "name": row.title,
                "description": row.text_alternative,
                "url": self.full_url,
                "inLanguage": "vi",
                "spatialCoverage": {"@type": "Place", "name": self.scope},
            }
            for row in self.maps.all()
        ]
        return super().structured_data() + maps


class PlanningMap(RecordRow):
    """A map: a picture to look at, words for whoever cannot see it, a file to take away."""

    page = ParentalKey(PlanningPage, on_delete=models.CASCADE, related_name="maps")
    title = models.CharField(
        _("name of the map"), max_length=255,
        help_text=_("For example: Bản đồ kế hoạch sử dụng đất năm 2026, tỷ lệ 1:10.000"),
    )  # fmt: skip
    image = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture of the map"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    text_alternative = models.TextField(
        _("what the map shows, in words"), max_length=2000,
        help_text=_(
            "For people who cannot see it: which areas lie where and what changes. For example: "
            "Đất ở mới 3,2 ha nằm phía bắc quốc lộ, giáp thôn 2; đất rừng giữ nguyên."
        ),
    )  # fmt: skip
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file to take away"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    panels = [
        FieldPanel("title"),
        FieldPanel(
            "image",
            help_text=_(
                "The map as a picture, which everybody can look at. For example: a scan "
                "of the signed sheet."
            ),
        ),
        FieldPanel("text_alternative"),
        FieldPanel(
            "document",
            help_text=_("The map as a file in full size. For example: ban-do-quy-hoach.pdf"),
        ),
    ]

    class Meta(RecordRow.Meta):
        verbose_name = _("map")
        verbose_name_plural = _("maps")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a map that is neither seen nor taken away."""
        super().clean()
        if not self.image_id and not self.document_id:
            raise ValidationError({"image": _("Choose the picture of the map or its file.")})
