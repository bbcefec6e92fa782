"""What was copied in Word or Excel and is pasted into a text: blocks, tables too, without junk."""

import re
from uuid import uuid4

import nh3
from bs4 import BeautifulSoup, Tag

from commune_site.blocks import BodyBlock
from commune_site.editing.word.blocks import Block, blocks_of

# As much as a long report without its pictures (characters).
LONGEST_PASTE = 2_000_000
TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "b", "em", "i", "sup", "ul", "ol",
    "li", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
# Word writes a list as paragraphs, with its bullet or number as ignorable text.
_LIST_PARAGRAPH = re.compile(r"\bMsoList")
_BULLET = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*[\da-z]{1,3}[.)]", re.IGNORECASE)


def pasted_blocks(html: str) -> list[Block]:
    """Return the blocks of HTML from the clipboard: headings, texts, lists, tables.

    Pictures stay out: the clipboard names files on the officer's own disk.
    """
    soup = BeautifulSoup(html, "html.parser")
    _settle_lists(soup)
    clean = nh3.clean(
        str(soup),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"style", "script", "title", "xml"},
    )
    title, blocks = blocks_of(clean.replace("\r", " ").replace("\n", " "))
    # The first heading is one of the text here.
    return [("heading", title), *blocks] if title else blocks


def pasted_state(html: str) -> list[dict]:
    """Return the blocks as the editor of a body takes them (``type``, ``value``, ``id``)."""
    body = BodyBlock()
    blocks = [
        {"type": kind, "value": value, "id": str(uuid4())} for kind, value in pasted_blocks(html)
    ]
    return body.get_form_state(body.to_python(blocks))


def _settle_lists(soup: BeautifulSoup) -> None:
    """Turn paragraphs of lists into lists, without the bullets that Word draws."""
    current: Tag | None = None
    for paragraph in soup.find_all("p"):
        classes = " ".join(paragraph.get("class", ()))
        marks = [
            span for span in paragraph.find_all("span") if _BULLET.search(span.get("style", ""))
        ]
        if not marks or not _LIST_PARAGRAPH.search(classes):
            current = None
            continue
        kind = "ol" if _NUMBER.match(marks[0].get_text()) else "ul"
        for mark in marks:
            mark.decompose()
        if current is None or current.name != kind or _follows(current) is not paragraph:
            current = soup.new_tag(kind)
            paragraph.insert_before(current)
        paragraph.name = "li"
        current.append(paragraph.extract())


def _follows(tag: Tag) -> Tag | None:
    """Return the element that stands next, over blanks."""
    return tag.find_next_sibling()
