"""XML that is always well formed, whatever people wrote."""

import re

from django.http import HttpResponse
from lxml import etree

# What XML 1.0 cannot hold, not even as a reference.
_IMPOSSIBLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_TYPE = "text/xml; charset=utf-8"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def possible(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _IMPOSSIBLE.sub("", text)


def add(parent, tag: str, text: str = "", **attributes: str):
    """Add an element with its text; ``tag`` is in Clark's notation where it has a namespace."""
    element = etree.SubElement(parent, tag, {k: possible(v) for k, v in attributes.items()})
    if text:
        element.text = possible(text)
    return element


def as_xml(root, content_type: str = XML_TYPE, status: int = 200) -> HttpResponse:
    """Return a document as an answer."""
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return HttpResponse(content, content_type=content_type, status=status)
