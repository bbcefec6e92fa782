"""What was wrong on a published page, and since when it is right (R58)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune_site.engagement.records import address_below
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Correction(models.Model):
    """A note on a page; the public sees it once a second person has confirmed it."""

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(
        Commune, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        "commune_site.PortalPage", verbose_name=_("page"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    # What is shown below the page from data, by the end of its address; empty: the page itself.
    record = models.CharField(max_length=120, blank=True, editable=False)
    case = models.ForeignKey(
        "engagement.Case", verbose_name=_("case"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="corrections",
    )  # fmt: skip
    text = models.TextField(
        _("what was corrected"), max_length=1000,
        help_text=_("What was wrong and what is right. Names nobody who reported it."),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=255)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_on = models.DateField(_("published"), null=True, blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_on", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def page_url(self) -> str:
        """Return the address of what was corrected."""
        return address_below(self.page, self.record)
