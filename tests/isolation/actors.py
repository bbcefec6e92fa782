"""Who attacks: every role of a commune and of a province, and people without any."""

from dataclasses import dataclass

from portal_network.accounts.models import User
from portal_network.tenancy.models import Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from tests.isolation.places import Place
from tests.isolation.world import World

ANONYMOUS = "anonymous"
OPERATOR = "operator without a session"
STRANGER = "stranger"
OUTSIDERS = (STRANGER, ANONYMOUS)
ATTACKERS = (*(str(role) for role in (*COMMUNE_ROLES, *PROVINCE_ROLES)), OPERATOR, *OUTSIDERS)


@dataclass(frozen=True)
class Actor:
    """A person (None: a visitor), the places that are theirs and the site on which they work."""

    name: str
    user: User | None
    own: frozenset[str]
    host: Place

    @property
    def home(self) -> Place | None:
        """Return the place whose rows the person may meet, where there is one."""
        return self.host if self.host.name in self.own else None


def attacker(world: World, name: str) -> Actor:
    """Return the person who attacks from Lạng Sơn, in phường Tam Thanh or at the province."""
    province, commune = world.places["langson"], world.places["tamthanh"]
    if name == ANONYMOUS:
        return Actor(name, None, frozenset(), commune)
    if name == OPERATOR:
        return Actor(name, world.operator, frozenset(), commune)
    if name == STRANGER:
        return Actor(name, world.stranger, frozenset(), commune)
    if Role(name) in COMMUNE_ROLES:
        return Actor(name, commune.people[name], frozenset({commune.name}), commune)
    below = frozenset({"langson", "tamthanh", "quockhanh"})
    return Actor(name, province.people[name], below, province)


def owners(world: World) -> list[Actor]:
    """Return the people of the places that are attacked, the most powerful first."""
    province, commune = world.places["thuathien"], world.places["huecommune"]
    below = frozenset({province.name, commune.name})
    return [
        *(
            Actor(f"owner: {role}", province.people[role], below, province)
            for role in PROVINCE_ROLES
        ),
        *(
            Actor(f"owner: {role}", commune.people[role], frozenset({commune.name}), commune)
            for role in COMMUNE_ROLES
        ),
    ]
