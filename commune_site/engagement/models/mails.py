"""Letters to citizens and staff that wait to be sent; each is written once and sent once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class CaseMail(models.Model):
    """A letter in the outbox: address and text are encrypted, and gone once it is sent.

    ``key`` says what the letter tells whom, so that the same thing is told once.
    """

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(Commune, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    encrypted_letter = models.BinaryField(default=b"", editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("no longer tried"), null=True, blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="case_mail_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.key
