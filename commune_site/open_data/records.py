"""What sections show from data, as the API states it: procedures, units, officials."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from commune_site.navigation import site_tree
from commune_site.open_data.items import Values, authority
from commune_site.open_data.selection import of_open_places, section_is_open
from commune_site.organisation.models import Appointment, Unit
from commune_site.procedures.models import Procedure
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.isolation.references import is_key

PROCEDURES, ORGANISATION, DIRECTORY = "procedures", "organisation", "directory"
_HEAVY = ("record", "search_text")


class Procedures:
    """The catalogue of the province, as a site shows it; one entry per code."""

    slug = "procedures"

    def rows(self, tenant: Tenant) -> QuerySet:
        """Return what the site shows; two queries with that for the section."""
        if not section_is_open(tenant, PROCEDURES):
            return Procedure.objects.none()
        return Procedure.objects.shown_on(tenant).defer(*_HEAVY)

    def find(self, tenant: Tenant, key: str) -> Procedure:
        """Return the procedure of a code.

        Raises:
            Http404: the site shows none.
        """
        if "\x00" in key:
            raise Http404
        return _one(self.rows(tenant).defer(None), code=key)

    def row_values(self, row: Procedure, tenant: Tenant) -> Values:
        """Return an entry of the list; no query."""
        return {
            "id": row.code,
            "url": _url(tenant, PROCEDURES, row.code),
            "api_url": _api_url(tenant, self.slug, row.code),
            "name": row.name,
            "field": row.field,
            "online_service": row.get_online_level_display(),
            "version": row.version,
            "changed_at": row.changed_at,
            "is_sample": row.is_sample,
        }

    def detail_values(self, row: Procedure, tenant: Tenant) -> Values:
        """Return everything that the national database states."""
        return self.row_values(row, tenant) | {"record": row.record}


class Units:
    """Units and villages."""

    slug = "units"

    def rows(self, tenant: Tenant) -> QuerySet:
        """Return what is published; one query."""
        return of_open_places(Unit.objects.public(), tenant, ORGANISATION)

    def find(self, tenant: Tenant, key: str) -> Unit:
        """Return a unit.

        Raises:
            Http404: none is open under this key.
        """
        return _one(self.rows(tenant), pk=_number(key))

    def row_values(self, row: Unit, tenant: Tenant) -> Values:
        """Return an entry of the list; no query."""
        return {
            "id": row.pk,
            "url": _url(tenant, ORGANISATION, row.slug, owner=row.tenant),
            "api_url": _api_url(tenant, self.slug, row.pk),
            "name": row.name,
            "kind": row.get_kind_display(),
            "authority": authority(row.tenant),
            "belongs_to": row.parent_id,
            "organisation_code": row.organisation_code,
            "address": row.address,
            "telephone": row.phone,
            "email": row.email,
            "households": row.households,
            "inhabitants": row.inhabitants,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "modified_at": row.last_published_at,
            "is_sample": row.is_sample,
        }

    def detail_values(self, row: Unit, tenant: Tenant) -> Values:
        """Add what the unit does."""
        return self.row_values(row, tenant) | {
            "functions": row.functions, "decision": row.decision,
        }  # fmt: skip


class Officials:
    """Posts that are held today; nothing of who held them before leaves (R83)."""

    slug = "people"

    def rows(self, tenant: Tenant) -> QuerySet:
        """Return what the directory of officials shows; one query."""
        today = timezone.localdate()
        held = Appointment.objects.filter(
            Q(since__isnull=True) | Q(since__lte=today),
            Q(until__isnull=True) | Q(until__gte=today),
            person__live=True,
            unit__live=True,
        )
        rows = of_open_places(held, tenant, DIRECTORY, prefix="person__")
        return rows.select_related("person", "unit")

    def find(self, tenant: Tenant, key: str) -> Appointment:
        """Return a post.

        Raises:
            Http404: none is open under this key.
        """
        return _one(self.rows(tenant), pk=_number(key))

    def row_values(self, row: Appointment, tenant: Tenant) -> Values:
        """Return an entry of the list; no query."""
        person = row.person
        return {
            "id": row.pk,
            "api_url": _api_url(tenant, self.slug, row.pk),
            "name": person.name,
            "post": row.post,
            "unit": row.unit.name,
            "unit_id": row.unit_id,
            "authority": authority(person.tenant),
            "telephone": person.phone,
            "email": person.email,
            "is_leader": row.is_leader,
            "is_head": row.is_head,
            "since": row.since,
            "term": row.term,
            "is_sample": person.is_sample,
        }

    def detail_values(self, row: Appointment, tenant: Tenant) -> Values:
        """Add the duties."""
        return self.row_values(row, tenant) | {"duties": row.duties}


def _one(rows: QuerySet, **wanted):
    found = rows.filter(**wanted).first()
    if found is None:
        raise Http404
    return found


def _number(key: str) -> int:
    if not is_key(key):
        raise Http404
    return int(key)


def _api_url(tenant: Tenant, slug: str, key: object) -> str:
    return tenant.root_url + reverse("open-data-detail", args=[slug, key])


def _url(tenant: Tenant, section: str, key: str, owner: Tenant | None = None) -> str:
    """Return where people read it: the tree of sections is the same on every site of a province."""
    nodes = site_tree(tenant).root.walk()
    path = next((node.url for node in nodes if node.section == section), "")
    root = (owner or directory.snapshot().by_key[tenant.key]).root_url
    return f"{root}{path}{key}/" if path else f"{root}/"
