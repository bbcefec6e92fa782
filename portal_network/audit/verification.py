"""Finds what somebody did to the log past the program; in constant memory, chain by chain."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from django.db import connection
from django.utils.translation import gettext as _

from portal_network.audit import triggers
from portal_network.audit.hashing import covered_values, digest_of_address, hash_of
from portal_network.audit.models import AuditChain, AuditEntry

AT_ONCE = 1000


class BrokenAnchor(ValueError):
    """A line of an anchor file is none."""


@dataclass(frozen=True)
class Anchor:
    """The end of a chain as somebody noted it down outside of the database."""

    chain: str
    sequence: int
    hash: str

    def line(self) -> str:
        """Return the anchor as a line of an anchor file."""
        values = {"chain": self.chain, "sequence": self.sequence, "hash": self.hash}
        return json.dumps(values, sort_keys=True)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a chain, and at which number."""

    chain: str
    sequence: int
    text: str

    def __str__(self) -> str:
        place = _("Chain %(chain)s, entry %(number)s") % {
            "chain": self.chain,
            "number": self.sequence,
        }
        return f"{place}: {self.text}"


def anchors() -> list[Anchor]:
    """Return the ends of all chains, to be kept where nobody who reaches the database does."""
    rows = AuditChain.objects.filter(sequence__gt=0).order_by("key")
    return [Anchor(row.key, row.sequence, row.head) for row in rows]


def read_anchors(file: TextIO) -> Iterator[Anchor]:
    """Yield the anchors of a file.

    Raises:
        BrokenAnchor: a line is none.
    """
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            anchor = Anchor(str(values["chain"]), int(values["sequence"]), str(values["hash"]))
        except (ValueError, TypeError, KeyError) as error:
            raise BrokenAnchor(number) from error
        yield anchor


def verify(
    *, chain: str | None = None, since: datetime | None = None, noted: Iterable[Anchor] = ()
) -> Iterator[Fault]:
    """Yield every fault of one chain or of all, from the first entry at ``since`` on."""
    yield from _missing_triggers()
    keys = [chain] if chain else list(_all_chains())
    for key in keys:
        yield from verify_chain(key, since)
    for anchor in noted:
        if chain is None or anchor.chain == chain:
            yield from _verify_anchor(anchor)


def verify_chain(key: str, since: datetime | None = None) -> Iterator[Fault]:
    """Yield the faults of one chain, in their order."""
    rows = AuditEntry.everywhere.filter(chain=key).order_by("sequence", "pk")
    before = _before(key, since)
    if before is not None:
        rows = rows.filter(sequence__gt=before.sequence)
    number, previous = (before.sequence, before.hash) if before else (0, "")
    for entry in rows.iterator(chunk_size=AT_ONCE):
        yield from _faults_of(entry, number, previous)
        number, previous = entry.sequence, entry.hash
    yield from _faults_at_the_end(key, number, previous)


def _before(key: str, since: datetime | None) -> AuditEntry | None:
    """Return the entry with which checking begins: the last one before ``since``."""
    if since is None:
        return None
    rows = AuditEntry.everywhere.filter(chain=key, at__lt=since)
    return rows.order_by("-sequence").first()


def _faults_of(entry: AuditEntry, number: int, previous: str) -> Iterator[Fault]:
    at = (entry.chain, entry.sequence)
    if entry.sequence > number + 1:
        gone = entry.sequence - number - 1
        yield Fault(*at, _("%(count)s entries before it were removed.") % {"count": gone})
    elif entry.sequence <= number:
        yield Fault(*at, _("An entry was inserted: its number exists twice."))
    elif entry.previous != previous:
        yield Fault(*at, _("It does not follow the entry before it: one was changed or inserted."))
    if hash_of(covered_values(entry)) != entry.hash:
        yield Fault(*at, _("Its content was changed."))
    if entry.address is not None and (
        digest_of_address(entry.address, entry.address_salt) != entry.address_digest
    ):
        yield Fault(*at, _("Its address was changed."))


def _faults_at_the_end(key: str, number: int, last_hash: str) -> Iterator[Fault]:
    chain = AuditChain.objects.filter(pk=key).first()
    if chain is None:
        yield Fault(key, number, _("The record of the end of the chain was removed."))
    elif chain.sequence > number:
        gone = chain.sequence - number
        yield Fault(
            key, number + 1, _("The end was cut off: %(count)s entries are missing.")
            % {"count": gone},
        )  # fmt: skip
    elif chain.sequence < number:
        yield Fault(key, number, _("Entries were inserted at the end, past the program."))
    elif chain.head != last_hash:
        yield Fault(key, number, _("The last entry is not the one that was written."))


def _verify_anchor(anchor: Anchor) -> Iterator[Fault]:
    found = AuditEntry.everywhere.filter(chain=anchor.chain, sequence=anchor.sequence).first()
    if found is None:
        yield Fault(anchor.chain, anchor.sequence, _("The anchor names it, but it is missing."))
    elif found.hash != anchor.hash:
        yield Fault(anchor.chain, anchor.sequence, _("It is not the entry that the anchor names."))


def _all_chains() -> list[str]:
    """Return all chains, also such that only a head or only entries are left of."""
    # Asked for in two steps, as a union of them could not be read from the indexes.
    known = set(AuditChain.objects.values_list("key", flat=True))
    while True:
        rows = AuditEntry.everywhere.exclude(chain__in=known).order_by()
        found = rows.values_list("chain", flat=True).first()
        if found is None:
            return sorted(known)
        known.add(found)


def _missing_triggers() -> Iterator[Fault]:
    for name in triggers.missing(connection):
        yield Fault("–", 0, _("The database does not protect the log: %(name)s is missing.")
            % {"name": name})  # fmt: skip
