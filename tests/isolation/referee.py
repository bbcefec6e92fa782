"""Says what is a leak: something foreign seen, changed or referred to, or a telling difference."""

import re
from collections.abc import Iterable
from itertools import takewhile

from django.core import mail

from portal_network.accounts.models import User
from tests.isolation.attempts import Answer, Attempt, Leak
from tests.isolation.ledger import Ledger
from tests.isolation.numbering import ID
from tests.isolation.places import SECRET, Place, numbers, words_of
from tests.isolation.world import World

# What differs between two answers to the very same request.
NOISE = (
    re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])"),
    re.compile(
        r"^(?:Set-Cookie|Expires|Date|Last-Modified|ETag|Content-Length|X-Request-ID): .*$",
        re.MULTILINE,
    ),
    # What storage appends to the name of a file that is there already.
    re.compile(r"_[A-Za-z0-9]{7}(?=\.)"),
    re.compile(r"nonce-[\w+/=-]+"),
    # When a workbook was written.
    re.compile(r"<dcterms:(?:created|modified)[^>]*>[^<]*"),
    # Each form of citizens has a ticket and a task of its own.
    re.compile(r'data-challenge="[^"]*"|name="ticket" value="[^"]*"'),
    # When a repository for harvesters answered.
    re.compile(r"<responseDate>[^<]*"),
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
)
SHORT_KEY = 3
# The public site as visitors see it, shown inside the administration.
PUBLIC_RENDERINGS = frozenset(
    f"wagtailadmin_pages:{name}"
    for name in (
        "view_draft", "preview_on_add", "preview_on_edit", "revisions_view", "workflow_preview",
    )
)  # fmt: skip


class Referee:
    """Judges the requests of one ``user``, whose places are ``own``, asked on the site ``host``."""

    def __init__(
        self, world: World, own: frozenset[str], host: Place, admin_root: str, user: User | None
    ) -> None:
        self.own, self.host, self.admin_root = own, host, admin_root
        self.others = {place.name: place for place in world.others(own)}
        self.foreign_numbers = numbers(self.others.values())
        codes = {world.places[name].province_code for name in own} | {host.province_code}
        self.of_province = {
            place.name for place in world.places.values() if place.province_code in codes
        }
        # Its own name, and that of the province, stand at the head of a site.
        provinces = {place.name for place in world.places.values() if place.authority.pk in codes}
        self.known = own | {host.name} | provinces
        self.words = words_of(world.places)
        self.numbers_of_province = numbers(world.places[name] for name in self.of_province).keys()
        self.hosts = {place.tenant.host: place.name for place in self.others.values()}
        names = "|".join(re.escape(name) for name in self.hosts)
        self.host_names = re.compile(rf"(?<![\w.-])(?:{names})(?![\w-]|\.\w)")
        self.ledger = Ledger(world, own, self.foreign_numbers, self.words, host, user)

    def of_answer(self, attempt: Attempt, answer: Answer, errors: Iterable[str]) -> list[Leak]:
        """Return what the answer and its mails tell that is not the person's to know."""
        leaks = [Leak("error", error, attempt) for error in errors]
        if answer.status >= 500 and not leaks:
            leaks.append(Leak("error", str(answer.status), attempt))
        is_public = self._is_public(attempt)
        seen = self._seen(answer.text, attempt.foreign, is_public)
        if seen:
            leaks.append(Leak("seen", ", ".join(sorted(seen)), attempt))
        for message in mail.outbox:
            text = f"{message.recipients()} {message.message()}"
            if seen := self._seen(text, frozenset(), is_public):
                leaks.append(Leak("mailed", ", ".join(sorted(seen)), attempt))
        mail.outbox.clear()
        return leaks

    def of_tables(self, attempt: Attempt, written: Iterable[str]) -> list[Leak]:
        """Return what the request did to foreign rows, and which of ours now refer to them."""
        # A site makes its province's public pictures smaller to show them.
        allowed = self.numbers_of_province if self._is_public(attempt) else frozenset()
        faults = self.ledger.faults(written, allowed=allowed, typed=attempt.foreign)
        return [Leak(kind, what, attempt) for kind, what in faults]

    def of_difference(self, attempt: Attempt, answer: Answer, never: Answer) -> list[Leak]:
        """Return in what the answer differs from that for something that never existed."""
        ours, theirs = normalised(answer, attempt), normalised(never, attempt.twin)
        part = next((part for part in ours if ours[part] != theirs[part]), None)
        if part is None:
            return []
        return [
            Leak("told apart", f"{part}: {first_difference(ours[part], theirs[part])}", attempt)
        ]

    def _is_public(self, attempt: Attempt) -> bool:
        return attempt.address in PUBLIC_RENDERINGS or not attempt.path.startswith(self.admin_root)

    def _seen(self, text: str, sent: frozenset[str], is_public: bool) -> set[str]:
        known = self.known | (self.of_province if is_public else set())
        seen = set()
        for match in self.words.finditer(text):
            kind, place = match["kind"].lower(), match["place"].lower()
            hidden = place not in self.own if kind == SECRET else place not in known
            if hidden and match[0] not in sent:
                seen.add(match[0].lower())
        seen |= {host for host in self.host_names.findall(text) if self.hosts[host] not in known}
        for number in set(ID.findall(text)) & self.foreign_numbers.keys() - sent:
            if not (is_public and number in self.numbers_of_province):
                seen.add(self.foreign_numbers[number])
        return seen


def normalised(answer: Answer, attempt: Attempt) -> dict[str, str]:
    """Return the answer without what was sent and what differs by chance."""
    text, location = answer.text, answer.location
    for key in sorted(attempt.foreign, key=len, reverse=True):
        # Two digits stand everywhere in a page; the address is where they were sent.
        parts = (f"/{key}/", f"%2F{key}%2F") if len(key) < SHORT_KEY else (key,)
        for sent in map(whole, parts):
            text, location = sent.sub("KEY", text), sent.sub("KEY", location)
    for noise in NOISE:
        text = noise.sub("", text)
    return {"status": str(answer.status), "location": location, "body": text}


def whole(sent: str) -> re.Pattern:
    """Return what finds a key, but not the same digits inside of a longer number."""
    return re.compile(rf"(?<!\d){re.escape(sent)}(?!\d)")


def first_difference(ours: str, theirs: str) -> str:
    """Return the first lines in which two texts differ, from shortly before the difference."""
    mine, other = ours.splitlines(), theirs.splitlines()
    for left, right in zip(mine, other, strict=False):
        if left != right:
            same = takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
            start = max(0, len(list(same)) - 40)
            return f"{left[start : start + 120]!r} instead of {right[start : start + 120]!r}"
    return f"{len(mine)} lines instead of {len(other)}"
