"""The catalogue of datasets (DCAT-AP 3, R111): one graph, written as JSON-LD and as RDF/XML.

Making it asks no query: datasets are the resources of the API, whatever they hold today.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from lxml import etree

from commune_site.open_data.resources import RESOURCES
from commune_site.open_data.xml import add
from portal_network.tenancy.directory import Tenant

DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {"dcat": DCAT, "dct": DCT, "foaf": FOAF, "vcard": VCARD, "rdf": RDF}
_EUROPE = "http://publications.europa.eu/resource/authority"
VIETNAMESE = f"{_EUROPE}/language/VIE"
CONTINUOUS = f"{_EUROPE}/frequency/CONT"
GOVERNMENT = f"{_EUROPE}/data-theme/GOVE"
JSON_TYPE = "https://www.iana.org/assignments/media-types/application/json"


@dataclass(frozen=True, slots=True)
class Link:
    """An object that is another resource."""

    url: str


@dataclass(frozen=True, slots=True)
class Node:
    """A resource of the graph: its type, its address (empty: it has none), what is said of it."""

    kind: str
    url: str
    facts: tuple[tuple[str, "str | Link | Node"], ...]


def catalogue_of(tenant: Tenant) -> Node:
    """Return the catalogue of a site as a graph."""
    root = tenant.root_url
    publisher = Node(
        "foaf:Agent", f"{root}/#co-quan",
        (("foaf:name", tenant.authority_name), ("foaf:homepage", Link(f"{root}/"))),
    )  # fmt: skip
    title = _("Open data of %(authority)s") % {"authority": tenant.authority_name}
    about = _("What the site publishes, for reuse by everybody: lists and entries as JSON.")
    return Node(
        "dcat:Catalog", f"{root}{reverse('open-data')}#danh-muc",
        (
            ("dct:title", title),
            ("dct:description", about),
            ("dct:language", Link(VIETNAMESE)),
            ("dct:license", _licence()),
            ("foaf:homepage", Link(root + reverse("open-data"))),
            ("dct:publisher", publisher),
            *(("dcat:dataset", dataset) for dataset in _datasets(tenant)),
            ("dcat:service", _service(tenant)),
        ),
    )  # fmt: skip


def as_json_ld(node: Node) -> dict:
    """Return the graph as JSON-LD."""
    context = {
        **{name: uri for name, uri in NAMESPACES.items() if name != "rdf"},
        "dct:title": {"@language": "vi"},
        "dct:description": {"@language": "vi"},
    }
    return {"@context": context, **_as_object(node)}


def as_rdf_xml(node: Node):
    """Return the graph as RDF/XML."""
    root = etree.Element(_tag("rdf:RDF"), nsmap=NAMESPACES)
    _append(root, node)
    return root


def _datasets(tenant: Tenant) -> list[Node]:
    contact = _contact(tenant)
    return [
        Node(
            "dcat:Dataset", f"{tenant.root_url}{reverse('open-data')}#{resource.slug}",
            (
                ("dct:identifier", f"{tenant.host}/{resource.slug}"),
                ("dct:title", f"{resource.title} - {tenant.authority_name}"),
                ("dct:description", _description(str(resource.title), tenant)),
                ("dct:language", Link(VIETNAMESE)),
                ("dct:accrualPeriodicity", Link(CONTINUOUS)),
                ("dcat:theme", Link(GOVERNMENT)),
                ("dcat:keyword", str(resource.title)),
                ("dct:publisher", Link(f"{tenant.root_url}/#co-quan")),
                ("dcat:contactPoint", contact),
                ("dcat:landingPage", Link(tenant.root_url + reverse("open-data"))),
                ("dcat:distribution", _distribution(tenant, resource.slug)),
            ),
        )
        for resource in RESOURCES.values()
    ]  # fmt: skip


def _description(title: str, tenant: Tenant) -> str:
    if tenant.is_province:
        return _("%(what)s of the province and of all its communes.") % {"what": title}
    return _("%(what)s of the site %(place)s.") % {"what": title, "place": tenant.name}


def _distribution(tenant: Tenant, slug: str) -> Node:
    address = tenant.root_url + reverse("open-data-list", args=[slug])
    return Node(
        "dcat:Distribution", f"{address}#json",
        (
            ("dct:title", "JSON"),
            ("dcat:accessURL", Link(address)),
            ("dcat:mediaType", Link(JSON_TYPE)),
            ("dct:license", _licence()),
            ("dcat:accessService", Link(_service_url(tenant))),
        ),
    )  # fmt: skip


def _service(tenant: Tenant) -> Node:
    root = tenant.root_url
    return Node(
        "dcat:DataService", _service_url(tenant),
        (
            ("dct:title", "API"),
            ("dcat:endpointURL", Link(root + reverse("open-data-root"))),
            ("dcat:endpointDescription", Link(root + reverse("open-data-openapi"))),
            ("dct:license", _licence()),
        ),
    )  # fmt: skip


def _service_url(tenant: Tenant) -> str:
    return f"{tenant.root_url}{reverse('open-data')}#api"


def _contact(tenant: Tenant) -> Node:
    facts = [("vcard:fn", tenant.authority_name), ("vcard:hasURL", Link(f"{tenant.root_url}/"))]
    if tenant.contact.email:
        facts.append(("vcard:hasEmail", Link(f"mailto:{tenant.contact.email}")))
    return Node("vcard:Organization", "", tuple(facts))


def _licence() -> Link:
    return Link(settings.OPEN_DATA_LICENCE_URL)


def _as_object(node: Node) -> dict:
    found: dict = {"@type": node.kind}
    if node.url:
        found["@id"] = node.url
    for name, value in node.facts:
        stated = value if isinstance(value, str) else None
        if isinstance(value, Link):
            stated = {"@id": value.url}
        elif isinstance(value, Node):
            stated = _as_object(value)
        if name not in found:
            found[name] = stated
        elif isinstance(found[name], list):
            found[name].append(stated)
        else:
            found[name] = [found[name], stated]
    return found


def _append(parent, node: Node) -> None:
    element = add(parent, _tag(node.kind))
    if node.url:
        element.set(_tag("rdf:about"), node.url)
    for name, value in node.facts:
        if isinstance(value, Link):
            add(element, _tag(name)).set(_tag("rdf:resource"), value.url)
        elif isinstance(value, Node):
            _append(add(element, _tag(name)), value)
        else:
            text = add(element, _tag(name), value)
            if name in ("dct:title", "dct:description"):
                text.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")


def _tag(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
