"""The queue as a table: one row per stage at which a text waits, or has waited."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState

from commune_site.sections import registry_value
from portal_network.moderation.deadlines import Urgency, urgency
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

# A claim that its holder forgot must not keep others from working.
CLAIM_LASTS = timedelta(minutes=30)


class Stage(models.TextChoices):
    """Whose turn it is."""

    COMMUNE = "commune", _("at the commune")
    PROVINCE = "province", _("at the province")
    # Published first in an emergency; the province reviews it afterwards.
    AFTERWARDS = "afterwards", _("review after publication")


class State(models.TextChoices):
    """What became of a text at a stage."""

    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent_back", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")


class QueueItemQuerySet(models.QuerySet):
    """Questions that lists and services ask."""

    def waiting(self) -> "QueueItemQuerySet":
        """Return what waits for a decision."""
        return self.filter(state=State.WAITING)


Manager = models.Manager.from_queryset(QueueItemQuerySet)


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip


class QueueItem(models.Model):
    """A text at one stage, with all that the list of a moderator shows.

    Kept in step with Wagtail's task states in the same transaction
    (:mod:`portal_network.moderation.bookkeeping`); a review after publication has no task state.
    """

    task_state = models.OneToOneField(
        TaskState, null=True, on_delete=models.CASCADE, related_name="queue_item"
    )
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="queue_items"
    )
    # The text that is to be decided on, exactly.
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    section = models.SlugField(_("section"), max_length=50, blank=True)
    title = models.CharField(_("title"), max_length=255)
    page_type = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.WAITING
    )
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    due_on = models.DateField(_("due"))
    submitted_by = _person(_("submitted by"))
    # Who changed the text last, and who began a page that was never public: see ``approvers``.
    last_editor = _person(_("last edited by"))
    begun_by = _person(_("begun by"))
    claimed_by = _person(_("claimed by"))
    claimed_at = models.DateTimeField(_("claimed"), null=True)
    failed_checks = models.PositiveSmallIntegerField(_("failed checks"), default=0)
    decided_by = _person(_("decided by"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    # What was written: the reason of an emergency, or why the text was sent back.
    note = models.TextField(_("note"), blank=True)

    objects = scoped_manager(Manager)
    everywhere = unscoped_manager(Manager)

    class Meta:
        verbose_name = _("text waiting for approval")
        verbose_name_plural = _("texts waiting for approval")
        ordering = ["due_on", "submitted_at", "pk"]
        indexes = [
            models.Index(
                fields=["province", "stage", "due_on", "submitted_at", "id"],
                condition=Q(state="waiting"),
                name="queue_waiting_province",
            ),
            models.Index(
                fields=["commune", "stage", "due_on", "submitted_at", "id"],
                condition=Q(state="waiting"),
                name="queue_waiting_commune",
            ),
            models.Index(
                fields=["due_on", "submitted_at", "id"],
                condition=Q(state="waiting"),
                name="queue_waiting_all",
            ),
            models.Index(
                fields=["province", "-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="queue_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.get_stage_display()} · {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has decided yet."""
        return self.state == State.WAITING

    @property
    def is_afterwards(self) -> bool:
        """Tell whether the text is public already."""
        return self.stage == Stage.AFTERWARDS

    @cached_property
    def tenant(self) -> Tenant | None:
        """Return the site of the text, from memory."""
        return directory.owner(province_id=self.province_id, commune_id=self.commune_id)

    @property
    def place_name(self) -> str:
        """Return the name of the commune or province."""
        return self.tenant.name if self.tenant else ""

    @property
    def section_name(self) -> str:
        """Return the Vietnamese name of the section."""
        return registry_value(self.section, "name", "")

    @property
    def type_name(self) -> str:
        """Return what kind of page it is."""
        model = ContentType.objects.get_for_id(self.page_type_id).model_class()
        return str(model._meta.verbose_name) if model else ""

    @property
    def urgency(self) -> Urgency:
        """Return how near the deadline is."""
        return urgency(self.due_on)

    def where_and_since(self) -> str:
        """Return at which stage the text waits, and since when."""
        since = date_format(timezone.localtime(self.submitted_at), "d/m/Y")
        return _("Waiting %(stage)s since %(day)s") % {
            "stage": self.get_stage_display(),
            "day": since,
        }

    def is_claimed(self) -> bool:
        """Tell whether somebody works on it now."""
        return (
            self.claimed_by_id is not None
            and self.claimed_at is not None
            and timezone.now() - self.claimed_at < CLAIM_LASTS
        )

    def is_claimed_by_another(self, user) -> bool:
        """Tell whether somebody else works on it now."""
        return self.is_claimed() and self.claimed_by_id != user.pk
