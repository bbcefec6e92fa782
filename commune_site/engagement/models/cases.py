"""The one register of what citizens sent: cases, what happened to them, their files."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commune_site.engagement.encryption import decrypt, encrypt
from commune_site.engagement.kinds import CaseKind, kind_choices, known_or_plain
from commune_site.engagement.records import address_below
from commune_site.engagement.topics import Topic
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class State(models.TextChoices):
    """Where a case stands; the last five are closed."""

    RECEIVED = "received", _("received")
    IN_WORK = "in_work", _("being worked on")
    ANSWERED = "answered", _("answered")
    FORWARDED = "forwarded", _("forwarded to another agency")
    REFUSED = "refused", _("not accepted")
    WITHDRAWN = "withdrawn", _("withdrawn by the sender")


OPEN_STATES = (State.RECEIVED, State.IN_WORK)


class Deed(models.TextChoices):
    """What happened to a case."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted for work")
    ASSIGNED = "assigned", _("Assigned")
    TRANSFERRED = "transferred", _("Transferred to another unit")
    PROGRESS = "progress", _("Progress told, with a new date")
    NOTED = "noted", _("Internal note")
    PROPOSED = "proposed", _("Answer submitted for signature")
    SENT_BACK = "sent_back", _("Answer sent back")
    ANSWERED = "answered", _("Answered")
    FORWARDED = "forwarded", _("Forwarded to the competent agency")
    REFUSED = "refused", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn by the sender")
    CONTACT_SEEN = "contact_seen", _("Contact data looked at")
    FILE_SEEN = "file_seen", _("File downloaded")
    PUBLICATION_ASKED = "publication_asked", _("Anonymised answer submitted for approval")
    PUBLISHED = "published", _("Anonymised answer published")
    CORRECTED = "corrected", _("Correction published")
    INFECTED = "infected", _("A file with malware was thrown away")
    ERASED = "erased", _("Personal data erased")


@dataclass(frozen=True, slots=True)
class Contact:
    """How the sender can be reached; every text may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


class CaseQuerySet(models.QuerySet):
    """Questions that lists and figures ask of the register."""

    def open(self) -> "CaseQuerySet":
        """Return what still waits for an answer."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, today: date | None = None) -> "CaseQuerySet":
        """Return what waits and should have been answered before today."""
        return self.open().filter(due_on__lt=today or timezone.localdate())


CaseManager = models.Manager.from_queryset(CaseQuerySet)


