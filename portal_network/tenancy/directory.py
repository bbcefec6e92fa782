"""The directory of tenants: which authority a host belongs to, known without a query.

Every process holds the whole directory in memory (a few hundred bytes per tenant). A change
gives ``NetworkSettings.directory_version`` a new value in the same transaction; the process that
made it reloads at once, every other one within ``TENANT_DIRECTORY_MAX_AGE`` seconds, at the cost
of one small query per interval.
"""

import math
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models.sites import SiteRootPath

from portal_network.tenancy.models import (
    Authority,
    Commune,
    HostName,
    InheritedSettings,
    NetworkSettings,
    Province,
)
from portal_network.tenancy.notices import Notice, posted_notices

VERSION_BITS = 62
# How names of units begin, and how they end in English (Circular 03/2009/TT-BNG).
UNIT_KINDS = {
    "Tỉnh ": "Province",
    "Thành phố ": "City",
    "Xã ": "Commune",
    "Phường ": "Ward",
    "Đặc khu ": "Special Zone",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach an authority; every text may be empty."""

    address: str
    phone: str
    hotline: str
    fax: str
    email: str
    person_responsible: str
    person_responsible_post: str
    reception_schedule: str
    latitude: float | None
    longitude: float | None
    opening_hours: str


def english_name_of(unit: str) -> str:
    """Return the English name of a unit: "Phường Tam Thanh" gives "Tam Thanh Ward"."""
    for word, kind in UNIT_KINDS.items():
        if unit.startswith(word):
            return f"{unit.removeprefix(word)} {kind}"
    return unit


@dataclass(frozen=True, slots=True)
class Tenant:
    """One authority with its site, as every request of its host sees it.

    ``province_code`` is the code of the province that owns it (its own code for a province), so
    that whatever is filtered by province needs no further look-up; ``province_page_path`` and
    ``province_collection_path`` are the materialised paths of the province's subtrees.
    """

    kind: str
    code: str
    name: str
    unit_kind: str
    authority_name: str
    status: str
    suspension_reason: str
    host: str
    root_url: str
    province_code: str
    province_name: str
    province_url: str
    province_page_path: str
    province_collection_path: str
    site_id: int | None
    root_page_id: int | None
    root_url_path: str
    collection_id: int | None
    contact: Contact
    palette: str
    compliance_profile: str
    platform_label: str
    copyright_notice: str
    emc_code: str
    emc_script_url: str
    emblem_path: str
    organisation_code: str
    has_english: bool
    all_notices: tuple[Notice, ...] = field(repr=False)

    @property
    def is_commune(self) -> bool:
        """Tell whether this is a commune's site."""
        return self.kind == "commune"

    @property
    def is_province(self) -> bool:
        """Tell whether this is a province's portal."""
        return self.kind == "province"

    @property
    def is_active(self) -> bool:
        """Tell whether the public may see the site."""
        return self.status == Authority.Status.ACTIVE

    @property
    def shown_name(self) -> str:
        """Return the name of the committee in the active language."""
        if get_language() == "en":
            return f"People's Committee of {english_name_of(self.name)}"
        return self.authority_name

    @property
    def shown_province_name(self) -> str:
        """Return the name of the province in the active language, as inside a sentence."""
        if get_language() == "en":
            return english_name_of(self.province_name)
        return self.province_name[:1].lower() + self.province_name[1:]

    @property
    def key(self) -> str:
        """Return a short key that names this tenant in caches: ``commune:06004``."""
        return f"{self.kind}:{self.code}"

    def notices(self, moment: datetime | None = None) -> list[Notice]:
        """Return the notices due at ``moment`` (now): alerts, the gravest first, then the others.

        Those of the settings stand in the order installation, province, commune.
        """
        moment = moment or timezone.now()
        everything = (*posted_notices(self), *self.all_notices)
        due = [notice for notice in everything if notice.is_shown_at(moment)]
        return sorted(due, key=lambda notice: -notice.weight)

    @property
    def emblem_url(self) -> str:
        """Return the address of the emblem, or an empty text."""
        return default_storage.url(self.emblem_path) if self.emblem_path else ""

    def owns(self, *, province_id: str | None, commune_id: str | None) -> bool:
        """Tell whether a row with these keys belongs to this very site."""
        if self.is_commune:
            return commune_id == self.code
        return commune_id is None and province_id == self.code


@dataclass(frozen=True, slots=True)
class DirectorySnapshot:
    """The directory as it was at one version."""

    version: int
    maintenance: bool
    by_host: dict[str, Tenant]
    by_key: dict[str, Tenant]
    by_collection: dict[int, Tenant]
    communes: dict[str, list[Tenant]]
    # What Wagtail asks of every site, to tell in which of them a page is.
    site_root_paths: tuple[SiteRootPath, ...]


def root_url(host: str) -> str:
    """Return the public root address of ``host``, without a trailing slash."""
    default_port = {"http": 80, "https": 443}[settings.PORTAL_SCHEME]
    port = settings.PORTAL_PUBLIC_PORT
    suffix = "" if port == default_port else f":{port}"
    return f"{settings.PORTAL_SCHEME}://{host}{suffix}"


def _load_snapshot() -> DirectorySnapshot:
    # Reading must not write: a new installation has no row yet, and its defaults will do.
    network = NetworkSettings.objects.first() or NetworkSettings()
    provinces = {
        province.code: province
        for province in Province.objects.select_related("root_page", "collection")
    }
    primary_hosts: dict[str, str] = {}
    hosts: list[tuple[str, str]] = []
    for row in HostName.everywhere.all():
        owner = f"commune:{row.commune_id}" if row.commune_id else f"province:{row.province_id}"
        hosts.append((row.host, owner))
        if row.is_primary:
            primary_hosts[owner] = row.host

    by_key: dict[str, Tenant] = {}
    for province in provinces.values():
        tenant = _tenant(province, province, [network, province], primary_hosts)
        by_key[tenant.key] = tenant
    communes: dict[str, list[Tenant]] = {}
    rows = Commune.objects.select_related("root_page").order_by("code")
    for commune in rows.iterator(chunk_size=2000):
        province = provinces[commune.province_id]
        tenant = _tenant(commune, province, [network, province, commune], primary_hosts)
        by_key[tenant.key] = tenant
        communes.setdefault(province.code, []).append(tenant)
    by_host = {host: by_key[owner] for host, owner in hosts if owner in by_key}
    by_collection = {tenant.collection_id: tenant for tenant in by_key.values()}
    by_collection.pop(None, None)
    return DirectorySnapshot(
        network.directory_version,
        network.maintenance,
        by_host,
        by_key,
        by_collection,
        communes,
        site_root_paths=tuple(
            SiteRootPath(
                tenant.site_id, tenant.root_url_path, tenant.root_url, settings.LANGUAGE_CODE
            )
            for tenant in by_key.values()
            if tenant.site_id and tenant.root_url_path
        ),
    )


def _tenant(
    authority: Authority,
    province: Province,
    levels: list[InheritedSettings],
    primary_hosts: dict[str, str],
) -> Tenant:
    kind = "commune" if isinstance(authority, Commune) else "province"
    host = primary_hosts.get(f"{kind}:{authority.code}", "")
    province_host = primary_hosts.get(f"province:{province.code}", "")
    inherited = {name: effective_value(levels, name) for name in InheritedSettings.INHERITED_FIELDS}
    contact = {name: getattr(authority, name) for name in Authority.CONTACT_FIELDS}
    return Tenant(
        kind=kind,
        code=authority.code,
        name=authority.name,
        unit_kind=authority.kind,
        authority_name=authority.authority_name,
        status=authority.status,
        suspension_reason=authority.suspension_reason,
        host=host,
        root_url=root_url(host) if host else "",
        province_code=province.code,
        province_name=province.name,
        province_url=root_url(province_host) if province_host else "",
        province_page_path=province.root_page.path if province.root_page else "",
        province_collection_path=province.collection.path if province.collection else "",
        site_id=authority.site_id,
        root_page_id=authority.root_page_id,
        root_url_path=authority.root_page.url_path if authority.root_page else "",
        collection_id=authority.collection_id,
        contact=Contact(opening_hours=inherited.pop("opening_hours"), **contact),
        emc_code=authority.emc_code,
        emblem_path=authority.emblem.name or "",
        organisation_code=authority.organisation_code,
        has_english=authority.has_english,
        all_notices=tuple(_notices(levels)),
        **inherited,
    )


def effective_value(levels: Iterable[InheritedSettings], name: str) -> str:
    """Return the value of the inherited field ``name``: the lowest level that states one wins."""
    value = ""
    for level in levels:
        value = getattr(level, name) or value
    return value


def _notices(levels: Iterable[InheritedSettings]) -> Iterable[Notice]:
    for level in levels:
        if level.notice_title:
            yield Notice(
                level=level.notice_level,
                title=level.notice_title,
                text=level.notice_text,
                starts_at=level.notice_starts_at,
                ends_at=level.notice_ends_at,
            )


class TenantDirectory:
    """The in-process copy of the directory; see the module's text for how it stays true."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: DirectorySnapshot | None = None
        self._checked_at = -math.inf

    def snapshot(self) -> DirectorySnapshot:
        """Return a snapshot that is at most ``TENANT_DIRECTORY_MAX_AGE`` seconds behind."""
        snapshot = self._snapshot
        if snapshot is not None and self.is_fresh():
            return snapshot
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None:
                snapshot = self._reload()
            elif not self.is_fresh():
                versions = NetworkSettings.objects.values_list("directory_version", flat=True)
                if versions.first() != snapshot.version:
                    snapshot = self._reload()
                self._checked_at = time.monotonic()
            return snapshot

    def for_host(self, host: str) -> Tenant | None:
        """Return the tenant of ``host`` (lower case, without port), or None."""
        return self.snapshot().by_host.get(host)

    def commune(self, code: str) -> Tenant | None:
        """Return the tenant of the commune with this code, or None."""
        return self.snapshot().by_key.get(f"commune:{code}")

    def province(self, code: str) -> Tenant | None:
        """Return the tenant of the province with this code, or None."""
        return self.snapshot().by_key.get(f"province:{code}")

    def of_collection(self, collection_id: int) -> Tenant | None:
        """Return the tenant whose collection of media this very one is, or None."""
        return self.snapshot().by_collection.get(collection_id)

    def owner(self, *, province_id: str | None, commune_id: str | None) -> Tenant | None:
        """Return the tenant to which a row with these keys belongs, or None."""
        if commune_id:
            return self.commune(commune_id)
        return self.province(province_id) if province_id else None

    def communes_of(self, province_code: str) -> list[Tenant]:
        """Return the communes of a province, in the order of their codes."""
        return self.snapshot().communes.get(province_code, [])

    def forget(self) -> None:
        """Drop the copy; the next question reloads it."""
        with self._lock:
            self._snapshot = None
            self._checked_at = -math.inf

    def is_fresh(self) -> bool:
        """Tell whether the next question is answered without a query."""
        return time.monotonic() - self._checked_at < settings.TENANT_DIRECTORY_MAX_AGE

    def _reload(self) -> DirectorySnapshot:
        self._snapshot = _load_snapshot()
        self._checked_at = time.monotonic()
        return self._snapshot


directory = TenantDirectory()


def mark_directory_changed() -> None:
    """Tell every process that the directory changed; this one forgets it on commit."""
    # Drawn, not counted: neither a copy read in a transaction that is rolled back nor a settings
    # row saved from an old form may bring back a number that another process has seen already.
    version = secrets.randbits(VERSION_BITS)
    rows = NetworkSettings.objects.filter(pk=NetworkSettings.SINGLETON_ID)
    if not rows.update(directory_version=version):
        NetworkSettings.load()
    transaction.on_commit(directory.forget)
