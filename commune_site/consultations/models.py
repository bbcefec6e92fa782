"""A consultation on a draft, and what citizens said on it."""

from datetime import date

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from commune_site.blocks import BodyBlock
from commune_site.consultations.context import consultation_context
from commune_site.consultations.forms import ConsultationForm
from commune_site.consultations.parts import LONGEST_KEY, Part, parts_of
from commune_site.consultations.periods import shortest_days
from commune_site.consultations.stages import TONES, Stage, stage_of
from commune_site.fields import BodyField
from commune_site.metadata import described
from commune_site.models.base import PortalPage
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager
from search.kinds import Kind

SHORTEST_REASON = 20
_TEXT = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class ConsultationPage(PortalPage):
    """A draft with the time in which everybody may comment on it, and what came of that.

    From the day after ``closes_on`` the synthesis and the explanation are owed (R61); the page is
    done once both are public, which ``outcome_on`` dates.
    """

    schema_types = ("Legislation",)

    organiser = models.CharField(
        _("who asks"), max_length=255,
        help_text=_("The body that drafts the text. For example: Ủy ban nhân dân xã Thất Khê."),
    )  # fmt: skip
    body = BodyField(BodyBlock(), verbose_name=_("introduction"), blank=True)
    draft_text = RichTextField(
        _("text of the draft"), blank=True, features=_TEXT,
        help_text=_(
            "Paste it from Word. Each article (“Điều 1. …”) or heading becomes a part on which "
            "people comment; without a text they comment on the attached file as a whole."
        ),
    )  # fmt: skip
    opens_on = models.DateField(_("first day"), default=timezone.localdate)
    closes_on = models.DateField(
        _("last day"), help_text=_("Comments are received until the end of this day.")
    )
    short_period_reason = models.CharField(
        _("why the time is shorter"), max_length=500, blank=True,
        help_text=_("Only if the time is shorter than the law asks; the public reads the reason."),
    )  # fmt: skip
    receiver = models.CharField(
        _("where else comments are received"), max_length=255,
        help_text=_(
            "Unit and address. For example: Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, "
            "thôn 1."
        ),
    )  # fmt: skip
    receiver_email = models.EmailField(_("e-mail of the receiver"), blank=True)
    synthesis = RichTextField(
        _("synthesis of the comments"), blank=True, features=_TEXT,
        help_text=_("How many took part and what they said; also that nobody did."),
    )  # fmt: skip
    explanation = RichTextField(
        _("what was accepted, what was not, and why"), blank=True, features=_TEXT
    )
    issued_document = models.ForeignKey(
        "documents.LegalDocumentPage", verbose_name=_("the document that was issued"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="consultations",
        help_text=_("Each of the two pages then leads to the other."),
    )  # fmt: skip
    outcome_on = models.DateField(null=True, editable=False)

    search_kind = Kind.DOCUMENT
    template = "consultations/consultation_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = ConsultationForm
    exclude_fields_in_copy = ["synthesis", "explanation", "issued_document", "outcome_on"]

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("body"),
        index.SearchField("draft_text"),
        index.SearchField("explanation"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("organiser"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "opens_on",
                            help_text=_(
                                "The first day on which comments are received. "
                                "For example: 01/12/2026."
                            ),
                        ),
                        FieldPanel(
                            "closes_on",
                            help_text=_(
                                "Comments are received until the end of this day, at least 20 days "
                                "after the first. For example: 21/12/2026."
                            ),
                        ),
                    ]
                ),
                FieldPanel(
                    "short_period_reason",
                    help_text=_(
                        "Only if the time is shorter than the law asks; the public reads the "
                        "reason. For example: the resolution must be passed before the session "
                        "of 10/12/2026."
                    ),
                ),
                FieldPanel("receiver"),
                FieldPanel(
                    "receiver_email",
                    help_text=_(
                        "An official address to which comments may be sent as well. For "
                        "example: vanphong.thatkhe@langson.gov.vn."
                    ),
                ),
            ],
            heading=_("Time and place of comments"),
        ),
        FieldPanel("body"),
        PortalPage.attachments_panel,
        FieldPanel(
            "draft_text",
            help_text=_(
                "Paste it from Word. Each article or heading becomes a part on which "
                "people comment, for example “Điều 1. Phạm vi điều chỉnh”; without a "
                "text they comment on the attached file as a whole."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "synthesis",
                    help_text=_(
                        "How many took part and what they said; also that nobody did. For "
                        "example: 12 people sent 18 comments, 15 of them on Article 3."
                    ),
                ),
                FieldPanel(
                    "explanation",
                    help_text=_(
                        "For example: the time limit in Article 3 was raised to 15 days as "
                        "proposed; the fee in Article 5 stays, because a decree sets it."
                    ),
                ),
                PageChooserPanel(
                    "issued_document",
                    "documents.LegalDocumentPage",
                    help_text=_(
                        "Each of the two pages then leads to the other. For example: the decision "
                        "that was made of this draft."
                    ),
                ),
            ],
            heading=_("Outcome, after the last day"),
            help_text=_("Owed until both texts are public. Attach signed files above."),
        ),
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        indexes = [models.Index(fields=["outcome_on", "closes_on"], name="consultation_owed")]

    @property
    def search_values(self) -> dict[str, str]:
        """Return who asks, as who issued a document."""
        return {"issuer": self.organiser}

    @property
    def plain_text(self) -> str:
        """Return the words of introduction, draft and outcome."""
        texts = (self.draft_text, self.synthesis, self.explanation)
        return " ".join([super().plain_text, *(strip_tags(text) for text in texts)])

    @property
    def parts(self) -> list[Part]:
        """Return the parts of the draft on which people comment."""
        return parts_of(self.draft_text)

    def stage(self, today: date | None = None) -> Stage:
        """Return how far it is on a day (default: today)."""
        return stage_of(self, today or timezone.localdate())

    @property
    def is_open(self) -> bool:
        """Tell whether comments are received today."""
        return self.stage() == Stage.OPEN

    @property
    def tone(self) -> str:
        """Return how the stage is coloured; the words say it, too."""
        return TONES[self.stage()]

    @property
    def days_left(self) -> int:
        """Return the days on which one may comment still, today included."""
        return (self.closes_on - timezone.localdate()).days + 1

    @property
    def days_owed(self) -> int:
        """Return for how many days the outcome has been owed; 0 before the end and after it."""
        is_owed = self.stage() == Stage.WAITING
        return (timezone.localdate() - self.closes_on).days if is_owed else 0

    @property
    def has_outcome(self) -> bool:
        """Tell whether both texts of the outcome are written."""
        return bool(strip_tags(self.synthesis).strip() and strip_tags(self.explanation).strip())

    def counts_as_item(self) -> bool:
        """Every consultation is content."""
        return True

    def describe_itself(self) -> None:
        """Say in lists what it is, and date the outcome when it becomes public."""
        super().describe_itself()
        self.kind_label = str(_("Consultation"))
        if not self.has_outcome:
            self.outcome_on = None
        elif self.live and self.outcome_on is None:
            self.outcome_on = timezone.localdate()

    def with_content_json(self, content: dict) -> "ConsultationPage":
        """Return the page as a revision has it; on which day the outcome came stays known."""
        page = super().with_content_json(content)
        page.outcome_on = self.outcome_on
        return page

    def errors_by_field(self) -> dict:
        """Refuse a time that is too short without a reason, and an outcome before the end."""
        errors = super().errors_by_field() | self._period_errors()
        said = {name: strip_tags(getattr(self, name)).strip() for name in _OUTCOME}
        for name, text in said.items():
            if not text and any(said.values()):
                errors[name] = _("Synthesis and explanation are published together.")
        if any(said.values()) and self.closes_on and self.closes_on >= timezone.localdate():
            errors["synthesis"] = _("People may comment still; the outcome comes after the end.")
        return errors

    def _period_errors(self) -> dict:
        if not self.opens_on or not self.closes_on:
            return {}
        if self.closes_on < self.opens_on:
            return {"closes_on": _("The last day lies before the first one.")}
        reason = " ".join(self.short_period_reason.split())
        if reason and len(reason) < SHORTEST_REASON:
            text = _("Write at least %(count)d letters.") % {"count": SHORTEST_REASON}
            return {"short_period_reason": text}
        days = shortest_days(self)
        if (self.closes_on - self.opens_on).days < days and not reason:
            text = _("The law asks for %(days)d days at least; for less, write the reason below.")
            return {"closes_on": text % {"days": days}}
        return {}

    def structured_data(self) -> list[dict]:
        """Add the draft, and while it is open the way to comment on it."""
        draft = described(self, "Legislation") | {"creativeWorkStatus": "Draft"}
        if self.is_open:
            draft["potentialAction"] = {
                "@type": "CommentAction",
                "target": f"{self.tenant.root_url}{self.form_path}",
                "startTime": self.opens_on.isoformat(),
                "endTime": self.closes_on.isoformat(),
            }
        return [*super().structured_data(), draft]

    @property
    def form_path(self) -> str:
        """Return the address of the form on the own site."""
        return reverse("consultation-comment", args=[self.pk]) if self.pk else ""

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add files, parts, comments and the outcome."""
        return super().get_context(request, *args, **kwargs) | consultation_context(self, request)


_OUTCOME = ("synthesis", "explanation")


class Opinion(models.Model):
    """What one citizen said on one part of a draft; public from ``published_on`` on.

    ``text`` is the sender's own; a moderator may leave words out and adds none. Without a ``part``
    it is about the whole draft. The case holds who sent it, until that is erased.
    """

    page = models.ForeignKey(ConsultationPage, on_delete=models.CASCADE, related_name="opinions")
    case = models.ForeignKey(
        "engagement.Case", null=True, on_delete=models.SET_NULL, related_name="opinions"
    )
    part = models.SlugField(max_length=LONGEST_KEY + 10, blank=True)
    part_title = models.CharField(_("part of the draft"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    is_shortened = models.BooleanField(_("shortened"), default=False)
    received_on = models.DateField(_("received"), default=timezone.localdate)
    published_on = models.DateField(_("published"), null=True, blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["pk"]
        indexes = [models.Index(fields=["page", "published_on"], name="opinion_published")]

    def __str__(self) -> str:
        return self.part_title or str(_("The whole draft"))