class Case(models.Model):
    """What a citizen sent, from its arrival to the erasure of everything personal.

    ``province`` and ``commune`` (null: the province itself) name who has to answer now; a transfer
    changes them and nothing of the clock. ``received_by`` keeps at whose site it arrived. The
    contact data are encrypted; the tracking code is known as a keyed hash alone.
    """

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    received_by = models.CharField(_("received at"), max_length=16)
    kind = models.SlugField(_("kind"), max_length=30, choices=kind_choices)
    reference = models.CharField(_("number"), max_length=40)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.RECEIVED
    )

    subject = models.CharField(_("subject of the message"), max_length=200)
    topic = models.CharField(_("field"), max_length=20, choices=Topic.choices, blank=True)
    body = models.TextField(_("text"))
    page = models.ForeignKey(
        "commune_site.PortalPage", verbose_name=_("page"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    # What is shown below the page from data (a procedure, a unit), by the end of its address.
    record = models.CharField(max_length=120, blank=True, editable=False)
    encrypted_contact = models.BinaryField(blank=True, default=b"", editable=False)
    allows_sharing = models.BooleanField(_("may be passed on with the contact data"), default=False)
    allows_publishing = models.BooleanField(_("may be published anonymised"), default=False)
    consented_at = models.DateTimeField(_("consent given at"), null=True, blank=True)
    # Which text of the privacy notice was shown.
    notice_digest = models.CharField(max_length=64, blank=True, editable=False)
    # The network address as a keyed hash, kept for a few days against abuse.
    sender_key = models.CharField(max_length=64, blank=True, editable=False)

    received_at = models.DateTimeField(_("received"), default=timezone.now)
    first_due_on = models.DateField(_("deadline of the law"))
    due_on = models.DateField(_("deadline"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("worked on by"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    answer = models.TextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    answer_page = models.OneToOneField(
        "engagement.AnswerPage", verbose_name=_("published answer"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="case",
    )  # fmt: skip
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True)

    objects = scoped_manager(CaseManager)
    everywhere = unscoped_manager(CaseManager)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["commune", "state", "due_on"], name="case_commune_state"),
            models.Index(fields=["province", "state", "due_on"], name="case_province_state"),
            models.Index(fields=["fingerprint", "received_at"], name="case_fingerprint"),
            models.Index(
                fields=["closed_at"], condition=Q(erased_at__isnull=True), name="case_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def kind_name(self) -> str:
        """Return what kind of case it is, in words."""
        return str(self.what.name)

    @property
    def what(self) -> CaseKind:
        """Return what the register knows of the kind."""
        return known_or_plain(self.kind)

    @cached_property
    def terms(self):
        """Return what counts for such cases in the province of the case; one query."""
        from commune_site.engagement.terms import terms_of

        return terms_of(self.what, self.province_id)

    @cached_property
    def proposed(self):
        """Return the answer that waits for a signature or came back from it, or None."""
        from commune_site.engagement.models.proposals import ProposedAnswer

        return ProposedAnswer.everywhere.select_related("written_by").filter(case=self).first()

    @property
    def tenant(self) -> Tenant | None:
        """Return the unit that has to answer."""
        return directory.owner(province_id=self.province_id, commune_id=self.commune_id)

    @property
    def place_name(self) -> str:
        """Return the name of the unit that has to answer."""
        tenant = self.tenant
        return tenant.name if tenant else ""

    @property
    def page_url(self) -> str:
        """Return the address of what the case is about, or nothing."""
        return address_below(self.page, self.record) if self.page else ""

    @property
    def receiver(self) -> Tenant | None:
        """Return the site on which it arrived."""
        return directory.snapshot().by_key.get(self.received_by)

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for an answer."""
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        """Tell whether it should have been answered before today."""
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def has_contact(self) -> bool:
        """Tell whether the sender can be reached."""
        return bool(self.encrypted_contact)

    def keep_contact(self, contact: Contact) -> None:
        """Encrypt how the sender can be reached."""
        text = json.dumps(asdict(contact), ensure_ascii=False)
        self.encrypted_contact = encrypt(text.encode()) if contact else b""

    def contact(self) -> Contact:
        """Return how the sender can be reached; for people only after the look is recorded.

        Raises:
            Unreadable: the installation's key is not the one of that time.
        """
        if not self.encrypted_contact:
            return Contact()
        return Contact(**json.loads(decrypt(bytes(self.encrypted_contact))))


class CaseNumber(models.Model):
    """The last number given to a kind of case at a place in a year."""

    register = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.register}: {self.last}"


class CaseEvent(models.Model):
    """Something that happened to a case; ``is_public`` ones are shown to who holds the code."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("time"), default=timezone.now)
    deed = models.CharField(_("deed"), max_length=20, choices=Deed.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    is_public = models.BooleanField(default=False)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_deed_display()


class CaseLink(models.Model):
    """An address to which an answer points: a procedure, a document, an official portal."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=255)
    url = models.URLField(_("address"), max_length=1000)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


def private_storage():
    """Return where citizens' files lie, which no web server hands out."""
    return storages["private"]


class Scan(models.TextChoices):
    """What the scanner for malware said of a file; an infected one is not kept."""

    # The installation has no scanner.
    UNSCANNED = "unscanned", _("not scanned for malware")
    # It has one, which did not answer yet; nobody gets the file before.
    WAITING = "waiting", _("waits to be scanned for malware")
    CLEAN = "clean", _("scanned: no malware")


class CaseAttachment(models.Model):
    """A file that a citizen sent, checked, stripped of hidden data and encrypted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_storage, upload_to="cases/%Y/%m")
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=40)
    size_bytes = models.PositiveIntegerField(_("size"))
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.UNSCANNED)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_handed_out(self) -> bool:
        """Tell whether those who answer may have it already."""
        return self.scan != Scan.WAITING

    def read(self) -> bytes:
        """Return the file as it was received.

        Raises:
            Unreadable: the installation's key is not the one of that time.
            OSError: the storage has lost it.
        """
        with self.file.open("rb") as stored:
            return decrypt(stored.read())
