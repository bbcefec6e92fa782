"""The page for people, the catalogue of datasets, metadata of one item, search from browsers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from lxml import etree

from commune_site.navigation import site_tree
from commune_site.open_data.api import as_json
from commune_site.open_data.catalogue import as_json_ld, as_rdf_xml, catalogue_of
from commune_site.open_data.dublin_core import oai_dc
from commune_site.open_data.machines import for_machines
from commune_site.open_data.resources import RESOURCES
from commune_site.open_data.selection import open_pages
from commune_site.open_data.xml import add, as_xml
from commune_site.page_context import Breadcrumb
from portal_network.tenancy.isolation.references import is_key

RDF_TYPE, JSON_LD_TYPE = "application/rdf+xml; charset=utf-8", "application/ld+json"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
OPENSEARCH_TYPE = "application/opensearchdescription+xml; charset=utf-8"
# What the specification allows.
LONGEST_SHORT_NAME, LONGEST_DESCRIPTION = 16, 1024


def about(request: HttpRequest) -> HttpResponse:
    """Tell people what is open, under which terms and how it is read."""
    tenant = request.tenant
    root, title = tenant.root_url, _("Open data")
    home = site_tree(tenant).root
    resources = [
        {
            "title": resource.title,
            "slug": resource.slug,
            "url": reverse("open-data-list", args=[resource.slug]),
        }
        for resource in RESOURCES.values()
    ]
    context = {
        "page_title": title,
        "breadcrumbs": [Breadcrumb(home.title, home.url), Breadcrumb(title, request.path)],
        "description": _("Data of %(authority)s for reuse: lists, interfaces, terms.")
        % {"authority": tenant.authority_name},
        "canonical_url": root + request.path,
        "resources": resources,
        "example_url": f"{root}{reverse('open-data-list', args=['legal-documents'])}?limit=5",
        "api_url": root + reverse("open-data-root"),
        "openapi_url": root + reverse("open-data-openapi"),
        "oai_url": f"{root}{reverse('oai')}?verb=Identify",
        "feed_url": f"{root}/feed.xml",
        "sitemap_url": f"{root}{reverse('sitemap')}",
        "json_ld_url": reverse("open-data-json-ld"),
        "rdf_url": reverse("open-data-rdf"),
        "licence_name": settings.OPEN_DATA_LICENCE_NAME,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "requests_per_minute": settings.OPEN_DATA_REQUESTS_PER_MINUTE,
    }
    return render(request, "open_data/about.html", context)


@for_machines("GET")
def json_ld(request: HttpRequest) -> HttpResponse:
    """Return the catalogue of datasets as JSON-LD."""
    response = as_json(as_json_ld(catalogue_of(request.tenant)))
    response["Content-Type"] = JSON_LD_TYPE
    return response


@for_machines("GET")
def rdf(request: HttpRequest) -> HttpResponse:
    """Return the catalogue of datasets as RDF/XML."""
    return as_xml(as_rdf_xml(catalogue_of(request.tenant)), RDF_TYPE)


@for_machines("GET")
def dublin_core(request: HttpRequest, key: int) -> HttpResponse:
    """Return Dublin Core of one item.

    Raises:
        Http404: nothing is open under this key.
    """
    page = open_pages(request.tenant).filter(pk=key).first() if is_key(str(key)) else None
    if page is None:
        raise Http404
    return as_xml(oai_dc(page))


@for_machines("GET")
def opensearch(request: HttpRequest) -> HttpResponse:
    """Tell browsers how the site is searched."""
    tenant = request.tenant
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap={None: OPENSEARCH})
    told = _("Search the site of %(authority)s") % {"authority": tenant.authority_name}
    texts = {
        "ShortName": tenant.name[:LONGEST_SHORT_NAME],
        "LongName": tenant.authority_name[:48],
        "Description": told[:LONGEST_DESCRIPTION],
        "Language": "vi",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    for name, text in texts.items():
        add(root, f"{{{OPENSEARCH}}}{name}", text)
    template = f"{tenant.root_url}{reverse('search')}?q={{searchTerms}}"
    add(root, f"{{{OPENSEARCH}}}Url", type="text/html", method="get", template=template)
    feed = f"{tenant.root_url}{reverse('opensearch')}"
    add(root, f"{{{OPENSEARCH}}}Url", rel="self", type="application/opensearchdescription+xml",
        template=feed)  # fmt: skip
    return as_xml(root, OPENSEARCH_TYPE)
