"""Video and audio (row 49): self-hosted, with captions or a transcript (WCAG 2.2, 1.2)."""

from urllib.parse import urlsplit

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.search import index

from commune_site.activities.media_kinds import is_captions, kind_of
from commune_site.activities.models.texts import TextPage
from commune_site.models import PortalPage


class RecordingKind(models.TextChoices):
    """What is played."""

    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")


class SpokenLanguage(models.TextChoices):
    """The language that is spoken (R51)."""

    VIETNAMESE = "vi", "Tiếng Việt"
    TAY = "tyz", "Tiếng Tày"
    NUNG = "nut", "Tiếng Nùng"
    DAO = "ium", "Tiếng Dao"
    HMONG = "hmn", "Tiếng Mông"
    HOA = "yue", "Tiếng Hoa"
    ENGLISH = "en", "English"


class RecordingPage(TextPage):
    """A recording of the site's own, or a plain link to one elsewhere; in words, too.

    A video needs captions or a transcript, sound alone a transcript. Nothing of another host is
    loaded: its address is a link with a label.
    """

    schema_types = (
        "VideoObject",
        "AudioObject",
    )

    recording_kind = models.CharField(
        _("video or audio"), max_length=5, choices=RecordingKind.choices,
        default=RecordingKind.VIDEO,
    )  # fmt: skip
    language = models.CharField(
        _("spoken language"), max_length=3, choices=SpokenLanguage.choices,
        default=SpokenLanguage.VIETNAMESE,
    )  # fmt: skip
    file = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file to play"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
        help_text=_("MP4 or WebM for video, MP3, M4A or OGG for audio."),
    )  # fmt: skip
    external_url = models.URLField(
        _("or its address elsewhere"), max_length=500, blank=True,
        validators=[RegexValidator(r"^https://", _("The address must begin with https://."))],
        help_text=_("Visitors get a link; nothing is loaded from there before they follow it."),
    )  # fmt: skip
    captions = models.ForeignKey(
        get_document_model_string(), verbose_name=_("captions"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+", help_text=_("A WebVTT file (.vtt)."),
    )  # fmt: skip
    transcript = models.TextField(
        _("in words"), blank=True,
        help_text=_("What is said and shown, for people who cannot hear or see it."),
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)

    template = "commune_site/article_page.html"
    facts_template = "activities/recording.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    search_fields = [*TextPage.search_fields, index.SearchField("transcript")]

    content_panels = [
        *PortalPage.content_panels,
        FieldRowPanel(
            [
                FieldPanel(
                    "recording_kind",
                    help_text=_(
                        "What visitors will do. For example: choose audio for a broadcast of the "
                        "loudspeakers."
                    ),
                ),
                FieldPanel(
                    "language",
                    help_text=_(
                        "The language that is spoken. For example: Tiếng Tày for a broadcast in "
                        "the language of the Tày."
                    ),
                ),
            ]
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "file",
                    help_text=_(
                        "MP4 or WebM for video, MP3, M4A or OGG for audio. For example: huong-"
                        "dan-nop-ho-so.mp4"
                    ),
                ),
                FieldPanel(
                    "external_url",
                    help_text=_(
                        "Visitors get a link; nothing is loaded from there before they follow it."
                        " For example: https://www.youtube.com/watch?v=abc"
                    ),
                ),
                FieldPanel("minutes", help_text=_("Rounded up. For example: 4")),
            ],
            heading=_("The recording"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "captions",
                    help_text=_(
                        "A WebVTT file (.vtt), which programs that write captions save. For "
                        "example: huong-dan-nop-ho-so.vtt"
                    ),
                ),
                FieldPanel(
                    "transcript",
                    help_text=_(
                        "What is said and shown, for people who cannot hear or see it. For "
                        "example: Người dẫn: Kính chào bà con…"
                    ),
                ),
            ],
            heading=_("For people who cannot hear or see it"),
        ),
        PortalPage.lead_image_panel,
        *TextPage.last_panels,
    ]

    class Meta:
        verbose_name = _("video or audio recording")
        verbose_name_plural = _("video and audio recordings")

    @property
    def plain_text(self) -> str:
        """Return what is said beside the text."""
        return f"{self.transcript} {super().plain_text}"

    @property
    def is_video(self) -> bool:
        """Tell whether there is something to see."""
        return self.recording_kind == RecordingKind.VIDEO

    @property
    def external_host(self) -> str:
        """Return the name of the site to which the link leads."""
        return urlsplit(self.external_url).hostname or ""

    def errors_by_field(self) -> dict:
        """Refuse what cannot be played, or not understood by everybody."""
        return super().errors_by_field() | self._faults_of_source() | self._faults_of_words()

    def _faults_of_source(self) -> dict:
        if self.file_id is None and not self.external_url:
            return {"file": _("Choose a file, or state its address elsewhere.")}
        if self.file_id and self.external_url:
            return {"external_url": _("State either a file or an address, not both.")}
        if self.file_id and kind_of(self.file.file) != self.recording_kind:
            if self.is_video:
                return {"file": _("This file holds no video in MP4 or WebM.")}
            return {"file": _("This file holds no audio in MP3, M4A or OGG.")}
        return {}

    def _faults_of_words(self) -> dict:
        if self.captions_id and not is_captions(self.captions.file):
            return {"captions": _("This file holds no captions in WebVTT.")}
        has_words = self.transcript.strip() or (self.is_video and self.captions_id)
        if has_words:
            return {}
        if self.is_video:
            return {"transcript": _("A video needs captions, or all of it in words.")}
        return {"transcript": _("Audio needs all of it in words.")}

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Leave the picture to the player, whose poster it is."""
        context = super().get_context(request, *args, **kwargs)
        if self.file_id and self.is_video:
            context |= {"poster": context["lead_image"], "lead_image": None}
        return context

    def structured_data(self) -> list[dict]:
        """Describe the recording (``VideoObject``, ``AudioObject``)."""
        recording = {
            "@type": "VideoObject" if self.is_video else "AudioObject",
            "name": self.title,
            "description": self.summary or self.title,
            "uploadDate": self.disclosed_on,
            "inLanguage": self.language,
            "url": self.full_url,
        }
        if self.file_id:
            recording["contentUrl"] = self.file.url
        if self.minutes:
            recording["duration"] = f"PT{self.minutes}M"
        if self.transcript:
            recording["transcript"] = self.transcript
        return [*super().structured_data(), recording]
