"""Dublin Core of an item, as the harvesting protocol and the export of one item hand it out (R106).

The elements are those of the page's own head (:mod:`commune_site.metadata`), so that the two never
say different things; several values that a head joins stand here as elements of their own.
"""

from lxml import etree

from commune_site.metadata import SEPARATOR, dublin_core
from commune_site.models.base import PortalPage
from commune_site.open_data.xml import XSI, add

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
PREFIX = "oai_dc"


def oai_dc(page: PortalPage):
    """Return the element ``oai_dc:dc`` of a page; no query."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={PREFIX: OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {SCHEMA}")
    for name, content in dublin_core(page, []):
        tag = f"{{{DC}}}{name.removeprefix('DC.')}"
        values = content.split(SEPARATOR) if name in ("DC.subject", "DC.coverage") else [content]
        for value in values:
            add(root, tag, value)
    return root
