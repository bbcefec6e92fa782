"""Notices on top of every page, and the rooms that post some beside those of the settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on top of every page, from ``starts_at`` until ``ends_at`` (either may be open).

    ``label`` is the word of its level, ``area`` where it holds; both may be empty. Those of more
    ``weight`` stand first.
    """

    level: str
    title: str
    text: str
    starts_at: datetime | None
    ends_at: datetime | None
    url: str = ""
    label: str = ""
    area: str = ""
    weight: int = 0

    def is_shown_at(self, moment: datetime) -> bool:
        """Tell whether the notice is due at ``moment``."""
        return (self.starts_at is None or self.starts_at <= moment) and (
            self.ends_at is None or moment < self.ends_at
        )


class NoticeSource(Protocol):
    """What a room posts on sites; asked at every page, so it mostly knows without a query."""

    def notices_of(self, tenant: "Tenant") -> Iterable[Notice]:
        """Return what the room posts on a site, due or not."""
        ...

    def is_fresh(self) -> bool:
        """Tell whether the next question is answered without a query."""
        ...


_sources: list[NoticeSource] = []


def register_notice_source(source: NoticeSource) -> None:
    """Let a room post notices on sites; called in the ``ready()`` of its app."""
    if source not in _sources:
        _sources.append(source)


def posted_notices(tenant: "Tenant") -> Iterable[Notice]:
    """Yield what all rooms post on a site, due or not."""
    for source in _sources:
        yield from source.notices_of(tenant)


def are_notices_fresh() -> bool:
    """Tell whether all rooms know what they post without a query."""
    return all(source.is_fresh() for source in _sources)
