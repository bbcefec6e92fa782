"""What the nightly look at an address found; one row, however many sites link there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What became of asking for an address."""

    FINE = "fine", _("It answers.")
    MISSING = "missing", _("The page is gone (404).")
    FAILING = "failing", _("The site answers with an error.")
    SILENT = "silent", _("The site does not answer.")
    UNSAFE = "unsafe", _("The address leads into a private network and is not asked.")
    SKIPPED = "skipped", _("The site does not want to be asked by programs.")


BROKEN = (Outcome.MISSING, Outcome.FAILING, Outcome.SILENT, Outcome.UNSAFE)


class LinkCheck(models.Model):
    """The last look at an address, and since when it fails."""

    Outcome = Outcome

    url = models.URLField(_("address"), max_length=500, unique=True)
    outcome = models.CharField(_("what was found"), max_length=8, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(_("code of the answer"), null=True)
    checked_at = models.DateTimeField(_("last look"))
    failing_since = models.DateTimeField(_("failing since"), null=True, db_index=True)

    class Meta:
        verbose_name = _("look at a link")
        verbose_name_plural = _("looks at links")

    def __str__(self) -> str:
        return self.url
