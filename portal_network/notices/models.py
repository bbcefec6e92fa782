"""Notices, the mails that carry them, and how each person wants to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal_network.moderation.models import QueueItem
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

LONGEST_KEY = 150


class Kind(models.TextChoices):
    """What a notice is about."""

    WAITING = "waiting", _("a text waits for approval")
    REVIEW = "review", _("a text published in an emergency waits for its review")
    CLAIM_ENDED = "claim_ended", _("a text was claimed and not decided on")
    DUE_SOON = "due_soon", _("a deadline is near")
    OVERDUE = "overdue", _("a deadline has passed")
    PASSED_ON = "passed_on", _("a text was approved and goes on to the province")
    SCHEDULED = "scheduled", _("a text was approved and becomes public later")
    PUBLISHED = "published", _("a text is public")
    CONFIRMED = "confirmed", _("a review confirmed an emergency publication")
    SENT_BACK = "sent_back", _("a text was sent back")
    TAKEN_DOWN = "taken_down", _("a page was taken down")
    COMMENT = "comment", _("a comment on a text")
    CASE_NEW = "case_new", _("a citizen's case has arrived")
    CASE_GIVEN = "case_given", _("a citizen's case was given to a person")
    CASE_SIGN = "case_sign", _("an answer waits for its signature")
    CASE_BACK = "case_back", _("an answer was sent back")
    CASE_SOON = "case_soon", _("a citizen has to be answered soon")
    CASE_LATE = "case_late", _("a citizen should have been answered")
    CASES_OWED = "cases_owed", _("a commune owes answers")
    FILE_REFUSED = "file_refused", _("a file was refused")
    DRAFT_CLOSED = "draft_closed", _("a consultation on a draft has ended")
    DRAFT_OWED = "draft_owed", _("the outcome of a consultation is owed")


# About work that waits for the person; the other kinds are about texts of their own.
OF_THE_QUEUE = frozenset({Kind.WAITING, Kind.REVIEW, Kind.CLAIM_ENDED, Kind.DUE_SOON, Kind.OVERDUE})
# About citizens' cases; the rooms that tell them close them (see ``services.close_about``).
OF_CASES = frozenset(
    {
        Kind.CASE_NEW, Kind.CASE_GIVEN, Kind.CASE_SIGN, Kind.CASE_BACK, Kind.CASE_SOON,
        Kind.CASE_LATE, Kind.CASES_OWED,
    }
)  # fmt: skip
# Also for whoever asked for a digest: the text is public already.
URGENT = frozenset({Kind.REVIEW})
# Made once a day for many texts together, so they wait for the digest.
DAILY = frozenset(
    {
        Kind.DUE_SOON, Kind.OVERDUE, Kind.CASE_SOON, Kind.CASE_LATE, Kind.CASES_OWED,
        Kind.DRAFT_CLOSED, Kind.DRAFT_OWED,
    }
)  # fmt: skip


class When(models.TextChoices):
    """When a person gets a mail."""

    AT_ONCE = "at_once", _("at once")
    DIGEST = "digest", _("once a day, together")
    NEVER = "never", _("never; in the administration only")


class OfPlace(models.Model):
    """A row about a text of a commune, or of a province itself."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        abstract = True

    @cached_property
    def tenant(self) -> Tenant | None:
        """Return the site, from memory."""
        return directory.owner(province_id=self.province_id, commune_id=self.commune_id)


class Mail(OfPlace):
    """A mail to one person, from the moment on at which it is clear that it shall be sent.

    ``key`` says for what it is, so that a second worker, or a second run, cannot make it again.
    Place is the site from which it is sent and to which its links lead.
    """

    class State(models.TextChoices):
        """What became of it."""

        PENDING = "pending", _("to be sent")
        # Handed to the mail server at this very moment, or by a process that died of it.
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        # Whether the server took it is not known; it is not sent again.
        UNCERTAIN = "uncertain", _("perhaps sent")
        REFUSED = "refused", _("refused")
        GIVEN_UP = "given_up", _("given up")
        # There was nothing to say any more.
        DROPPED = "dropped", _("not needed")

    key = models.CharField(max_length=LONGEST_KEY, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    handed_over_at = models.DateTimeField(_("handed to the mail server"), null=True)
    # Random, so that nobody can invent a bounce of a mail that they never saw.
    message_id = models.UUIDField(null=True, unique=True)
    address = models.EmailField(_("email address"), blank=True)
    error = models.CharField(_("error"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="mail_pending"),
            models.Index(
                fields=["handed_over_at"], condition=Q(state="sending"), name="mail_sending"
            ),
            models.Index(fields=["created_at"], name="mail_created"),
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.get_state_display()}"


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip


class Notice(OfPlace):
    """Something that one person should know; ``key`` makes it once, whoever notices it first."""

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE,
        related_name="notices",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    # Where a notice leads that is about no page: the path of a screen of the administration.
    path = models.CharField(max_length=255, blank=True)
    item = models.ForeignKey(QueueItem, null=True, on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(_("title"), max_length=255)
    actor = _person(_("who did it"))
    # A reason or a comment, as it was written.
    text = models.TextField(_("text"), blank=True)
    due_on = models.DateField(_("due"), null=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notice_of_person"),
            models.Index(
                fields=["user", "-created_at"], condition=Q(read_at=None), name="notice_unread"
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(read_at=None, mail=None),
                name="notice_without_mail",
            ),
            models.Index(
                fields=["path"], condition=Q(read_at=None) & ~Q(path=""), name="notice_of_screen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def sentence(self) -> str:
        """Return what the notice says."""
        from portal_network.notices.sentences import sentence

        return sentence(self)

    @property
    def is_read(self) -> bool:
        """Tell whether the person has seen it."""
        return self.read_at is not None


class MailChoice(models.Model):
    """When a person wants mails, and the address that gave them back, if one did.

    Whoever never chose has no row; :mod:`portal_network.notices.choices` knows what holds then.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE,
        related_name="mail_choice",
    )  # fmt: skip
    queue = models.CharField(
        _("texts that wait for my approval"), max_length=8, choices=When.choices, blank=True,
        help_text=_(
            "Emergencies are told at once and deadlines once a day, unless you choose never."
        ),
    )  # fmt: skip
    own_texts = models.CharField(
        _("my own texts"), max_length=8, choices=When.choices, blank=True,
        help_text=_("Approved, sent back, published, taken down, or commented on."),
    )  # fmt: skip
    cases = models.CharField(
        _("citizens' cases"), max_length=8, choices=When.choices, blank=True,
        help_text=_("New ones; deadlines come once a day, unless you choose never."),
    )  # fmt: skip
    refused_address = models.EmailField(_("address that gives mails back"), blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refusal = models.CharField(_("what the mail server said"), max_length=255, blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("choice of mails")
        verbose_name_plural = _("choices of mails")

    def __str__(self) -> str:
        return str(self.user)
