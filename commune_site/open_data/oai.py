"""The repository for harvesters: OAI-PMH 2.0 at one address (R106).

https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from lxml import etree

from commune_site.models.base import PortalPage
from commune_site.open_data.dublin_core import OAI_DC, PREFIX, SCHEMA, oai_dc
from commune_site.open_data.harvesting import (
    AT_ONCE,
    Fault,
    checked_arguments,
    harvest_of,
    identifier_of,
    item_of,
    records_of,
    refuse_other_formats,
    sets,
    stamp_of,
)
from commune_site.open_data.machines import for_machines
from commune_site.open_data.xml import XSI, add, as_xml
from portal_network.tenancy.directory import Tenant

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_SCHEMA = f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
# Nothing of these sites was public before.
EARLIEST = "2000-01-01T00:00:00Z"
# Faults after which the arguments are not repeated.
SILENT = ("badVerb", "badArgument")


@for_machines("GET", "POST")
def repository(request: HttpRequest) -> HttpResponse:
    """Answer one request of a harvester; faults of the protocol are answers with status 200."""
    sent = request.POST if request.method == "POST" else request.GET
    root = etree.Element(_tag("OAI-PMH"), nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", OAI_SCHEMA)
    add(root, _tag("responseDate"), _minute())
    asked = add(root, _tag("request"), request.tenant.root_url + request.path)
    try:
        arguments = checked_arguments(sent)
        verb = etree.Element(_tag(arguments["verb"]))
        _VERBS[arguments["verb"]](verb, arguments, request.tenant)
    except Fault as fault:
        if fault.code not in SILENT:
            _repeat(asked, {name: sent[name] for name in sent})
        add(root, _tag("error"), fault.text, code=fault.code)
    else:
        _repeat(asked, arguments)
        root.append(verb)
    return as_xml(root)


def _identify(parent, arguments: dict[str, str], tenant: Tenant) -> None:
    add(parent, _tag("repositoryName"), tenant.authority_name)
    add(parent, _tag("baseURL"), f"{tenant.root_url}/oai/")
    add(parent, _tag("protocolVersion"), "2.0")
    add(parent, _tag("adminEmail"), tenant.contact.email or f"postmaster@{tenant.host}")
    add(parent, _tag("earliestDatestamp"), EARLIEST)
    add(parent, _tag("deletedRecord"), "no")
    add(parent, _tag("granularity"), "YYYY-MM-DDThh:mm:ssZ")


def _formats(parent, arguments: dict[str, str], tenant: Tenant) -> None:
    if "identifier" in arguments:
        item_of(arguments["identifier"], tenant)
    entry = add(parent, _tag("metadataFormat"))
    add(entry, _tag("metadataPrefix"), PREFIX)
    add(entry, _tag("schema"), SCHEMA)
    add(entry, _tag("metadataNamespace"), OAI_DC)


def _sets(parent, arguments: dict[str, str], tenant: Tenant) -> None:
    if "resumptionToken" in arguments:
        raise Fault("badResumptionToken", "The list of sets is complete.")
    for slug, name in sets():
        entry = add(parent, _tag("set"))
        add(entry, _tag("setSpec"), slug)
        add(entry, _tag("setName"), name)


def _list(parent, arguments: dict[str, str], tenant: Tenant) -> None:
    harvest = harvest_of(arguments, tenant)
    found = list(records_of(harvest, tenant)[: AT_ONCE + 1])
    if not found:
        raise Fault("noRecordsMatch", "Nothing matches.")
    for page in found[:AT_ONCE]:
        if arguments["verb"] == "ListRecords":
            _record(parent, page, tenant)
        else:
            _header(parent, page, tenant)
    if len(found) > AT_ONCE:
        token = harvest.token(tenant, found[AT_ONCE - 1].pk)
        add(parent, _tag("resumptionToken"), token)
    elif harvest.after:
        # The last part of a list ends with an empty one.
        add(parent, _tag("resumptionToken"))


def _get(parent, arguments: dict[str, str], tenant: Tenant) -> None:
    page = item_of(arguments["identifier"], tenant)
    refuse_other_formats(arguments["metadataPrefix"])
    _record(parent, page, tenant)


def _record(parent, page: PortalPage, tenant: Tenant) -> None:
    record = add(parent, _tag("record"))
    _header(record, page, tenant)
    add(record, _tag("metadata")).append(oai_dc(page))


def _header(parent, page: PortalPage, tenant: Tenant) -> None:
    header = add(parent, _tag("header"))
    add(header, _tag("identifier"), identifier_of(page, tenant))
    add(header, _tag("datestamp"), stamp_of(page))
    if page.section:
        add(header, _tag("setSpec"), page.section)


def _repeat(asked, arguments: dict[str, str]) -> None:
    for name, value in arguments.items():
        if name.isidentifier():
            asked.set(name, "".join(sign for sign in value if sign.isprintable()))


def _minute() -> str:
    """Return now, to the minute: an answer that says the same has the same validator so long."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:00Z")


def _tag(name: str) -> str:
    return f"{{{OAI}}}{name}"


_VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _list,
    "ListRecords": _list,
    "GetRecord": _get,
}
