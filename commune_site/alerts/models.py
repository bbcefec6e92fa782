"""An alert: what threatens whom, how much, where and until when (R41; Common Alerting Protocol)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

# What lasts longer is no alert but a text of the section.
LONGEST = timedelta(days=90)
# Where a site keeps what its public was told; each alert has its address below.
ARCHIVE_PATH = "/canh-bao/"


class Level(models.TextChoices):
    """How grave it is, in the words of Vietnamese offices; CAP's severity from least to most."""

    NOTICE = "notice", pgettext_lazy("level of an alert", "Notice")
    ADVISORY = "advisory", pgettext_lazy("level of an alert", "Advisory")
    WARNING = "warning", pgettext_lazy("level of an alert", "Warning")
    EMERGENCY = "emergency", pgettext_lazy("level of an alert", "Emergency")


class Category(models.TextChoices):
    """What kind of danger; the values are CAP's categories in small letters."""

    MET = "met", _("Weather, storm, flood, cold")
    GEO = "geo", _("Landslide, flash flood, earthquake")
    HEALTH = "health", _("Epidemic, health, food safety")
    FIRE = "fire", _("Fire, forest fire, explosion")
    SECURITY = "security", _("Public order, fraud")
    TRANSPORT = "transport", _("Traffic")
    INFRA = "infra", _("Electricity, water, telecommunications")
    ENV = "env", _("Environment, pollution")
    OTHER = "other", pgettext_lazy("kind of danger", "Other")


class State(models.TextChoices):
    """Where an alert stands at a moment."""

    PLANNED = "planned", pgettext_lazy("state of an alert", "Not begun")
    IN_FORCE = "in_force", pgettext_lazy("state of an alert", "In force")
    OVER = "over", pgettext_lazy("state of an alert", "Over")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an alert", "Withdrawn")


class AlertQuerySet(models.QuerySet):
    """Questions of board, archive and screens."""

    def not_over(self, moment: datetime) -> "AlertQuerySet":
        """Return what is in force or has not begun."""
        return self.filter(ends_at__gt=moment, withdrawn_at=None)

    def in_force(self, moment: datetime) -> "AlertQuerySet":
        """Return what is shown on top of pages at ``moment``."""
        return self.not_over(moment).filter(starts_at__lte=moment)

    def public(self, moment: datetime) -> "AlertQuerySet":
        """Return what the public has been told by ``moment``, in force or not."""
        told = Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("starts_at"))
        return self.filter(told, starts_at__lte=moment)

    def of_owner(self, tenant: Tenant) -> "AlertQuerySet":
        """Return what this very authority raised."""
        if tenant.is_commune:
            return self.filter(commune_id=tenant.code)
        return self.filter(province_id=tenant.code, commune=None)

    def concerning(self, tenant: Tenant) -> "AlertQuerySet":
        """Return what concerns a site: a commune's own and its province's; all of a province."""
        if tenant.is_province:
            return self.filter(province_id=tenant.code)
        chosen = Alert.communes.through.objects.filter(commune_id=tenant.code)
        of_province = Q(province_id=tenant.province_code, commune=None)
        return self.filter(
            Q(commune_id=tenant.code)
            | of_province & (Q(covers_all=True) | Q(pk__in=chosen.values("alert_id")))
        )

    def newest_first(self) -> "AlertQuerySet":
        """Return the rows in the order of the archive."""
        return self.order_by("-starts_at", "-pk")


class Alert(models.Model):
    """An alert that a commune raises for its own site, or a province for communes of its own.

    It is shown from ``starts_at`` until ``ends_at``, unless it is withdrawn before. Nobody approves
    it first; ``raised_by`` and the audit log say who did. ``commune`` is empty for a province's
    alert, which concerns all communes (``covers_all``) or those chosen. ``slug`` is its address for
    good, also after its text was corrected.
    """

    Level, Category, State = Level, Category, State

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    covers_all = models.BooleanField(_("for all communes"), default=True)
    communes = models.ManyToManyField(
        Commune, verbose_name=_("communes concerned"), blank=True, related_name="+"
    )
    level = models.CharField(
        _("level"), max_length=10, choices=Level.choices, default=Level.WARNING
    )
    category = models.CharField(
        _("kind of danger"), max_length=10, choices=Category.choices, default=Category.MET
    )
    title = models.CharField(
        _("title"), max_length=120,
        help_text=_("One line that everybody understands. Example: Heavy rain, risk of landslides "
                    "on the road to Nà Lầu."),
    )  # fmt: skip
    area = models.CharField(
        _("area"), max_length=255, blank=True,
        help_text=_("Villages, roads, rivers. Empty: the whole unit."),
    )  # fmt: skip
    text = models.TextField(
        _("what people should do"), max_length=2000, blank=True,
        help_text=_("What is happening, what to do, whom to call."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=160, blank=True,
        help_text=_("Who warned you. Example: Provincial Hydro-Meteorological Station."),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(_("shown until"), db_index=True)
    slug = models.SlugField(max_length=110, editable=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("raised by"), null=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=255, blank=True, editable=False
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = scoped_manager(models.Manager.from_queryset(AlertQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(AlertQuerySet))

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "slug"],
                condition=Q(commune__isnull=False),
                name="alert_address_once_per_commune",
            ),
            models.UniqueConstraint(
                fields=["province", "slug"],
                condition=Q(commune__isnull=True),
                name="alert_address_once_per_province",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="alert_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-starts_at"], name="alert_of_province"),
            models.Index(fields=["commune", "-starts_at"], name="alert_of_commune"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.title}"

    @cached_property
    def owner(self) -> Tenant | None:
        """Return the authority that raised it; no query."""
        return directory.owner(province_id=self.province_id, commune_id=self.commune_id)

    @property
    def path(self) -> str:
        """Return its address on the site of the authority that raised it."""
        return f"{ARCHIVE_PATH}{self.slug}/"

    @property
    def full_url(self) -> str:
        """Return its one address on the network."""
        return f"{self.owner.root_url}{self.path}"

    def url_on(self, tenant: Tenant) -> str:
        """Return a local address on its own site and the full one on all others."""
        return self.path if self.owner.key == tenant.key else self.full_url

    def entry_on(self, tenant: Tenant) -> dict:
        """Return what lists on a site show: the alert, its address, whose it is if another's."""
        is_foreign = self.owner.key != tenant.key
        return {
            "alert": self,
            "url": self.url_on(tenant),
            "authority": self.owner.name if is_foreign else "",
        }

    @property
    def over_at(self) -> datetime:
        """Return when it is, or was, over."""
        return self.withdrawn_at or self.ends_at

    @property
    def state(self) -> State:
        """Return where it stands now."""
        return self.state_at(timezone.now())

    def state_at(self, moment: datetime) -> State:
        """Return where it stands at ``moment``."""
        if self.withdrawn_at:
            return State.WITHDRAWN
        if moment < self.starts_at:
            return State.PLANNED
        return State.IN_FORCE if moment < self.ends_at else State.OVER

    def clean(self) -> None:
        """Refuse an alert that nobody would see, or that would never go."""
        super().clean()
        if not (self.starts_at and self.ends_at):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The alert must end after it begins.")})
        if self.ends_at - self.starts_at > LONGEST:
            raise ValidationError(
                {
                    "ends_at": _(
                        "An alert stays for 90 days at most. Write a text in the section for what "
                        "lasts longer."
                    )
                }
            )
