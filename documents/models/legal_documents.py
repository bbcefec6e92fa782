"""A legal or administrative document: what it states, what it does to others, and its files."""

from datetime import date

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from commune_site.models.base import PortalPage
from documents.panels import document_panels
from documents.record.citations import citation_of
from documents.record.context import document_context
from documents.record.editions import published_statement, record_edition, statement_of
from documents.record.effect import effect_of, keep_effect
from documents.record.file_text import indexed_text
from documents.record.forms import LegalDocumentForm
from documents.record.levels import LONGEST_ISSUER_KEY, issuer_key, level_of_issuer
from documents.record.numbers import LONGEST_KEY, number_address, number_key
from documents.record.relations import relations_of
from documents.record.shelves import NO_END, place_code, shelf_of
from documents.record.vocabulary import (
    STATED_EFFECTS,
    TONES,
    DocumentKind,
    DocumentType,
    Effect,
    IssuingLevel,
    SigningForm,
    field_choices,
    kind_of,
)
from documents.structured_data import dublin_core_terms, legislation
from search.kinds import Kind
from search.text import fold


class LegalDocumentPage(PortalPage):
    """A document with the fields of R65 and R66; what the document does not state stays empty.

    The page is the document; its revisions are its editions, and each change after publication is
    told in public (:mod:`documents.record.editions`).
    """

    schema_types = ("Legislation",)

    number = models.CharField(
        _("number and symbol"), max_length=80, blank=True, db_index=True,
        help_text=_("As printed: 206/KH-UBND. Empty when the document has none."),
    )  # fmt: skip
    document_type = models.CharField(
        _("type of document"), max_length=20, choices=DocumentType.choices
    )
    document_kind = models.CharField(
        _("kind of document"), max_length=20, blank=True, choices=DocumentKind.choices,
        help_text=_(
            "For example a normative document, if it holds rules for everybody. Empty: by the "
            "section in which it is posted."
        ),
    )  # fmt: skip
    field = models.CharField(
        _("field"), max_length=40, blank=True, choices=field_choices,
        help_text=_("What it is about; visitors narrow the list by it."),
    )  # fmt: skip
    level = models.CharField(
        _("issuing level"), max_length=20, blank=True, choices=IssuingLevel.choices,
        help_text=_(
            "Whose authority issued it, for example commune for a People’s Committee of a "
            "commune. Empty: read from the name of the issuing body, where it tells."
        ),
    )  # fmt: skip
    issuer = models.CharField(_("issuing body"), max_length=255)
    place = models.CharField(_("place of issue"), max_length=120, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    effective_on = models.DateField(_("effective from"), null=True, blank=True)
    expired_on = models.DateField(_("no longer effective from"), null=True, blank=True)
    effect_stated = models.CharField(
        _("status of effect"), max_length=24, blank=True,
        choices=[(effect.value, effect.label) for effect in STATED_EFFECTS],
        help_text=_("Only what the dates do not say, such as partly expired; empty: by the dates."),
    )  # fmt: skip
    effect_note = models.CharField(
        _("note on the effect"), max_length=500, blank=True,
        help_text=_(
            "Which part, since when, by which document. For example: Điều 5 hết hiệu lực từ "
            "01/07/2026 theo Nghị quyết 12/2026/NQ-HĐND."
        ),
    )  # fmt: skip
    signatory = models.CharField(_("signatory"), max_length=120, blank=True)
    signatory_post = models.CharField(_("post of the signatory"), max_length=160, blank=True)
    signing_form = models.CharField(
        _("form of signing"), max_length=10, blank=True, choices=SigningForm.choices
    )
    recipients = models.TextField(
        _("recipients"), blank=True, max_length=4000,
        help_text=_("As below “Nơi nhận”, one on each line. For example: Các phòng chuyên môn."),
    )  # fmt: skip
    # R101: a scanned file alone is no text to a screen reader.
    full_text = RichTextField(
        _("full text"), blank=True,
        features=["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link"],
        help_text=_("The text as a page, for people who cannot open or read the file."),
    )  # fmt: skip
    change_note = models.CharField(
        _("why the published page changes"), max_length=500, blank=True,
        help_text=_(
            "For a page that is public already: readers see this reason beside what changed. For "
            "example: Sửa ngày có hiệu lực do nhập nhầm."
        ),
    )  # fmt: skip

    # Kept from the others, so that lists and addresses need one table and one index each.
    number_key = models.CharField(max_length=LONGEST_KEY, blank=True, editable=False)
    issuer_slug = models.CharField(max_length=LONGEST_ISSUER_KEY, blank=True, editable=False)
    issued_year = models.PositiveSmallIntegerField(null=True, editable=False)
    place_code = models.CharField(max_length=5, blank=True, editable=False)
    # Where the public finds it ("05986/legal-documents"); empty while it does not.
    shelf = models.CharField(max_length=60, blank=True, editable=False)
    listed_on = models.DateField(default=timezone.localdate, editable=False)
    listed_until = models.DateField(default=NO_END, editable=False)
    # The state of effect until the day on which it may be another (documents.record.effect).
    effect_kept = models.CharField(max_length=24, blank=True, db_default="", editable=False)
    effect_changes_on = models.DateField(db_default=date.min, editable=False)

    search_kind = Kind.DOCUMENT
    template = "documents/legal_document_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = LegalDocumentForm
    exclude_fields_in_copy = ["change_note"]
    keeps_withdrawal_notice = True
    withdrawal_template = "documents/withdrawn.html"

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("number", boost=4),
        index.SearchField("issuer"),
        index.SearchField("signatory"),
        index.SearchField("full_text"),
        index.FilterField("document_type"),
        index.FilterField("issued_on"),
    ]

    content_panels = document_panels()

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        indexes = [
            models.Index(fields=["shelf", "-listed_on", "listed_until"], name="document_newest"),
            models.Index(fields=["shelf", "number_key", "listed_until"], name="document_number"),
            models.Index(
                fields=["shelf", "document_type", "-listed_on", "listed_until"],
                name="document_type_newest",
            ),
            models.Index(
                fields=["shelf", "issuer_slug", "-listed_on", "listed_until", "issuer"],
                name="document_issuer_named",
            ),
            models.Index(
                fields=["shelf", "issued_year", "-listed_on", "listed_until"],
                name="document_year_newest",
            ),
            models.Index(
                fields=["shelf", "field", "-listed_on", "listed_until"],
                name="document_field_newest",
            ),
            models.Index(
                fields=["shelf", "level", "-listed_on", "listed_until"],
                name="document_level_newest",
            ),
            models.Index(
                fields=["shelf", "document_kind", "-listed_on", "listed_until"],
                name="document_kind_newest",
            ),
            models.Index(
                fields=["shelf", "effect_kept", "-listed_on", "listed_until"],
                name="document_effect_newest",
            ),
            models.Index(fields=["effect_changes_on", "shelf"], name="document_effect_due"),
            models.Index(fields=["place_code", "number_key"], name="document_number_of_place"),
        ]

    @property
    def folded_text(self) -> str:
        """Return number, issuer, signatory and the text of the files, too, without marks."""
        stated = fold(f"{self.number} {self.issuer} {self.signatory}")
        return f"{super().folded_text} {stated} {indexed_text(self)}"

    @property
    def search_values(self) -> dict[str, str]:
        """Return who issued it, and its field."""
        return {"issuer": self.issuer, "field": str(self.get_field_display())}

    @property
    def plain_text(self) -> str:
        """Return the words of the full text."""
        return get_text_for_indexing(self.full_text)

    @property
    def document_type_label(self) -> str:
        """Return the Vietnamese name of the type."""
        return self.get_document_type_display()

    @property
    def citation(self) -> str:
        """Return the words by which officials cite the document."""
        return citation_of(self)

    @property
    def permanent_path(self) -> str:
        """Return the address by number on the own site; empty without a number."""
        address = number_address(self.number, self.issued_year)
        return f"/van-ban/so/{address}/" if address else ""

    def counts_as_item(self) -> bool:
        """Every document is content."""
        return True

    def describe_itself(self) -> None:
        """Set what lists read: number and type, and by what documents are narrowed and sorted."""
        super().describe_itself()
        self.reference = self.number
        self.kind_label = self.document_type_label
        self.number_key = number_key(self.number)
        self.issuer_slug = issuer_key(self.issuer)
        self.issued_year = self.issued_on.year if self.issued_on else None
        self.listed_on = self.issued_on or self.disclosed_on or timezone.localdate()
        self.listed_until = self.expires_on or NO_END
        self.level = self.level or level_of_issuer(self.issuer)
        self.document_kind = self.document_kind or kind_of(self.document_type, self.section)
        self.place_code = place_code(self)
        self.shelf = shelf_of(self)
        keep_effect(self, timezone.localdate())

    def save(self, *args, **kwargs):
        """Save the page; what a published document says otherwise becomes an edition (R70)."""
        before = None if kwargs.get("update_fields") else published_statement(self)
        changes = statement_of(self).changes_from(before) if before and self.live else []
        reason = self.change_note
        if changes:
            self.change_note = ""
        result = super().save(*args, **kwargs)
        if changes:
            record_edition(self, changes, reason)
        return result

    def errors_by_field(self) -> dict:
        """Refuse dates in an impossible order, and a state that the dates contradict."""
        errors = super().errors_by_field()
        if self.issued_on and self.issued_on > timezone.localdate():
            errors["issued_on"] = _("The date of issue lies in the future.")
        if self.expired_on and self.effective_on and self.expired_on < self.effective_on:
            errors["expired_on"] = _("The document cannot expire before it takes effect.")
        is_coming = self.effective_on and self.effective_on > timezone.localdate()
        if self.effect_stated and is_coming:
            errors["effect_stated"] = _("The document takes effect in the future only.")
        if self.effect_stated == Effect.PARTLY and not self.effect_note.strip():
            errors["effect_note"] = _("Write which part is no longer effective.")
        return errors

    def effect(self, today: date | None = None) -> Effect:
        """Return the state of effect on a day (default: today); unknown stays unknown (R70)."""
        return effect_of(self, today or timezone.localdate())

    @property
    def effect_tone(self) -> str:
        """Return how the state of effect is coloured; the words say it, too."""
        return TONES.get(self.effect(), "plain")

    @property
    def is_draft_document(self) -> bool:
        """Tell whether it is a draft, which has no effect at all."""
        return self.document_kind == DocumentKind.DRAFT

    def status_label(self, today: date | None = None) -> str:
        """Return the state of effect in plain words; a draft has none."""
        return "" if self.is_draft_document else str(self.effect(today).label)

    def structured_data(self) -> list[dict]:
        """Add the document as legislation; what it does not state stays unknown (R70)."""
        return [*super().structured_data(), legislation(self)]

    def dublin_core_terms(self) -> list[tuple[str, str]]:
        """Add dates, citation and relations."""
        return dublin_core_terms(self)

    def withdrawal_context(self) -> dict:
        """Return what the notice of a document that was taken down says beside when and why."""
        return {"citation": self.citation, "replaced_by": relations_of(self).undone_by()}

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add files, relations, editions, related documents and the tools of the page."""
        return super().get_context(request, *args, **kwargs) | document_context(self, request)
