"""A legal or administrative document in its simplest form: what it states, and the file."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from commune_site.article_context import article_context
from commune_site.models.base import PortalPage
from documents.structured_data import legislation
from search.text import fold


class DocumentType(models.TextChoices):
    """Types of document under Decree 30/2020/NĐ-CP and Law 64/2025/QH15."""

    RESOLUTION = "nghi-quyet", "Nghị quyết"
    DECISION = "quyet-dinh", "Quyết định"
    DIRECTIVE = "chi-thi", "Chỉ thị"
    REGULATION = "quy-che", "Quy chế"
    RULES = "quy-dinh", "Quy định"
    NOTICE = "thong-bao", "Thông báo"
    GUIDANCE = "huong-dan", "Hướng dẫn"
    PROGRAMME = "chuong-trinh", "Chương trình"
    PLAN = "ke-hoach", "Kế hoạch"
    SCHEME = "phuong-an", "Phương án"
    PROJECT = "de-an", "Đề án"
    REPORT = "bao-cao", "Báo cáo"
    PROPOSAL = "to-trinh", "Tờ trình"
    OFFICIAL_LETTER = "cong-van", "Công văn"
    TELEGRAM = "cong-dien", "Công điện"
    CONCLUSION = "ket-luan", "Kết luận"
    MINUTES = "bien-ban", "Biên bản"
    DRAFT = "du-thao", "Dự thảo"
    OTHER = "khac", "Văn bản khác"


class SigningForm(models.TextChoices):
    """In whose name a document is signed (Decree 30/2020/NĐ-CP, annex I)."""

    TM = "TM.", "TM. (thay mặt)"
    KT = "KT.", "KT. (ký thay)"
    TL = "TL.", "TL. (thừa lệnh)"
    TUQ = "TUQ.", "TUQ. (thừa ủy quyền)"
    Q = "Q.", "Q. (quyền)"
    TM_KT = "TM. KT.", "TM., KT. (thay mặt, ký thay)"


class LegalDocumentPage(PortalPage):
    """A document with the minimum fields of R65; what the document does not state stays empty."""

    number = models.CharField(
        _("number and symbol"), max_length=80, blank=True, db_index=True,
        help_text=_("As printed: 206/KH-UBND. Empty when the document has none."),
    )  # fmt: skip
    document_type = models.CharField(
        _("type of document"), max_length=20, choices=DocumentType.choices
    )
    issuer = models.CharField(_("issuing body"), max_length=255)
    place = models.CharField(_("place of issue"), max_length=120, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    effective_on = models.DateField(_("effective from"), null=True, blank=True)
    expired_on = models.DateField(_("no longer effective from"), null=True, blank=True)
    signatory = models.CharField(_("signatory"), max_length=120, blank=True)
    signatory_post = models.CharField(_("post of the signatory"), max_length=160, blank=True)
    signing_form = models.CharField(
        _("form of signing"), max_length=10, blank=True, choices=SigningForm.choices
    )
    # R101: a scanned file alone is no text to a screen reader.
    full_text = RichTextField(
        _("full text"), blank=True,
        features=["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link"],
        help_text=_("The text as a page, for people who cannot open or read the file."),
    )  # fmt: skip

    template = "documents/legal_document_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("number", boost=4),
        index.SearchField("issuer"),
        index.SearchField("signatory"),
        index.SearchField("full_text"),
        index.FilterField("document_type"),
        index.FilterField("issued_on"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("document_type"), FieldPanel("number")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "issuer",
                            help_text=_(
                                "As in the letterhead. For example: Ủy ban nhân dân phường Tam "
                                "Thanh."
                            ),
                        ),
                        FieldPanel("place", help_text=_("For example: Tam Thanh.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "issued_on",
                            help_text=_(
                                "The day on which the document was signed, as printed: 05/11/2026."
                            ),
                        ),
                        FieldPanel(
                            "effective_on",
                            help_text=_(
                                "Empty when the document does not say it: unknown is not in force."
                            ),
                        ),
                    ]
                ),
                FieldPanel(
                    "expired_on",
                    help_text=_("The first day on which it no longer counts; empty while it does."),
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "signatory",
                            help_text=_("Full name as printed. For example: Nguyễn Văn A."),
                        ),
                        FieldPanel("signatory_post", help_text=_("For example: Phó Chủ tịch.")),
                    ]
                ),
                FieldPanel(
                    "signing_form",
                    help_text=_("The letters before the post. For example: TM., KT."),
                ),
            ],
            heading=_("What the document states"),
        ),
        PortalPage.attachments_panel,
        FieldPanel("full_text"),
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")

    @property
    def folded_text(self) -> str:
        """Return number, issuer and signatory beside title and summary, without marks."""
        stated = fold(f"{self.number} {self.issuer} {self.signatory}")
        return f"{super().folded_text} {stated}"

    @property
    def plain_text(self) -> str:
        """Return the words of the full text."""
        return get_text_for_indexing(self.full_text)

    @property
    def document_type_label(self) -> str:
        """Return the Vietnamese name of the type."""
        return self.get_document_type_display()

    def counts_as_item(self) -> bool:
        """Every document is content."""
        return True

    def describe_itself(self) -> None:
        """Show number and type in lists."""
        super().describe_itself()
        self.reference = self.number
        self.kind_label = self.document_type_label

    def clean(self) -> None:
        """Refuse dates in an impossible order."""
        super().clean()
        errors = {}
        if self.issued_on and self.issued_on > timezone.localdate():
            errors["issued_on"] = _("The date of issue lies in the future.")
        if self.expired_on and self.effective_on and self.expired_on < self.effective_on:
            errors["expired_on"] = _("The document cannot expire before it takes effect.")
        if errors:
            raise ValidationError(errors)

    def status_label(self, today: date | None = None) -> str:
        """Return the state of effect in plain words; what is not stated stays unknown (R70)."""
        today = today or timezone.localdate()
        if self.expired_on and self.expired_on <= today:
            return str(_("No longer effective"))
        if self.effective_on is None:
            return str(_("Not stated"))
        return str(_("In force") if self.effective_on <= today else _("Not yet effective"))

    def structured_data(self) -> list[dict]:
        """Add the document as legislation; what it does not state stays unknown (R70)."""
        return [*super().structured_data(), legislation(self)]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add files, related documents and links to print, save and share."""
        return super().get_context(request, *args, **kwargs) | article_context(self, request)
