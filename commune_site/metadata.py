"""What machines read of a page: Dublin Core (Circular 24/2011/TT-BTTTT, R106) and schema.org."""

from urllib.parse import urljoin

from commune_site.navigation import TreeNode
from portal_network.tenancy.directory import Tenant

# HTML 5 has no place for the scheme of an element, so the values alone say which it is: dates as
# W3CDTF, types of the DCMI Type Vocabulary, formats as media types, languages of ISO 639-1.
FORMAT = "text/html"
SEPARATOR = "; "


def dublin_core(page, trail: list[TreeNode]) -> list[tuple[str, str]]:
    """Return the elements that are known of a page; several values are parted by semicolons.

    Never empty are the required ones (title, creator, date, description, publisher, identifier)
    and language, subject, coverage, type, format and rights.
    """
    tenant = page.tenant
    elements = [
        ("DC.title", page.title),
        ("DC.creator", page.author or tenant.authority_name),
        ("DC.subject", _joined(page.section_name or tenant.authority_name, page.kind_label)),
        ("DC.description", description_of(page)),
        ("DC.publisher", tenant.authority_name),
        ("DC.contributor", page.approver),
        ("DC.date", page.disclosed_on.isoformat()),
        ("DC.type", page.dublin_core_type),
        ("DC.format", FORMAT),
        ("DC.identifier", page.full_url),
        ("DC.source", page.source),
        ("DC.language", page.written_in),
        ("DC.relation", relation_of(page, trail)),
        ("DC.coverage", _joined(tenant.name, tenant.province_name)),
        ("DC.rights", tenant.copyright_notice or f"© {tenant.authority_name}"),
    ]
    return [(name, content) for name, content in elements if content]


def description_of(page) -> str:
    """Return the sentence that describes a page best."""
    return page.summary or page.search_description or page.title


def relation_of(page, trail: list[TreeNode]) -> str:
    """Return the address of the section or group to which a page belongs; a home has none."""
    above = [node for node in trail if node.page_id != page.pk]
    return page.tenant.root_url + above[-1].url if above else ""


def _joined(*values: str) -> str:
    return SEPARATOR.join(dict.fromkeys(value for value in values if value))


def organisation(tenant: Tenant) -> dict:
    """Return the authority of a site; what its letterhead does not state is left out."""
    contact = tenant.contact
    found = {
        "@type": "GovernmentOrganization",
        "@id": f"{tenant.root_url}/#co-quan",
        "name": tenant.authority_name,
        "url": f"{tenant.root_url}/",
        "telephone": contact.phone,
        "faxNumber": contact.fax,
        "email": contact.email,
        "address": contact.address,
        "areaServed": tenant.name,
        "logo": urljoin(tenant.root_url, tenant.emblem_url) if tenant.emblem_path else "",
        "location": _seat(contact),
    }
    if tenant.is_commune and tenant.province_url:
        found["parentOrganization"] = {
            "@type": "GovernmentOrganization",
            "@id": f"{tenant.province_url}/#co-quan",
            "url": f"{tenant.province_url}/",
        }
    return stated(found)


def _seat(contact) -> dict:
    """Return the building of an authority, which alone has a position and opening hours."""
    building = {"openingHours": contact.opening_hours}
    if contact.latitude is not None and contact.longitude is not None:
        building["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": contact.latitude,
            "longitude": contact.longitude,
        }
    known = stated(building)
    return {"@type": "GovernmentBuilding"} | known if known else {}


def website(tenant: Tenant) -> dict:
    """Return the site with the address of its search."""
    return {
        "@type": "WebSite",
        "@id": f"{tenant.root_url}/#trang",
        "url": f"{tenant.root_url}/",
        "name": tenant.authority_name,
        "inLanguage": "vi",
        "publisher": {"@id": f"{tenant.root_url}/#co-quan"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{tenant.root_url}/tim-kiem/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_list(tenant: Tenant, breadcrumbs) -> dict:
    """Return the way from the home page to a page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.title,
                "item": urljoin(tenant.root_url, step.url),
            }
            for position, step in enumerate(breadcrumbs, start=1)
        ],
    }


def described(page, kind: str) -> dict:
    """Return what every page can say of itself in schema.org, as an object of ``kind``."""
    tenant = page.tenant
    return stated(
        {
            "@type": kind,
            "@id": f"{page.full_url}#noi-dung",
            "url": page.full_url,
            "name": page.title,
            "description": description_of(page),
            "inLanguage": page.written_in,
            "dateModified": _moment(page.last_published_at),
            "publisher": publisher(tenant),
            "image": picture_of(page),
        }
    )


def publisher(tenant: Tenant) -> dict:
    """Return a reference to the authority that publishes."""
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{tenant.root_url}/#co-quan",
        "name": tenant.authority_name,
    }


def picture_of(page) -> str:
    """Return the address of the lead picture as it was uploaded, or an empty text."""
    if not page.lead_image_id or page.lead_image is None:
        return ""
    return urljoin(page.tenant.root_url, page.lead_image.file.url)


def stated(values: dict) -> dict:
    """Leave out what is not known: an empty value would be a statement, too."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _moment(value) -> str:
    return value.isoformat() if value else ""
