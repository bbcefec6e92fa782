"""Who gets what by mail, and from which site; asked for many people in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model

from portal_network.notices.models import (
    DAILY,
    OF_CASES,
    OF_THE_QUEUE,
    URGENT,
    MailChoice,
    When,
)
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Membership


@dataclass(frozen=True, slots=True)
class Reader:
    """A person to whom notices may go: what they chose, where they work, whether mail arrives."""

    user_id: int
    queue: When
    own_texts: When
    cases: When
    communes: frozenset[str]
    provinces: frozenset[str]
    takes_mail: bool

    def site_for(self, *, province_id: str, commune_id: str | None) -> Tenant | None:
        """Return the person's own site for a text of this place; None for who works elsewhere."""
        if commune_id in self.communes:
            return directory.commune(commune_id)
        return directory.province(province_id) if province_id in self.provinces else None

    def when(self, kind: str) -> When:
        """Return when a notice of this kind is mailed."""
        chosen = self._chosen(kind)
        if chosen == When.NEVER or not self.takes_mail:
            return When.NEVER
        if kind in URGENT:
            return When.AT_ONCE
        return When.DIGEST if kind in DAILY else chosen

    def _chosen(self, kind: str) -> When:
        if kind in OF_CASES:
            return self.cases
        return self.queue if kind in OF_THE_QUEUE else self.own_texts


def default_for_queue(provinces: Iterable[str]) -> When:
    """Return what holds for who never chose: a commune's few texts at once, a province's together.

    A province's moderators get the texts and cases of all its communes; a mail for each would bury
    them.
    """
    return When.DIGEST if provinces else When.AT_ONCE


def readers(user_ids: Iterable[int]) -> dict[int, Reader]:
    """Return the active accounts among these, by key; three queries."""
    keys = set(user_ids)
    accounts = get_user_model().objects.filter(pk__in=keys, is_active=True)
    emails = dict(accounts.values_list("pk", "email"))
    chosen = {row.user_id: row for row in MailChoice.everywhere.filter(user__in=emails)}
    places: dict[int, tuple[set, set]] = {key: (set(), set()) for key in emails}
    rows = Membership.everywhere.filter(user__in=emails)
    for user_id, commune, province in rows.values_list("user_id", "commune_id", "province_id"):
        places[user_id][0].add(commune)
        places[user_id][1].add(province)
    return {
        key: _reader(key, email, chosen.get(key), *places[key]) for key, email in emails.items()
    }


def choice_of(user, provinces: Iterable[str]) -> MailChoice:
    """Return a person's row, with what holds for them where they never chose; maybe unsaved."""
    row = MailChoice.everywhere.filter(user=user).first() or MailChoice(user=user)
    row.queue = row.queue or default_for_queue(provinces)
    row.own_texts = row.own_texts or When.AT_ONCE
    row.cases = row.cases or default_for_queue(provinces)
    return row


def _reader(key: int, email: str, row: MailChoice | None, communes: set, provinces: set) -> Reader:
    provinces = frozenset(provinces - {None})
    for_work = default_for_queue(provinces)
    refused = bool(row and row.refused_address and row.refused_address == email)
    return Reader(
        user_id=key,
        queue=When((row and row.queue) or for_work),
        own_texts=When((row and row.own_texts) or When.AT_ONCE),
        cases=When((row and row.cases) or for_work),
        communes=frozenset(communes - {None}),
        provinces=provinces,
        takes_mail=bool(email) and not refused,
    )
