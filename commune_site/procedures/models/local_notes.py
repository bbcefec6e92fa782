"""What a commune adds to the catalogue, stored apart so that no import touches it (R78)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commune_site.procedures.models.catalogue import Procedure
from portal_network.tenancy.models import Commune
from portal_network.tenancy.models.authorities import PHONE
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class LocalNote(models.Model):
    """Where and how one commune takes in a procedure, or all of them (``procedure`` is empty).

    What a note on a single procedure leaves empty is taken from the commune's general note, and
    from its contacts after that.
    """

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.CASCADE, related_name="+"
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("administrative procedure"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="local_notes",
    )  # fmt: skip
    counter = models.CharField(
        _("counter"), max_length=160, blank=True,
        help_text=_("Example: Counter 2, civil status, ground floor."),
    )  # fmt: skip
    address = models.CharField(
        _("address of the counter"), max_length=255, blank=True,
        help_text=_("Empty: the address of the authority."),
    )  # fmt: skip
    hours = models.TextField(
        _("hours"), max_length=500, blank=True, help_text=_("Empty: the authority's opening hours.")
    )
    officer = models.CharField(
        _("officer who takes dossiers in"), max_length=160, blank=True,
        help_text=_("Name and post, as on the door of the office."),
    )  # fmt: skip
    phone = models.CharField(
        _("telephone"), max_length=30, blank=True, validators=[PHONE],
        help_text=_("Empty: the telephone of the authority."),
    )  # fmt: skip
    tips = models.TextField(
        _("advice for this place"), max_length=2000, blank=True,
        help_text=_("What people here often forget, on which days it is quiet. One line each."),
    )  # fmt: skip
    video_url = models.URLField(
        _("address of a video"), max_length=500, blank=True,
        help_text=_("A guide on video. It is linked, not embedded."),
    )  # fmt: skip
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("updated by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    TEXTS = ("counter", "address", "hours", "officer", "phone", "tips", "video_url")

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("local note")
        verbose_name_plural = _("local notes")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "procedure"], name="local_note_once_per_procedure"
            ),
            models.UniqueConstraint(
                fields=["commune"], condition=Q(procedure=None), name="local_note_once_in_general"
            ),
        ]

    def __str__(self) -> str:
        # The commune's log tells the code; the name is a row of the province.
        return f"{self.commune} · {self.procedure.code if self.procedure else _('all procedures')}"

    @property
    def lines(self) -> list[str]:
        """Return what is written, for lists."""
        return [text for name in self.TEXTS if (text := getattr(self, name))]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written."""
        return not any(getattr(self, name) for name in self.TEXTS)
