"""How documents hang together: rows of the page that states it, read from both sides."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from documents.models.legal_documents import LegalDocumentPage
from documents.record.levels import LONGEST_ISSUER_KEY, issuer_key
from documents.record.numbers import LONGEST_KEY, number_key
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class RelationKind(models.TextChoices):
    """What a document does to another one (R66); ``REVERSE`` has the words of the other side."""

    BASED_ON = "can-cu", _("Based on")
    REPLACES = "thay-the", _("Replaces")
    AMENDS = "sua-doi-bo-sung", _("Amends")
    REPEALS = "bai-bo", _("Repeals")
    CORRECTS = "dinh-chinh", _("Corrects")
    GUIDES = "huong-dan", _("Guides")
    CONSOLIDATES = "hop-nhat", _("Consolidates")


REVERSE = {
    RelationKind.BASED_ON: _("Is the basis of"),
    RelationKind.REPLACES: _("Is replaced by"),
    RelationKind.AMENDS: _("Is amended by"),
    RelationKind.REPEALS: _("Is repealed by"),
    RelationKind.CORRECTS: _("Is corrected by"),
    RelationKind.GUIDES: _("Is guided by"),
    RelationKind.CONSOLIDATES: _("Is consolidated into"),
}


class DocumentRelation(Orderable):
    """What a document says of another one: a page of the own library, or a citation.

    A citation with number and date leads to the document itself as soon as the site, or its
    province, publishes one (:mod:`documents.record.relations`).
    """

    page = ParentalKey(LegalDocumentPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)
    target = models.ForeignKey(
        LegalDocumentPage, verbose_name=_("document of our library"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="stated_relations",
        help_text=_("Choose it if your site publishes it; otherwise cite it below."),
    )  # fmt: skip
    cited_number = models.CharField(
        _("number and symbol"), max_length=80, blank=True,
        help_text=_("As printed. For example: 64/2025/QH15."),
    )  # fmt: skip
    cited_on = models.DateField(_("date of issue"), null=True, blank=True)
    cited_issuer = models.CharField(
        _("issuing body"), max_length=255, blank=True,
        help_text=_("For example: Quốc hội."),
    )  # fmt: skip
    cited_title = models.CharField(
        _("name of the document"), max_length=500, blank=True,
        help_text=_("For example: Luật Ban hành văn bản quy phạm pháp luật."),
    )  # fmt: skip
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])],
        help_text=_("Where it can be read, if anywhere; begins with https://."),
    )  # fmt: skip
    scope = models.CharField(
        _("which part"), max_length=255, blank=True,
        help_text=_("Empty: the whole document. For example: khoản 2 Điều 5, Phụ lục I."),
    )  # fmt: skip
    # By which the cited document is found, and finds this row.
    cited_key = models.CharField(max_length=LONGEST_KEY, blank=True, editable=False)
    cited_issuer_key = models.CharField(max_length=LONGEST_ISSUER_KEY, blank=True, editable=False)

    panels = [
        FieldRowPanel(
            [
                FieldPanel(
                    "kind",
                    help_text=_(
                        "What this document does to the other one. For example: it replaces it."
                    ),
                ),
                FieldPanel("scope"),
            ]
        ),
        PageChooserPanel(
            "target",
            "documents.LegalDocumentPage",
            help_text=_(
                "Choose it if your site publishes it; otherwise cite it below. For example: the "
                "resolution on which this decision rests."
            ),
        ),
        FieldRowPanel(
            [
                FieldPanel("cited_number"),
                FieldPanel(
                    "cited_on",
                    help_text=_("The day on which it was signed. For example: 15/12/2025"),
                ),
            ]
        ),
        FieldRowPanel([FieldPanel("cited_issuer"), FieldPanel("cited_title")]),
        FieldPanel(
            "url",
            help_text=_(
                "Where it can be read, if anywhere; begins with https://. For example: "
                "https://vbpl.vn/"
            ),
        ),
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("relation to a document")
        verbose_name_plural = _("relations to documents")
        indexes = [models.Index(fields=["cited_key", "cited_on"], name="document_relation_cited")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def words(self) -> str:
        """Return the cited document in words, as a citation has them."""
        if self.target_id and self.target is not None:
            return self.target.citation
        return self.cited_words

    @property
    def cited_words(self) -> str:
        """Return what is written of a cited document."""
        return cite(self.cited_title, self.cited_number, self.cited_on, self.cited_issuer)

    @property
    def reverse_verb(self):
        """Return how the other document says it."""
        return REVERSE[RelationKind(self.kind)]

    def fold_citation(self) -> None:
        """Set by what the cited document is found; rows inserted in bulk call it themselves."""
        self.cited_key = number_key(self.cited_number)
        self.cited_issuer_key = issuer_key(self.cited_issuer)

    def save(self, *args, **kwargs) -> None:
        """Keep folded number and issuer."""
        self.fold_citation()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Compose letters; refuse a row that names no document, two, or the page itself."""
        for field in self._meta.concrete_fields:
            if isinstance(text := getattr(self, field.attname), str):
                setattr(self, field.attname, unicodedata.normalize("NFC", text).strip())
        super().clean()
        is_cited = bool(self.cited_number or self.cited_title)
        if self.target_id is None and not is_cited:
            raise ValidationError(
                {"target": _("Choose a document, or write number or name of the cited one.")}
            )
        if self.target_id is not None and is_cited:
            raise ValidationError(
                {"cited_number": _("Either choose a document or cite one, not both in one row.")}
            )
        if self.target_id is not None and self.target_id == self.page_id:
            raise ValidationError({"target": _("A document does not relate to itself.")})


def cite(title: str, number: str, issued_on, issuer: str) -> str:
    """Return a citation as officials write it, of the parts that are known."""
    parts = [title]
    if number:
        parts.append(str(_("No. %(number)s")) % {"number": number} if title else number)
    if issued_on:
        parts.append(str(_("of %(day)s")) % {"day": f"{issued_on:%d/%m/%Y}"})
    if issuer:
        parts.append(str(_("by %(issuer)s")) % {"issuer": issuer})
    return " ".join(part for part in parts if part)


class DocumentEdition(models.Model):
    """What changed in a published document, when and why; written at publication and kept.

    The page is the document, its revisions are its editions (ADR 0024): a row says in public what
    the newer edition says otherwise than the one before. ``changes`` holds one object per fact:
    ``name`` (a field), ``before`` and ``after`` as shown.
    """

    page = models.ForeignKey(LegalDocumentPage, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    changes = models.JSONField(_("changes"), default=list)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("edition of a document")
        verbose_name_plural = _("editions of documents")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="document_edition_number")
        ]

    def __str__(self) -> str:
        return str(_("Edition %(number)d")) % {"number": self.number}
