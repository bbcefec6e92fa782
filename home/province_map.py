"""The province's map: true outlines where they were imported, dots where not."""

from dataclasses import dataclass

from django.core.cache import cache

from commune_site.mapping.geojson import Boundary
from commune_site.mapping.maps import CommuneMap, dot_map, shape_map
from home.models.boundaries import CommuneBoundary
from portal_network.tenancy.directory import Tenant, directory

# Drawing takes longer than reading a page; the map changes only with an import or a new commune.
MAP_MAX_AGE = 3600


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A commune as the map draws it."""

    code: str
    name: str
    kind: str
    url: str
    latitude: float | None
    longitude: float | None


def province_map(tenant: Tenant) -> CommuneMap | None:
    """Return the map of a province's communes, from the cache when nothing changed since."""
    key = map_cache_key(tenant.code)
    version = directory.snapshot().version
    cached = cache.get(key)
    if cached is None or cached[0] != version:
        cached = (version, draw_province_map(tenant))
        cache.set(key, cached, MAP_MAX_AGE)
    return cached[1]


def map_cache_key(province_code: str) -> str:
    """Return the key under which the map of a province is cached."""
    return f"province-map:{province_code}"


def draw_province_map(tenant: Tenant) -> CommuneMap | None:
    """Draw the map anew with one query for the outlines."""
    units = [
        MapUnit(
            code=commune.code,
            name=commune.name,
            kind=commune.unit_kind,
            url=commune.root_url + "/",
            latitude=commune.contact.latitude,
            longitude=commune.contact.longitude,
        )
        for commune in directory.communes_of(tenant.code)
        if commune.root_url
    ]
    rows = list(CommuneBoundary.objects.filter(commune__province_id=tenant.code))
    boundaries = [
        Boundary(row.commune_id, "", row.polygons, area_km2=None, label_point=row.label_point)
        for row in rows
    ]
    attribution = next((row.attribution for row in rows if row.attribution), "")
    return shape_map(boundaries, units, _url, attribution) or dot_map(units, _url)


def _url(unit: MapUnit) -> str:
    return unit.url
