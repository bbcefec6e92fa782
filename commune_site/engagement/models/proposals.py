"""An answer that waits for the signature of a second person, or came back from them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune_site.engagement.models.cases import Case
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class ProposedAnswer(models.Model):
    """What shall be told to the sender of a case; gone once it is signed, that is sent.

    ``links`` are pairs of title and address. With ``returned_at`` it is its writer's turn again.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="proposal")
    text = models.TextField(_("answer"))
    links = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    returned_at = models.DateTimeField(_("sent back"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("proposed answer")
        verbose_name_plural = _("proposed answers")

    def __str__(self) -> str:
        return str(self.case)

    @property
    def version(self) -> str:
        """Return what tells this text from an earlier or later one of the same case."""
        return self.written_at.isoformat()
