"""What the attacker sends, what comes back, and what the referee calls a leak."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tests.isolation.numbering import NEVER

NOWHERE = "zznowhere"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Attempt:
    """One request; ``foreign`` are the keys or words in it that are somebody else's.

    ``then`` is asked after it within the same half-finished state: a preview is posted, then shown.
    """

    address: str
    method: str
    path: str
    query: Pairs = ()
    data: Pairs = ()
    foreign: frozenset[str] = frozenset()
    how: str = ""
    then: "Attempt | None" = None

    @property
    def twin(self) -> "Attempt":
        """Return the same request for what never existed anywhere."""
        changed = self
        for key in sorted(self.foreign, key=len, reverse=True):
            changed = changed.replaced(key, never_like(key))
        return replace(changed, foreign=frozenset(map(never_like, self.foreign)))

    def replaced(self, key: str, other: str) -> "Attempt":
        """Return the same request with one key or word in place of another."""
        return replace(
            self,
            path=self.path.replace(key, other),
            query=_replaced(self.query, key, other),
            data=_replaced(self.data, key, other),
            then=self.then.replaced(key, other) if self.then else None,
        )

    def about(self, foreign: frozenset[str]) -> "Attempt":
        """Return the same request, saying which keys in it are somebody else's."""
        then = self.then.about(foreign) if self.then else None
        return replace(self, foreign=foreign, then=then)

    def __str__(self) -> str:
        query = "?" + "&".join(f"{name}={value}" for name, value in self.query)
        return f"{self.method} {self.path}{query if self.query else ''} {self.how}".strip()


@dataclass(frozen=True)
class Leak:
    """What somebody got, or did, that is not his: the kind, what exactly, and how."""

    kind: str
    what: str
    attempt: Attempt
    actor: str = ""

    def __str__(self) -> str:
        return f"{self.attempt.address} | {self.actor} | {self.attempt} | {self.kind}: {self.what}"


@dataclass
class Answer:
    """What came back, as text, with what the request touched."""

    status: int
    location: str
    content_type: str
    text: str
    read: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tables_of_never: frozenset[str] = frozenset()
    response: object = None

    @property
    def succeeded(self) -> bool:
        """Tell whether the request was answered rather than refused."""
        return self.status < 400


def pairs(values: Mapping[str, object] | Iterable[tuple[str, object]]) -> Pairs:
    """Return form data or a query string as attempts hold them; lists give several pairs."""
    items = values.items() if isinstance(values, Mapping) else values
    flat = []
    for name, value in items:
        several = value if isinstance(value, list | tuple) else [value]
        flat += [(name, one if hasattr(one, "read") else str(one)) for one in several]
    return tuple(flat)


def never_like(key: str) -> str:
    """Return a key of the same shape that no row has, or a word that nobody wrote."""
    if not key.isdigit():
        return NOWHERE + "x" * max(0, len(key) - len(NOWHERE))
    return str(NEVER) if len(key) > 5 else "0" * len(key)


def _replaced(values: Pairs, key: str, other: str) -> Pairs:
    return tuple(
        (name, value.replace(key, other) if isinstance(value, str) else value)
        for name, value in values
    )
