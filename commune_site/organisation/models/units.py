"""The units of an authority, from its leadership down to villages, as a tree."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune_site.organisation.models.places import NamedRecord, once_per_place
from commune_site.organisation.models.positions import Positioned
from commune_site.organisation.names import NameField
from portal_network.tenancy.models.authorities import ORGANISATION_CODE, PHONE

# No authority has more; a longer way up is a circle.
DEEPEST = 12


class UnitKind(models.TextChoices):
    """What a unit is; the chart shows all but villages, which the map shows."""

    COUNCIL = "council", _("People's Council and its committees")
    LEADERSHIP = "leadership", _("People's Committee (leadership)")
    DEPARTMENT = "department", _("office, division or department")
    SERVICE = "service", _("public service unit (school, health station, centre)")
    ASSOCIATION = "association", _("Party, Fatherland Front and mass organisation")
    VILLAGE = "village", _("village, hamlet or residential group")


class Unit(Positioned, NamedRecord):
    """A part of the authority: what it does, by which decision, how it is reached (R39, R47)."""

    name = NameField(
        _("name of the unit"), max_length=160, help_text=_("For example: Phòng Văn hóa - Xã hội.")
    )
    kind = models.CharField(
        _("kind of unit"), max_length=12, choices=UnitKind.choices, default=UnitKind.DEPARTMENT
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True,
        on_delete=models.DO_NOTHING, related_name="children",
        help_text=_("The unit above it in the chart. Empty: it stands at the top."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(
        _("order"), default=10, help_text=_("The smaller number stands first among its sisters.")
    )
    organisation_code = models.CharField(
        _("organisation code"), max_length=35, blank=True, validators=[ORGANISATION_CODE],
        help_text=_("Electronic identifier under Decision 20/2020/QĐ-TTg, such as H37.12.3."),
    )  # fmt: skip
    functions = models.TextField(
        _("functions and duties"), blank=True, max_length=6000,
        help_text=_("One duty per line, as the decision has it."),
    )  # fmt: skip
    decision = NameField(
        _("decision"), max_length=255, blank=True,
        help_text=_(
            "The decision that sets functions and duties, such as: "
            "Quyết định số 12/2025/QĐ-UBND ngày 01/7/2025 của UBND xã."
        ),
    )  # fmt: skip
    decision_page = models.ForeignKey(
        "commune_site.PortalPage", verbose_name=_("decision in the library"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
        help_text=_("The page of the decision on this site, if it is published here."),
    )  # fmt: skip
    address = NameField(_("address"), max_length=255, blank=True)
    phone = models.CharField(
        _("office telephone"), max_length=30, blank=True, validators=[PHONE],
        help_text=_("The number of the office, no private one."),
    )  # fmt: skip
    email = models.EmailField(_("official e-mail"), blank=True)
    households = models.PositiveIntegerField(
        _("households"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    inhabitants = models.PositiveIntegerField(
        _("inhabitants"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units, villages")
        ordering = ["position", "name", "pk"]
        constraints = once_per_place("slug", name="unit_slug")

    def __str__(self) -> str:
        return self.name

    @property
    def is_village(self) -> bool:
        """Tell whether this is a village or a residential group."""
        return self.kind == UnitKind.VILLAGE

    @property
    def decision_url(self) -> str:
        """Return the address of the decision on its site, or nothing."""
        page = self.decision_page
        return (page.get_url() or "") if page is not None and page.live else ""

    @property
    def is_in_use(self) -> bool:
        """Tell whether units belong to it, or posts are or were held in it."""
        from commune_site.organisation.models.people import Appointment

        if not self.pk:
            return False
        posts = Appointment.everywhere.filter(unit_id=self.pk)
        return posts.exists() or Unit.everywhere.filter(parent_id=self.pk).exists()

    def clean(self) -> None:
        """Refuse a place in the tree that cannot be, and half a position on the map."""
        super().clean()
        errors = self.position_errors()
        if self.parent_id and (fault := self._fault_of_parent()):
            errors["parent"] = fault
        if errors:
            raise ValidationError(errors)

    def _fault_of_parent(self) -> str:
        """Return what is wrong with the unit above, or nothing."""
        if self.parent_id == self.pk:
            return _("A unit cannot belong to itself.")
        rows = self.of_same_place().values_list("pk", "parent_id", "kind")
        above = {key: (parent, kind) for key, parent, kind in rows}
        if self.parent_id not in above:
            return _("The unit above must belong to the same authority.")
        if above[self.parent_id][1] == UnitKind.VILLAGE and not self.is_village:
            return _("Only a village can belong to a village.")
        key, steps = self.parent_id, 0
        while key in above and steps <= DEEPEST:
            if key == self.pk:
                return _("This unit lies below the one that is edited: a circle.")
            key, steps = above[key][0], steps + 1
        return _("The tree is too deep.") if steps > DEEPEST else ""

    def delete(self, *args, **kwargs):
        """Delete a unit to which nothing belongs.

        Raises:
            django.db.models.ProtectedError: units belong to it, or posts are or were held in it.
        """
        if self.is_in_use:
            raise models.ProtectedError(str(_("This unit is in use.")), {self})
        return super().delete(*args, **kwargs)
