"""What a machine can say of a text before a person reads it; advice, never a refusal.

A check is a function that takes a page as its revision has it and yields sentences, registered
with :func:`check`. Rooms add their own. Checks ask nothing of the database beyond the page.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

Check = Callable[[object], Iterable[str]]

# Links that say nothing when they are read out alone (WCAG 2.4.4).
EMPTY_LINK_TEXTS = frozenset({"tại đây", "xem tại đây", "ở đây", "đây", "link", "xem thêm"})
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
SHORTEST_TEXT = 40

_checks: list[Check] = []


def check(function: Check) -> Check:
    """Register a check."""
    _checks.append(function)
    return function


def failures_of(page) -> list[str]:
    """Return what the checks say against a text, in the order of their registration."""
    return [sentence for function in _checks for sentence in function(page)]


@check
def missing_summary(page) -> Iterator[str]:
    """Lists and search results show the summary; of a document they show its title."""
    if hasattr(page, "body") and not page.summary.strip():
        yield _("The summary is missing.")


@check
def missing_origin(page) -> Iterator[str]:
    """Author and source are stated (R37, R117); a document states who issued it instead."""
    if hasattr(page, "issuer"):
        return
    if hasattr(page, "author") and not page.author.strip():
        yield _("The author is missing.")
    if hasattr(page, "source") and not page.source.strip():
        yield _("The source is missing.")


@check
def missing_text(page) -> Iterator[str]:
    """A page says something, or carries a file."""
    if not hasattr(page, "body") or _attachments(page):
        return
    if len(str(page.plain_text).strip()) < SHORTEST_TEXT:
        yield _("There is hardly any text.")


@check
def pictures_without_alternative(page) -> Iterator[str]:
    """Every picture is described for people who cannot see it (WCAG 1.1.1)."""
    if getattr(page, "lead_image_id", None) and not page.lead_image_alt.strip():
        yield _("The lead image has no alternative text.")
    missing = sum(
        1
        for name in ("body", "gallery")
        for block in getattr(page, name, None) or ()
        if block.block_type == "image" and not (block.value.get("alt") or "").strip()
    )
    if missing:
        yield _("Images without alternative text: %(count)d.") % {"count": missing}


@check
def document_without_file(page) -> Iterator[str]:
    """A legal document is published with its signed file (Decree 42/2022)."""
    if hasattr(page, "issued_on") and hasattr(page, "number") and not _attachments(page):
        yield _("No file is attached to the document.")


@check
def links_that_say_nothing(page) -> Iterator[str]:
    """The words of a link tell where it leads."""
    found = [
        text
        for html in _rich_texts(page)
        for text in map(strip_tags, LINK.findall(html))
        if text.strip().casefold() in EMPTY_LINK_TEXTS
    ]
    if found:
        yield _("Links whose words do not tell where they lead: “%(text)s”.") % {"text": found[0]}


@check
def dates_in_the_future(page) -> Iterator[str]:
    """A document is not signed tomorrow."""
    issued_on = getattr(page, "issued_on", None)
    if issued_on and issued_on > timezone.localdate():
        yield _("The date of issue lies in the future.")


def _attachments(page) -> bool:
    return bool(page.attachments.all()) if hasattr(page, "attachments") else False


def _rich_texts(page) -> Iterator[str]:
    for block in getattr(page, "body", None) or ():
        if block.block_type == "paragraph":
            yield block.value.source
    if isinstance(getattr(page, "full_text", None), str):
        yield page.full_text
