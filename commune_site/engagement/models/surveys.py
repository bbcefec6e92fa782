"""The satisfaction survey: five questions of the plan, answered by nobody in particular (R30)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Interface(models.TextChoices):
    """How easy the site is to use."""

    EASY = "easy", "Dễ tiếp cận"
    NORMAL = "normal", "Bình thường"
    HARD = "hard", "Khó tiếp cận"


class Content(models.TextChoices):
    """Whether the content is what people need."""

    MET = "met", "Đáp ứng"
    NOT_YET = "not_yet", "Chưa đáp ứng"
    NOT_MET = "not_met", "Không đáp ứng"


class Quality(models.TextChoices):
    """How good the information is."""

    GOOD = "good", "Tốt"
    FAIR = "fair", "Khá"
    AVERAGE = "average", "Trung bình"


class Interaction(models.TextChoices):
    """How people are answered."""

    SATISFIED = "satisfied", "Hài lòng"
    ACCEPTABLE = "acceptable", "Chấp nhận"
    DISSATISFIED = "dissatisfied", "Không hài lòng"


class Support(models.TextChoices):
    """Whether the supporting functions help."""

    MET = "met", "Đáp ứng"
    PARTLY = "partly", "Đáp ứng một phần"
    NOT_YET = "not_yet", "Chưa đáp ứng"


# The five questions in their order: field, and what is asked.
QUESTIONS: dict[str, tuple[type[models.TextChoices], str]] = {
    "interface": (Interface, "Giao diện"),
    "content": (Content, "Nội dung"),
    "quality": (Quality, "Chất lượng"),
    "interaction": (Interaction, "Tương tác"),
    "support": (Support, "Chức năng hỗ trợ"),
}


class Rating(models.Model):
    """One person's answers: a day, five ticks, a remark. Nothing tells who it was."""

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(
        Commune, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        "commune_site.PortalPage", verbose_name=_("page"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    given_on = models.DateField(_("day"), default=timezone.localdate)
    interface = models.CharField("Giao diện", max_length=12, choices=Interface.choices)
    content = models.CharField("Nội dung", max_length=12, choices=Content.choices)
    quality = models.CharField("Chất lượng", max_length=12, choices=Quality.choices)
    interaction = models.CharField("Tương tác", max_length=12, choices=Interaction.choices)
    support = models.CharField("Chức năng hỗ trợ", max_length=12, choices=Support.choices)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-given_on", "-pk"]
        indexes = [
            models.Index(fields=["commune", "given_on"], name="rating_commune_day"),
            models.Index(fields=["province", "given_on"], name="rating_province_day"),
        ]

    def __str__(self) -> str:
        return f"{self.given_on:%d/%m/%Y}"
