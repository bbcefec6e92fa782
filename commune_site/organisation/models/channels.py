"""The official channels of an authority, which must be listed (R2, Decree 244/2026/NĐ-CP)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune_site.organisation.models.places import PlaceRecord
from commune_site.organisation.models.units import Unit
from commune_site.organisation.names import NameField
from portal_network.tenancy.models.authorities import PHONE


class ChannelKind(models.TextChoices):
    """What sort of channel it is."""

    WEBSITE = "website", _("website")
    ZALO = "zalo", "Zalo"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    APP = "app", _("application")
    HOTLINE = "hotline", _("telephone line")
    LOUDSPEAKER = "loudspeaker", _("loudspeaker network")
    OTHER = "other", _("other channel")


class Channel(PlaceRecord):
    """One channel: where it is found and which unit answers for it."""

    kind = models.CharField(_("kind of channel"), max_length=12, choices=ChannelKind.choices)
    name = NameField(
        _("name of the channel"), max_length=160,
        help_text=_("As people find it, such as: Zalo OA UBND xã Quốc Khánh."),
    )  # fmt: skip
    url = models.URLField(_("address"), blank=True, max_length=300)
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[PHONE])
    unit = models.ForeignKey(
        Unit, verbose_name=_("managed by"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    description = NameField(
        _("what it is for"), max_length=255, blank=True,
        help_text=_("For example: thông báo khẩn, lịch cắt điện, trả lời câu hỏi trong giờ."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("official channel")
        verbose_name_plural = _("official channels")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a channel that nobody could reach."""
        super().clean()
        needs_way = self.kind not in (ChannelKind.LOUDSPEAKER, ChannelKind.OTHER)
        if needs_way and not self.url and not self.phone:
            raise ValidationError({"url": _("Give the address or the telephone of the channel.")})
        if self.url and not self.url.lower().startswith(("https://", "http://")):
            raise ValidationError({"url": _("The address begins with https:// or http://.")})
