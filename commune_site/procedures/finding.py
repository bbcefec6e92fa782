"""Procedures on the search page of a site: above the pages, for most people look for them."""

from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from commune_site.procedures import queries
from commune_site.procedures.catalogue import procedure_rows, section_url
from portal_network.tenancy.directory import Tenant
from search.sources import Findings, Source

MOST = 5


def find(tenant: Tenant, query: str) -> Findings:
    """Return the procedures of a site that hold the words of a query; two queries."""
    rows = queries.find_procedures(tenant, query)
    root = section_url(tenant)
    total = rows.count() if root else 0
    return Findings(
        rows=procedure_rows(tenant, list(rows[:MOST])) if total else [],
        total=total,
        url=f"{root}?{urlencode({queries.WORDS: query})}",
    )


SOURCE = Source(
    "procedures", _("Administrative procedures"), "components/procedure_rows.html", find
)
