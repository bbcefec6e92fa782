"""Which entries somebody may read, and how they are found without reading the others."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal_network.audit.models import NETWORK, AuditEntry
from portal_network.tenancy.models import Role
from portal_network.tenancy.policies.memberships import memberships_of

READERS_OF_PROVINCES = frozenset({Role.PROVINCE_ADMINISTRATOR, Role.PROVINCE_OBSERVER})


@dataclass(frozen=True)
class Readable:
    """What somebody may read: whole provinces, communes by province, or everything."""

    provinces: frozenset[str] = frozenset()
    communes: frozenset[tuple[str, str]] = frozenset()
    is_everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.is_everything or self.provinces or self.communes)

    def covers(self, entry: AuditEntry) -> bool:
        """Tell whether an entry may be read in full, its address included."""
        return (
            self.is_everything
            or entry.province_code in self.provinces
            or (entry.province_code, entry.commune_code) in self.communes
        )

    def chains(self) -> list[str]:
        """Return the chains of which something may be read; for everything, none is named."""
        return sorted(self.provinces | self._chains_of_communes())

    def entries(self, chain: str) -> QuerySet[AuditEntry]:
        """Return the entries of a chain that may be read, newest first."""
        rows = AuditEntry.everywhere.filter(chain=chain).order_by("-sequence")
        if self.is_everything or chain in self.provinces:
            return rows
        own = [commune for province, commune in self.communes if province == chain]
        return rows.filter(commune_code__in=own)

    def _chains_of_communes(self) -> set[str]:
        return {province for province, _commune in self.communes}


def readable_by(user) -> Readable:
    """Return what a person may read; no query beyond that of memberships.

    Administrators of communes read what concerns their commune, administrators and observers of
    provinces their province with its communes, operators in a staff session everything.
    """
    if not user.is_authenticated or not user.is_active:
        return Readable()
    if user.is_superuser:
        return Readable(is_everything=True)
    rows = memberships_of(user)
    return Readable(
        provinces=frozenset(row.province_id for row in rows if row.role in READERS_OF_PROVINCES),
        communes=frozenset(
            (row.commune.province_id, row.commune_id)
            for row in rows
            if row.role == Role.SITE_ADMINISTRATOR
        ),
    )


def of_page(page_id: int) -> QuerySet[AuditEntry]:
    """Return what happened to a page, newest first; whoever may see the page may read it."""
    rows = AuditEntry.everywhere.filter(object_id=str(page_id))
    return rows.filter(object_type__in=_page_types()).order_by("-at", "-sequence")


def begin_of(day: date) -> datetime:
    """Return the first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """Return the first moment after a day here."""
    return begin_of(day + timedelta(days=1))


def _page_types() -> list[str]:
    from wagtail.models import get_page_models

    return ["wagtailcore.page", *(model._meta.label_lower for model in get_page_models())]


__all__ = ["NETWORK", "Readable", "begin_of", "end_of", "of_page", "readable_by"]
