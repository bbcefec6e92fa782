"""Stores boundaries of communes."""

from django.core.cache import cache
from django.db import transaction

from commune_site.mapping.geojson import BoundarySet
from home.models import CommuneBoundary
from home.province_map import map_cache_key
from portal_network.tenancy.models import Commune


@transaction.atomic
def import_boundaries(found: BoundarySet) -> tuple[int, list[str]]:
    """Store the boundaries of the communes that exist; return their number and the other codes."""
    provinces = dict(
        Commune.objects.filter(pk__in=[boundary.code for boundary in found.boundaries]).values_list(
            "code", "province_id"
        )
    )
    known = [boundary for boundary in found.boundaries if boundary.code in provinces]
    CommuneBoundary.objects.filter(commune_id__in=provinces).delete()
    CommuneBoundary.objects.bulk_create(
        CommuneBoundary(
            commune_id=boundary.code,
            polygons=boundary.polygons,
            label_point=boundary.label_point,
            attribution=found.attribution[:500],
        )
        for boundary in known
    )
    keys = {map_cache_key(code) for code in provinces.values()}
    transaction.on_commit(lambda: cache.delete_many(keys))
    unknown = sorted({boundary.code for boundary in found.boundaries} - set(provinces))
    return len(known), unknown
