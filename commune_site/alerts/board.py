"""What is in force, known to every process, so that no page asks the database for it.

Every process reads the few alerts that are not over, once in ``ALERTS_MAX_AGE`` seconds at most and
at once after a change of its own. Beginning and end are compared with the clock at each page, so an
alert comes and goes at its minute. When the database does not answer, what is known stays.
"""

import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from commune_site.alerts.models import Alert, Level
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.notices import Notice

logger = logging.getLogger(__name__)

# How loud each level looks; the word beside the title tells all four apart.
LOOKS = {
    Level.NOTICE: "info",
    Level.ADVISORY: "info",
    Level.WARNING: "warning",
    Level.EMERGENCY: "danger",
}


@dataclass(frozen=True, slots=True)
class Posted:
    """One alert on the board, with the codes of the chosen communes; None: all of the province."""

    alert: Alert
    chosen: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The board as it was read: alerts by the key of the authority that raised them."""

    by_owner: dict[str, list[Posted]] = field(default_factory=dict)


class AlertBoard:
    """The in-process copy; see the module's text for how it stays true."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._read_at = 0.0

    def notices_of(self, tenant: Tenant) -> Iterable[Notice]:
        """Yield the alerts that concern a site, also those that have not begun."""
        by_owner = self._current().by_owner
        if not by_owner:
            return
        if tenant.is_commune:
            for posted in by_owner.get(tenant.key, ()):
                yield _notice(posted.alert, tenant)
        for posted in by_owner.get(f"province:{tenant.province_code}", ()):
            if tenant.is_province or posted.chosen is None or tenant.code in posted.chosen:
                yield _notice(posted.alert, tenant)

    def forget(self) -> None:
        """Read the board anew at the next page."""
        self._read_at = 0.0

    def _current(self) -> Snapshot:
        if self.is_fresh():
            return self._snapshot
        # While one reads, the others go on with what they know.
        if not self._lock.acquire(blocking=self._snapshot is None):
            return self._snapshot
        try:
            if not self.is_fresh():
                self._read()
            return self._snapshot
        finally:
            self._lock.release()

    def is_fresh(self) -> bool:
        """Tell whether the next question is answered without a query."""
        age = time.monotonic() - self._read_at
        return self._snapshot is not None and bool(self._read_at) and age < settings.ALERTS_MAX_AGE

    def _read(self) -> None:
        # Before the question: what changes while it is asked is read the next time.
        read_at = time.monotonic()
        try:
            self._snapshot = _read_snapshot()
        except DatabaseError:
            logger.exception("The alerts could not be read; those known stay.")
            self._snapshot = self._snapshot or Snapshot()
        self._read_at = read_at


def _read_snapshot() -> Snapshot:
    alerts = list(Alert.everywhere.not_over(timezone.now()).order_by("starts_at", "pk"))
    chosen: dict[int, set[str]] = {alert.pk: set() for alert in alerts if not alert.covers_all}
    if chosen:
        rows = Alert.communes.through.objects.filter(alert_id__in=chosen)
        for alert_id, code in rows.values_list("alert_id", "commune_id"):
            chosen[alert_id].add(code)
    by_owner: dict[str, list[Posted]] = {}
    for alert in alerts:
        key = f"commune:{alert.commune_id}" if alert.commune_id else f"province:{alert.province_id}"
        codes = frozenset(chosen[alert.pk]) if alert.pk in chosen else None
        by_owner.setdefault(key, []).append(Posted(alert, codes))
    return Snapshot(by_owner)


def _notice(alert: Alert, tenant: Tenant) -> Notice:
    return Notice(
        level=LOOKS[alert.level],
        label=alert.get_level_display(),
        title=alert.title,
        area=alert.area,
        text=alert.text,
        starts_at=alert.starts_at,
        ends_at=alert.ends_at,
        url=alert.url_on(tenant) if alert.owner else "",
        weight=Level.values.index(alert.level) + 1,
    )


board = AlertBoard()


def _board_changed(**kwargs) -> None:
    transaction.on_commit(board.forget)


def connect() -> None:
    """Read the board anew when a row that it is made of changes."""
    for signal in (post_save, post_delete):
        signal.connect(_board_changed, sender=Alert, dispatch_uid="alert-board")
    m2m_changed.connect(
        _board_changed, sender=Alert.communes.through, dispatch_uid="alert-board-communes"
    )
