"""Tenders (row 14): open until their deadline, closed by themselves after it."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from commune_site.models.base import PortalPage
from commune_site.plans.choices import TenderKind, TenderMethod, TenderState
from commune_site.plans.facts import Badge, Fact, stated
from commune_site.plans.models.projects import ProjectPage
from commune_site.plans.models.records import TEMPLATE, RecordPage
from commune_site.plans.money import MoneyField, format_money
from commune_site.plans.related import shown_project

NATIONAL_SYSTEM = "https://muasamcong.mpi.gov.vn/"
NATIONAL_HOST = "muasamcong.mpi.gov.vn"
# IB, two digits of the year and eight more; before 2022 eleven digits. A version may follow.
_CODE = re.compile(r"(?:IB\d{10}(?:-\d{2})?|\d{11}-\d{2})", re.ASCII)
TONE_OF_STATE = {
    TenderState.OPEN: "success",
    TenderState.CLOSED: "warning",
    TenderState.AWARDED: "info",
    TenderState.CANCELLED: "danger",
}


def normal_code(text: str) -> str | None:
    """Return the code of a notice of tender as the national system writes it, or None.

    >>> normal_code(" ib 2500123456 - 00")
    'IB2500123456-00'
    """
    code = re.sub(r"\s+", "", text).replace("–", "-").upper()
    return code if _CODE.fullmatch(code) else None


def state_case(now: datetime) -> Case:
    """Return the state of tenders as a column, the same as :meth:`TenderPage.state`."""
    return Case(
        When(cancelled_on__isnull=False, then=Value(TenderState.CANCELLED)),
        When(~Q(winner=""), then=Value(TenderState.AWARDED)),
        When(closes_at__gt=now, then=Value(TenderState.OPEN)),
        default=Value(TenderState.CLOSED),
        output_field=models.CharField(),
    )


class TenderPage(RecordPage):
    """A package to be awarded; its state follows from its dates. Amounts are đồng."""

    schema_types = ("Demand",)

    code = models.CharField(
        _("code of the notice (TBMT)"), max_length=20, blank=True,
        help_text=_(
            "As on the national bidding system, for example IB2500123456 or IB2500123456-00. "
            "Empty for forms of selection without a notice."
        ),
    )  # fmt: skip
    notice_url = models.URLField(
        _("address on the national bidding system"), max_length=1000, blank=True,
        help_text=_(
            "Of the notice, for example https://muasamcong.mpi.gov.vn/… as copied from the "
            "address bar. Empty: the page leads to the front of the system."
        ),
    )  # fmt: skip
    project = models.ForeignKey(
        ProjectPage, verbose_name=_("project"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="tenders",
    )  # fmt: skip
    procuring_entity = models.CharField(
        _("procuring entity"), max_length=255,
        help_text=_("For example: Ủy ban nhân dân xã Thất Khê"),
    )  # fmt: skip
    kind = models.CharField(_("what is bought"), max_length=20, choices=TenderKind.choices)
    method = models.CharField(_("form of selection"), max_length=30, choices=TenderMethod.choices)
    price = MoneyField(_("price of the package"), null=True, blank=True)
    funding = models.CharField(_("source of the money"), max_length=255, blank=True)
    duration = models.CharField(
        _("time for the contract"), max_length=80, blank=True,
        help_text=_("For example: 180 ngày"),
    )  # fmt: skip
    issued_on = models.DateField(_("notice issued on"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("bids close at"),
        help_text=_("Day and hour; from then on the page says by itself that bidding is closed."),
    )
    winner = models.CharField(_("chosen contractor"), max_length=255, blank=True)
    winning_price = MoneyField(_("winning price"), null=True, blank=True)
    result_decision = models.CharField(
        _("decision on the result"), max_length=80, blank=True,
        help_text=_("As printed, for example 112/QĐ-UBND"),
    )  # fmt: skip
    result_on = models.DateField(_("date of the result"), null=True, blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)

    template = TEMPLATE

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("code", boost=4),
        index.SearchField("procuring_entity"),
        index.SearchField("winner"),
        index.FilterField("kind"),
        index.FilterField("closes_at"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("code"),
                        FieldPanel(
                            "issued_on",
                            help_text=_("The day of the notice. For example: 01/11/2026"),
                        ),
                    ]
                ),
                FieldPanel("notice_url"),
                FieldPanel(
                    "closes_at",
                    help_text=_(
                        "Day and hour; from then on the page says by itself that bidding is "
                        "closed. For example: 21/11/2026 09:00"
                    ),
                ),
            ],
            heading=_("The notice"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("procuring_entity"),
                PageChooserPanel(
                    "project",
                    "plans.ProjectPage",
                    help_text=_(
                        "Choose it if it stands on this site. For example: Nâng cấp đường liên xã"
                    ),
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "kind",
                            help_text=_(
                                "What is bought. For example: choose works for the building of a "
                                "road."
                            ),
                        ),
                        FieldPanel(
                            "method",
                            help_text=_(
                                "As the plan of the choice of contractors says. For example: open "
                                "bidding."
                            ),
                        ),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "price",
                            help_text=_(
                                "The estimated price in đồng; words are understood. For example: "
                                "2,4 tỷ"
                            ),
                        ),
                        FieldPanel("duration"),
                    ]
                ),
                FieldPanel(
                    "funding",
                    help_text=_("Where the money comes from. For example: Ngân sách xã năm 2026"),
                ),
            ],
            heading=_("The package"),
        ),
        RecordPage.decision_panel,
        MultiFieldPanel(
            [
                FieldPanel(
                    "winner",
                    help_text=_(
                        "Who won, as in the decision. For example: Công ty Trách nhiệm hữu hạn Ví"
                        " Dụ"
                    ),
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "winning_price",
                            help_text=_("In đồng; words are understood. For example: 2,31 tỷ"),
                        ),
                        FieldPanel(
                            "result_on",
                            help_text=_(
                                "The day on which the result was approved. For example: 05/12/2026"
                            ),
                        ),
                    ]
                ),
                FieldPanel("result_decision"),
                FieldPanel(
                    "cancelled_on",
                    help_text=_("Only if it was called off. For example: 28/11/2026"),
                ),
            ],
            heading=_("The result"),
            help_text=_(
                "To be filled in when the contractor is chosen or the tender is cancelled."
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.body_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("tender")
        verbose_name_plural = _("tenders")
        indexes = [models.Index(fields=["closes_at"], name="tender_closes_at")]

    def list_reference(self) -> str:
        """Return the code of the notice."""
        return self.code

    def list_label(self) -> str:
        """Return what is bought and how."""
        return f"{self.get_kind_display()}, {self.get_method_display()}"

    def own_errors(self) -> dict:
        """Refuse a code of another form, days in the wrong order, half a result."""
        return self._notice_errors() | self._result_errors()

    def _notice_errors(self) -> dict:
        errors = {}
        if self.code and (code := normal_code(self.code)) is None:
            errors["code"] = _(
                "A code of a notice is IB and ten digits, for example IB2500123456 or "
                "IB2500123456-00."
            )
        elif self.code:
            self.code = code
        if self.notice_url and not leads_to_national_system(self.notice_url):
            errors["notice_url"] = _("The address must begin with https://muasamcong.mpi.gov.vn/.")
        closes_on = timezone.localdate(self.closes_at) if self.closes_at else None
        if self.issued_on and closes_on and closes_on < self.issued_on:
            errors["closes_at"] = _("Bids cannot close before the notice is issued.")
        return errors

    def _result_errors(self) -> dict:
        errors = {}
        today = timezone.localdate()
        if (self.winning_price is not None or self.result_on) and not self.winner.strip():
            errors["winner"] = _("Write which contractor was chosen.")
        if self.winner and self.cancelled_on:
            errors["cancelled_on"] = _("A cancelled tender has no chosen contractor.")
        if self.winner and self.closes_at and self.closes_at > timezone.now():
            errors["winner"] = _("No contractor can be chosen while bids are still taken.")
        for name in ("result_on", "cancelled_on"):
            if (day := getattr(self, name)) and day > today:
                errors[name] = _("This day lies in the future.")
        return errors

    def state(self, now: datetime | None = None) -> TenderState:
        """Return how far the tender is at a moment; nobody has to close it."""
        if self.cancelled_on:
            return TenderState.CANCELLED
        if self.winner:
            return TenderState.AWARDED
        return TenderState.OPEN if self.closes_at > (now or timezone.now()) else TenderState.CLOSED

    @cached_property
    def badges(self) -> list[Badge]:
        """Its state."""
        state = self.state()
        return [Badge(state.label, TONE_OF_STATE[state])]

    @property
    def national_url(self) -> str:
        """Return where the notice stands on the national bidding system."""
        return self.notice_url or NATIONAL_SYSTEM

    def own_facts(self) -> list[Fact]:
        """Return what the notice states, then the result."""
        closes = timezone.localtime(self.closes_at)
        return stated(
            (_("Code of the notice (TBMT)"), self.code),
            (_("Procuring entity"), self.procuring_entity),
            (_("What is bought"), self.get_kind_display()),
            (_("Form of selection"), self.get_method_display()),
            (_("Price of the package"), format_money(self.price)),
            (_("Source of the money"), self.funding),
            (_("Time for the contract"), self.duration),
            (_("Notice issued on"), self.issued_on),
            (_("Bids close at"), f"{closes:%H:%M, %d/%m/%Y}"),
            (_("Chosen contractor"), self.winner),
            (_("Winning price"), format_money(self.winning_price)),
            (_("Decision on the result"), self.result_decision),
            (_("Date of the result"), self.result_on),
            (_("Cancelled on"), self.cancelled_on),
        )

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the project and the way to the national system."""
        return super().get_context(request, *args, **kwargs) | {
            "project": shown_project(self),
            "national_url": self.national_url,
        }

    def structured_data(self) -> list[dict]:
        """Add the tender as a ``Demand`` of schema.org: what an authority seeks, until when."""
        demand = {
            "@type": "Demand",
            "@id": f"{self.full_url}#goi-thau",
            "name": self.title,
            "url": self.full_url,
            "identifier": self.code,
            "description": self.get_kind_display(),
            "availabilityEnds": self.closes_at.isoformat(),
            "seller": {"@type": "GovernmentOrganization", "name": self.procuring_entity},
        }
        if self.issued_on:
            demand["availabilityStarts"] = self.issued_on.isoformat()
        if self.price is not None:
            demand["priceSpecification"] = {
                "@type": "PriceSpecification",
                "price": str(self.price),
                "priceCurrency": "VND",
            }
        known = {key: value for key, value in demand.items() if value}
        return [*super().structured_data(), known]


def leads_to_national_system(url: str) -> bool:
    """Tell whether an address is one of the national bidding system, over a safe connection."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname == NATIONAL_HOST and not parts.username
