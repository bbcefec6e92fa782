"""The places of the test's network, and which rows of the database belong to each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model

from portal_network.accounts.models import User
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Authority, Commune

# What everybody may read on the place's own site, and what only its own people may.
OPEN = "zzopen"
SECRET = "zzsecret"

Keys = dict[type[Model], set[object]]


@dataclass
class Place:
    """A province or commune with everything that was made for it.

    ``rows`` holds the keys of all rows that came into being while the place was filled: what
    belongs to whom is known from how the world was made, not from the code under test.
    ``samples`` are the keys that the attacker tries, the most telling first.
    """

    name: str
    authority: Authority
    rows: Keys = field(default_factory=dict)
    samples: dict[type[Model], list[object]] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    drafted_key: int = 0
    # Addresses below the place's own host that only its people may read, and public ones.
    secret_paths: list[str] = field(default_factory=list)
    open_paths: list[str] = field(default_factory=list)

    @property
    def open_word(self) -> str:
        """Return the word that marks what is public on the place's own site."""
        return f"{OPEN}{self.name}"

    @property
    def secret_word(self) -> str:
        """Return the word that marks what nobody outside of the place may ever read."""
        return f"{SECRET}{self.name}"

    @property
    def closed_word(self) -> str:
        """Return the word in the addresses of what is closed; whoever knows it knows no more."""
        return f"kin{self.name}"

    @property
    def tenant(self) -> Tenant:
        """Return the place as requests see it."""
        if isinstance(self.authority, Commune):
            return directory.commune(self.authority.code)
        return directory.province(self.authority.code)

    @property
    def province_code(self) -> str:
        """Return the code of the province to which the place belongs, or which it is."""
        return self.tenant.province_code

    def sample(self, model: type[Model], *keys: object) -> None:
        """Let the attacker try these rows of the model."""
        known = self.samples.setdefault(model, [])
        known.extend(key for key in keys if key not in known)


def keys_in_database() -> Keys:
    """Return the keys of all rows of all tables."""
    return {
        model: set(model._base_manager.values_list("pk", flat=True))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def made_since(before: Keys) -> Keys:
    """Return the keys of the rows that were not there before."""
    return {model: keys - before[model] for model, keys in keys_in_database().items()}


def numbers(places: Iterable[Place]) -> dict[str, str]:
    """Return the counted ids of the places' rows as text, each with a word on what it is."""
    found = {}
    for place in places:
        for model, keys in place.rows.items():
            for key in keys:
                if isinstance(key, int):
                    found[str(key)] = f"id of {model._meta.label} of {place.name}"
    return found


def words_of(names: Iterable[str]) -> re.Pattern:
    """Return the expression that finds the marks of these places, in any capitals."""
    alternatives = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(f"(?P<kind>{OPEN}|{SECRET})(?P<place>{alternatives})", re.IGNORECASE)
