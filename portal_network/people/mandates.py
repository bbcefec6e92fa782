"""Over whose roles a person may decide: an administrator's own places and nothing beyond."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from portal_network.accounts.models import User
from portal_network.tenancy.models import Authority, Commune, Membership, Province, Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from portal_network.tenancy.policies import memberships_of

# Who keeps a place able to help itself: its last one cannot be removed.
ADMINISTRATORS = {Commune: Role.SITE_ADMINISTRATOR, Province: Role.PROVINCE_ADMINISTRATOR}
PROVINCE_CODE_LENGTH = 2


@dataclass(frozen=True)
class Mandate:
    """The places whose people somebody administers: whole provinces, single communes, or all."""

    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    is_everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.is_everything or self.provinces or self.communes)

    def at(self, prefix: str = "") -> Q:
        """Return the condition on rows with ``province`` and ``commune`` below ``prefix``."""
        if self.is_everything:
            return Q()
        # Keys and no join: a database reads two indexes here instead of the rows of all provinces.
        within = Commune.objects.filter(province__in=self.provinces).values("pk")
        return (
            Q(**{f"{prefix}commune__in": self.communes})
            | Q(**{f"{prefix}commune__in": within})
            | Q(**{f"{prefix}province__in": self.provinces})
        )

    def memberships(self) -> QuerySet[Membership]:
        """Return the roles over which this person decides."""
        return Membership.everywhere.filter(self.at())

    def people(self) -> QuerySet[User]:
        """Return the accounts that hold one of these roles, each once."""
        return User.objects.filter(pk__in=self.memberships().values("user_id"))

    def communes_within(self) -> QuerySet[Commune]:
        """Return the communes, those of the provinces among them."""
        rows = Commune.objects.order_by("code")
        if self.is_everything:
            return rows
        return rows.filter(Q(pk__in=self.communes) | Q(province__in=self.provinces))

    def provinces_within(self) -> QuerySet[Province]:
        """Return the provinces whose own roles belong to the mandate."""
        rows = Province.objects.order_by("code")
        return rows if self.is_everything else rows.filter(pk__in=self.provinces)

    def place(self, code: str) -> Authority | None:
        """Return the commune or province of this code, or None when it is somebody else's."""
        is_province = len(code) == PROVINCE_CODE_LENGTH
        rows = self.provinces_within() if is_province else self.communes_within()
        return rows.filter(pk=code).first()

    def only_place(self) -> Authority | None:
        """Return the single commune of a mandate that holds nothing else."""
        if self.is_everything or self.provinces or len(self.communes) != 1:
            return None
        return self.place(next(iter(self.communes)))


def mandate_of(user) -> Mandate:
    """Return over whose roles this person decides; no query beyond that of memberships."""
    if not user.is_authenticated or not user.is_active:
        return Mandate()
    if user.is_superuser:
        return Mandate(is_everything=True)
    rows = memberships_of(user)
    return Mandate(
        provinces=frozenset(
            row.province_id for row in rows if row.role == Role.PROVINCE_ADMINISTRATOR
        ),
        communes=frozenset(row.commune_id for row in rows if row.role == Role.SITE_ADMINISTRATOR),
    )


def mandate_over(place: Authority) -> Mandate:
    """Return the mandate of somebody who administers this place alone."""
    if isinstance(place, Province):
        return Mandate(provinces=frozenset({place.pk}))
    return Mandate(communes=frozenset({place.pk}))


def roles_at(place: Authority) -> tuple[Role, ...]:
    """Return the roles that can be held at this place."""
    return COMMUNE_ROLES if isinstance(place, Commune) else PROVINCE_ROLES


def administrator_role(place: Authority) -> Role:
    """Return the role whose last holder at this place must stay."""
    return ADMINISTRATORS[type(place)]
