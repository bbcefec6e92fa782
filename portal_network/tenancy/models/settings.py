"""Settings that a commune inherits from its province and a province from the installation."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Palette(models.TextChoices):
    """Colour schemes whose contrast is proved by a test (``commune_site/palettes.py``)."""

    DO_SON = "do-son", "Đỏ son"
    XANH_NUI = "xanh-nui", "Xanh núi"
    LAM_SONG = "lam-song", "Lam sông"
    CHAM = "cham", "Chàm"
    NAU_DAT = "nau-dat", "Nâu đất"


class ComplianceProfile(models.TextChoices):
    """The rule set by which an authority is measured (two live side by side in 2026)."""

    ND224 = "ND224", "Nghị định 224/2026/NĐ-CP"
    ND42_TT22 = "ND42_TT22", "Nghị định 42/2022/NĐ-CP và Thông tư 22/2023/TT-BTTTT"


class NoticeLevel(models.TextChoices):
    """How urgent a notice on top of every page is."""

    INFO = "info", _("Information")
    WARNING = "warning", _("Warning")
    DANGER = "danger", _("Emergency")


class InheritedSettings(models.Model):
    """Fields of one level of the hierarchy installation → province → commune.

    An empty value means "as the level above". The notice is the exception: notices of all levels
    are shown together.
    """

    palette = models.CharField(
        _("palette"), max_length=20, blank=True, choices=Palette.choices,
        help_text=_("Empty: as the level above."),
    )  # fmt: skip
    compliance_profile = models.CharField(
        _("compliance profile"), max_length=20, blank=True, choices=ComplianceProfile.choices,
        help_text=_("The rule set by which disclosure is measured. Empty: as the level above."),
    )  # fmt: skip
    platform_label = models.CharField(
        _("platform label"), max_length=255, blank=True,
        help_text=_("Label of the shared digital platform, shown in the footer."),
    )  # fmt: skip
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    emc_script_url = models.URLField(
        _("address of the EMC measuring script"), blank=True,
        help_text=_("Script of the state's measuring system; loaded where an EMC code is set."),
    )  # fmt: skip
    opening_hours = models.TextField(_("opening hours"), blank=True)

    notice_level = models.CharField(
        _("notice level"), max_length=10, choices=NoticeLevel.choices, default=NoticeLevel.INFO
    )
    notice_title = models.CharField(_("notice title"), max_length=120, blank=True)
    notice_text = models.TextField(_("notice text"), blank=True)
    notice_starts_at = models.DateTimeField(_("notice shown from"), null=True, blank=True)
    notice_ends_at = models.DateTimeField(_("notice shown until"), null=True, blank=True)

    # The fields that are inherited, in the order in which forms show them.
    INHERITED_FIELDS = (
        "palette",
        "compliance_profile",
        "platform_label",
        "copyright_notice",
        "emc_script_url",
        "opening_hours",
    )
    NOTICE_FIELDS = (
        "notice_level",
        "notice_title",
        "notice_text",
        "notice_starts_at",
        "notice_ends_at",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a notice that nobody would ever see."""
        super().clean()
        errors = {}
        if self.notice_text.strip() and not self.notice_title.strip():
            errors["notice_title"] = _("A notice needs a title; without one it is not shown.")
        starts_at, ends_at = self.notice_starts_at, self.notice_ends_at
        if starts_at and ends_at and ends_at <= starts_at:
            errors["notice_ends_at"] = _("The notice must end after it starts.")
        if errors:
            raise ValidationError(errors)


class NetworkSettings(InheritedSettings):
    """The top level of the hierarchy: one row for the whole installation."""

    SINGLETON_ID = 1

    palette = models.CharField(
        _("palette"), max_length=20, choices=Palette.choices, default=Palette.DO_SON
    )
    compliance_profile = models.CharField(
        _("compliance profile"),
        max_length=20,
        choices=ComplianceProfile.choices,
        default=ComplianceProfile.ND224,
    )
    maintenance = models.BooleanField(
        _("maintenance"), default=False,
        help_text=_("All public sites answer with the maintenance page."),
    )  # fmt: skip
    directory_version = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("installation settings")
        verbose_name_plural = _("installation settings")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def load(cls) -> "NetworkSettings":
        """Return the one row, made with its defaults at first use."""
        return cls.objects.get_or_create(pk=cls.SINGLETON_ID)[0]
