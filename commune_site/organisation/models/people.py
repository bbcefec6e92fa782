"""People and the posts they hold or held: one record per person, read by all public pages."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string

from commune_site.organisation.models.places import NamedRecord, once_per_place
from commune_site.organisation.models.units import Unit
from commune_site.organisation.names import NameField
from portal_network.tenancy.models.authorities import PHONE
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

BIOGRAPHY_FEATURES = ["bold", "italic", "ul", "ol"]


class Honorific(models.TextChoices):
    """How a person is addressed in official texts."""

    MR = "ong", _("Mr")
    MRS = "ba", _("Ms")


class Person(NamedRecord, ClusterableModel):
    """An official, with official contacts alone (R83); posts tell where the person stands."""

    name = NameField(
        _("name of the person"), max_length=120, help_text=_("For example: Nông Thị Bích.")
    )
    honorific = models.CharField(
        _("form of address"), max_length=4, choices=Honorific.choices, blank=True
    )
    photo = models.ForeignKey(
        get_image_model_string(), verbose_name=_("portrait"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
        help_text=_("Shown for leaders. Upright, the face in the middle."),
    )  # fmt: skip
    phone = models.CharField(
        _("official telephone"), max_length=30, blank=True, validators=[PHONE],
        help_text=_("The number of the office or of duty, never a private one."),
    )  # fmt: skip
    email = models.EmailField(
        _("official e-mail"), blank=True, help_text=_("The address given by the authority.")
    )
    # R38, R83: what the law wants known of leaders, and nothing else.
    biography = RichTextField(
        _("short biography"), blank=True, features=BIOGRAPHY_FEATURES, max_length=6000,
        help_text=_(
            "For leaders: year of birth, home region, education, career. No identity number, no "
            "home address, nothing about family or health."
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials and posts")
        ordering = ["folded_name", "pk"]
        constraints = once_per_place("slug", name="person_slug")

    def __str__(self) -> str:
        return self.name

    @property
    def addressed_name(self) -> str:
        """Return the name with the form of address: “Ông Nguyễn Văn Mẫu”."""
        return f"{self.get_honorific_display()} {self.name}".strip()

    @property
    def posts_in_words(self) -> str:
        """Return the posts held today, for lists of the administration."""
        today = timezone.localdate()
        held = [row.post for row in self.appointments.all() if row.is_current(today)]
        return "; ".join(held)

    posts_in_words.fget.short_description = _("post")


class Appointment(models.Model):
    """A post that a person holds or held in a unit: from, until, by which decision."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="appointments")
    # Refused by ``Unit.delete`` as long as this row exists. PROTECT would make revisions that name
    # a unit which is gone unreadable.
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.DO_NOTHING, related_name="appointments"
    )
    post = NameField(
        _("post"), max_length=160, help_text=_("For example: Phó Chủ tịch UBND xã; Công chức.")
    )
    is_head = models.BooleanField(
        _("head of the unit"), default=False,
        help_text=_("One person at a time; shown in the chart and beside the village."),
    )  # fmt: skip
    is_leader = models.BooleanField(
        _("leader of the authority"), default=False,
        help_text=_("Chairperson or vice-chairperson: gets a page with biography and duties."),
    )  # fmt: skip
    is_spokesperson = models.BooleanField(_("spokesperson"), default=False)
    position = models.PositiveSmallIntegerField(
        _("order"), default=10, help_text=_("The smaller number stands first.")
    )
    since = models.DateField(_("in the post from"), null=True, blank=True)
    until = models.DateField(
        _("until"), null=True, blank=True,
        help_text=_("The last day in the post. Empty: still held."),
    )  # fmt: skip
    term = NameField(_("term"), max_length=40, blank=True, help_text=_("For example: 2026 – 2031."))
    duties = models.TextField(
        _("assigned duties"), blank=True, max_length=3000,
        help_text=_("For leaders: one field per line, as the assignment has it."),
    )  # fmt: skip
    decision = NameField(
        _("decision"), max_length=255, blank=True,
        help_text=_("The decision of appointment or the resolution of election."),
    )  # fmt: skip

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("post held")
        verbose_name_plural = _("posts held")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.post

    def is_current(self, today: date) -> bool:
        """Tell whether the post is held on that day."""
        return (self.since is None or self.since <= today) and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        """Tell whether the post was given up before that day."""
        return self.until is not None and self.until < today

    def overlaps(self, other: "Appointment") -> bool:
        """Tell whether there is a day on which both posts are held."""
        first, second = self._days(), other._days()
        return first[0] <= second[1] and second[0] <= first[1]

    def _days(self) -> tuple[date, date]:
        return self.since or date.min, self.until or date.max

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The last day must not lie before the first.")})

    def other_head(self) -> "Appointment | None":
        """Return the post of another person who heads the unit on one of the same days."""
        if not (self.is_head and self.unit_id):
            return None
        heads = Appointment.everywhere.filter(unit_id=self.unit_id, is_head=True, person__live=True)
        others = heads.exclude(person_id=self.person_id).select_related("person")
        return next((other for other in others if self.overlaps(other)), None)
