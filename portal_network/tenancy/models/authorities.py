"""The authorities that own a site: the province and, as the tenant, the commune."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal_network.tenancy.models.settings import InheritedSettings

ORGANISATION_CODE = RegexValidator(
    r"^[A-Z0-9]{1,10}(\.[A-Z0-9]{1,10}){0,4}$",
    _("An organisation code holds capital letters, digits and dots, such as H37.12."),
)
PHONE = RegexValidator(r"^[0-9+()./ \-]{3,30}$", _("Write digits, spaces and + ( ) . - / only."))


class Authority(InheritedSettings):
    """What a province and a commune have in common: name, contacts, site, pages and files."""

    class Status(models.TextChoices):
        """Whether the public can reach the site."""

        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        MERGED = "merged", _("merged into another unit")

    name = models.CharField(
        _("full name"), max_length=120, help_text=_("With its kind: Xã Thất Khê, Tỉnh Lạng Sơn.")
    )
    slug = models.SlugField(_("slug"), max_length=120)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.ACTIVE
    )
    suspension_reason = models.CharField(
        _("reason of the suspension"), max_length=255, blank=True,
        help_text=_("Shown to the public while the site is suspended."),
    )  # fmt: skip

    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[PHONE])
    hotline = models.CharField(_("hotline"), max_length=30, blank=True, validators=[PHONE])
    fax = models.CharField(_("fax"), max_length=30, blank=True, validators=[PHONE])
    email = models.EmailField(_("official e-mail"), blank=True)
    person_responsible = models.CharField(
        _("person responsible for the site"), max_length=120, blank=True
    )
    person_responsible_post = models.CharField(
        _("post of the person responsible"), max_length=120, blank=True
    )
    # R36: what the law wants known about receiving citizens.
    reception_schedule = models.TextField(
        _("citizen reception schedule"), blank=True,
        help_text=_("Place, regular days and hours, who receives."),
    )  # fmt: skip
    has_english = models.BooleanField(
        _("English pages"), default=False,
        help_text=_(
            "Lets editors translate pages into English, shown at /en/ after the same approval. "
            "Switched off again, all English pages disappear from the site; nothing is deleted."
        ),
    )  # fmt: skip
    organisation_code = models.CharField(
        _("organisation code"), max_length=35, blank=True, validators=[ORGANISATION_CODE],
        help_text=_("Electronic identifier under Decision 20/2020/QĐ-TTg."),
    )  # fmt: skip
    emc_code = models.CharField(
        _("EMC code"), max_length=60, blank=True,
        help_text=_("Code of this site in the state's measuring system."),
    )  # fmt: skip
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )  # fmt: skip
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip
    emblem = models.ImageField(
        _("emblem"), upload_to="emblems", blank=True,
        help_text=_("Picture shown in the header (PNG). Empty: the national emblem."),
    )  # fmt: skip

    site = models.OneToOneField(
        "wagtailcore.Site", null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="%(class)s",
    )  # fmt: skip
    root_page = models.OneToOneField(
        "wagtailcore.Page", null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="%(class)s_rooted_here",
    )  # fmt: skip
    collection = models.OneToOneField(
        "wagtailcore.Collection", null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="%(class)s",
    )  # fmt: skip

    CONTACT_FIELDS = (
        "address",
        "phone",
        "hotline",
        "fax",
        "email",
        "person_responsible",
        "person_responsible_post",
        "reception_schedule",
        "latitude",
        "longitude",
    )
    # R20: a footer without one of these breaks Circular 22/2023.
    MANDATORY_CONTACT_FIELDS = ("address", "phone", "email", "person_responsible")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def authority_name(self) -> str:
        """Return the name of the committee, as in the head of its documents."""
        return f"Ủy ban nhân dân {self.name[:1].lower()}{self.name[1:]}"

    def clean(self) -> None:
        """Refuse particulars without which the footer breaks the rules (R20)."""
        super().clean()
        message = _("The footer of every page must state this (Circular 22/2023/TT-BTTTT).")
        if missing := self.missing_contact_fields():
            raise ValidationError({name: message for name in missing})

    def missing_contact_fields(self) -> list[str]:
        """Return the names of the mandatory footer fields that are empty (R20)."""
        return [name for name in self.MANDATORY_CONTACT_FIELDS if not getattr(self, name).strip()]


class Province(Authority):
    """A province or centrally run city, keyed by its two-digit GSO code."""

    class Kind(models.TextChoices):
        """Kinds of unit at the first level."""

        TINH = "tinh", pgettext_lazy("kind of unit", "province")
        THANH_PHO = "thanh_pho", pgettext_lazy("kind of unit", "centrally run city")

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["code"]


class Commune(Authority):
    """A commune, ward or special zone: the tenant, keyed by its five-digit GSO code."""

    class Kind(models.TextChoices):
        """Kinds of unit at the second level (two-level government since July 2025)."""

        XA = "xa", pgettext_lazy("kind of unit", "commune")
        PHUONG = "phuong", pgettext_lazy("kind of unit", "ward")
        DAC_KHU = "dac_khu", pgettext_lazy("kind of unit", "special zone")

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="communes"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    area_km2 = models.FloatField(_("area (km²)"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="merged_units",
    )  # fmt: skip

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "slug"], name="commune_slug_unique_in_province"
            ),
        ]
