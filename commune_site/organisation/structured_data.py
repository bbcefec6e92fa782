"""What this room tells machines of units, people and relics (schema.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commune_site.organisation.models import Appointment, HeritagePage, Unit
    from commune_site.organisation.queries import Organisation
    from portal_network.tenancy.directory import Tenant

CONTEXT = "https://schema.org"


def authority_data(tenant: Tenant) -> dict:
    """Return the authority as a GovernmentOrganization with its official contacts."""
    contact = tenant.contact
    told = {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": f"{tenant.root_url}/#co-quan",
        "name": tenant.authority_name,
        "url": f"{tenant.root_url}/",
        "identifier": tenant.organisation_code,
        "address": contact.address,
        "telephone": contact.phone,
        "faxNumber": contact.fax,
        "email": contact.email,
        "location": _place(contact.latitude, contact.longitude),
    }
    if tenant.is_commune and tenant.province_url:
        told["parentOrganization"] = {
            "@type": "GovernmentOrganization",
            "url": f"{tenant.province_url}/",
            "name": tenant.province_name,
        }
    return _filled(told)


def structure_data(organisation: Organisation, base_url: str) -> dict:
    """Return the authority with its departments."""
    departments = [
        unit_data(node.unit, organisation.tenant, base_url, nested=True)
        for root in organisation.roots
        for node in root.walk()
        if not node.unit.is_village
    ]
    return authority_data(organisation.tenant) | {"department": departments}


def unit_data(unit: Unit, tenant: Tenant, base_url: str, *, nested: bool = False) -> dict:
    """Return one unit; a nested one says neither context nor parent."""
    told = {
        "@type": "AdministrativeArea" if unit.is_village else "GovernmentOrganization",
        "name": unit.name,
        "url": f"{base_url}{unit.slug}/",
        "identifier": unit.organisation_code,
        "telephone": unit.phone,
        "email": unit.email,
        "address": unit.address,
    }
    # A village is a place; an office is an organisation, which has one.
    if unit.is_village:
        told["geo"] = _geo(unit.latitude, unit.longitude)
    else:
        told["location"] = _place(unit.latitude, unit.longitude)
    if not nested:
        parent = "containedInPlace" if unit.is_village else "parentOrganization"
        told |= {"@context": CONTEXT, parent: {"@id": f"{tenant.root_url}/#co-quan"}}
    return _filled(told)


def person_data(post: Appointment, tenant: Tenant, url: str, image: str = "") -> dict:
    """Return an official with the post held today and official contacts alone (R83)."""
    person = post.person
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Person",
            "name": person.name,
            "honorificPrefix": str(person.get_honorific_display()),
            "jobTitle": post.post,
            "worksFor": {
                "@type": "GovernmentOrganization",
                "@id": f"{tenant.root_url}/#co-quan",
                "name": tenant.authority_name,
            },
            "telephone": person.phone,
            "email": person.email,
            "url": url,
            "image": image,
        }
    )


def heritage_data(page: HeritagePage) -> dict:
    """Return a relic or a scenic place."""
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "LandmarksOrHistoricalBuildings",
            "name": page.title,
            "description": page.summary,
            "url": page.full_url,
            "address": page.address,
            "telephone": page.keeper_phone,
            "geo": _geo(page.latitude, page.longitude),
        }
    )


def _geo(latitude: float | None, longitude: float | None) -> dict | None:
    if latitude is None or longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _place(latitude: float | None, longitude: float | None) -> dict | None:
    geo = _geo(latitude, longitude)
    return {"@type": "Place", "geo": geo} if geo else None


def _filled(told: dict) -> dict:
    return {key: value for key, value in told.items() if value}
