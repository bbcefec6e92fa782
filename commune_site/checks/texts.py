"""Checks of what an officer writes: summary, origin, title, links, pictures."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks.contents import (
    attached_rows,
    has_body,
    is_posted,
    picture_blocks,
    rich_texts,
    shows_field,
    text_length,
)
from commune_site.checks.registry import register_check
from commune_site.sections.naming import newspaper_words

LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
# Links that say nothing when they are read out alone (WCAG 2.4.4).
EMPTY_LINK_TEXTS = frozenset(
    {
        "tại đây", "xem tại đây", "ở đây", "đây", "link", "xem thêm", "bấm vào đây", "nhấn vào đây",
        "click here", "here", "chi tiết", "xem chi tiết",
    }
)  # fmt: skip
SHORTEST_TEXT = 40
# What fits into a line of results, two on a phone (letters).
LONGEST_TITLE = 150
# Shorter titles may be abbreviations: "HĐND", "TTHC".
SHORTEST_SHOUT = 12


def _names_author(page) -> bool:
    """A document states who issued it instead of an author; links have none."""
    return not hasattr(page, "issuer") and shows_field(page, "author")


def _has_free_title(page) -> bool:
    """The title of a document is that of the document; names of sections come from the law."""
    return not hasattr(page, "issuer") and is_posted(page)


@register_check(
    "summary",
    label=gettext_lazy("Summary"),
    reason=gettext_lazy(
        "Lists and search results show it; the description is an obligatory element of metadata "
        "(Circular 24/2011/TT-BTTTT)."
    ),
    applies=has_body,
    field="summary",
)
def missing_summary(page) -> Iterator[str]:
    """Lists and search results show the summary; of a document they show its title."""
    if not page.summary.strip():
        yield _("The summary is missing.")


@register_check(
    "author",
    label=gettext_lazy("Author"),
    reason=gettext_lazy(
        "Whoever reads must know who answers for the text; the creator is an obligatory element "
        "of metadata (Circular 24/2011/TT-BTTTT)."
    ),
    applies=_names_author,
    field="author",
)
def missing_author(page) -> Iterator[str]:
    """Every text names its author (R117)."""
    if not page.author.strip():
        yield _("The author is missing.")


@register_check(
    "source",
    label=gettext_lazy("Source"),
    reason=gettext_lazy(
        "What is taken over from elsewhere keeps its source, so that the page is no newspaper "
        "(Decision 1418/QĐ-BTTTT of 2022)."
    ),
    applies=_names_author,
    field="source",
)
def missing_source(page) -> Iterator[str]:
    """Every text names its source (R37)."""
    if not page.source.strip():
        yield _("The source is missing.")


@register_check(
    "text",
    label=gettext_lazy("Text or file"),
    reason=gettext_lazy("A page that says nothing helps nobody and counts as empty."),
    applies=has_body,
    field="body",
)
def missing_text(page) -> Iterator[str]:
    """A page says something, or carries a file."""
    if text_length(page) < SHORTEST_TEXT and not attached_rows(page):
        yield _("There is hardly any text.")


@register_check(
    "title-length",
    label=gettext_lazy("Short title"),
    reason=gettext_lazy("A title that is cut off in lists and on phones is not understood."),
    applies=_has_free_title,
    field="title",
)
def title_too_long(page) -> Iterator[str]:
    """A title fits where it is listed."""
    if len(page.title) > LONGEST_TITLE:
        yield _("The title has %(count)d letters; keep it below %(most)d.") % {
            "count": len(page.title),
            "most": LONGEST_TITLE,
        }


@register_check(
    "title-capitals",
    label=gettext_lazy("Title in small letters"),
    reason=gettext_lazy("Capitals throughout are hard to read, also for screen readers."),
    field="title",
)
def shouted_title(page) -> Iterator[str]:
    """A title is not written in capitals throughout."""
    if len(page.title) >= SHORTEST_SHOUT and page.title.isupper():
        yield _("The title is written in capitals throughout.")


@register_check(
    "newspaper",
    label=gettext_lazy("No words of newspapers"),
    reason=gettext_lazy(
        "The site of an authority is no newspaper and has no reporters (Decision 1418/QĐ-BTTTT "
        "of 2022)."
    ),
    applies=_names_author,
    field="author",
)
def newspaper_author(page) -> Iterator[str]:
    """The author is an official or a unit (R37); a source may be a newspaper."""
    if words := newspaper_words(page.author):
        yield _("The author's name sounds like a newspaper's: “%(word)s”.") % {"word": words[0]}


@register_check(
    "alternative-texts",
    label=gettext_lazy("Alternative texts"),
    reason=gettext_lazy(
        "People who cannot see hear them (Law on Persons with Disabilities 2010, article 43; "
        "Circular 22/2023/TT-BTTTT, annex II)."
    ),
    applies=lambda page: bool(getattr(page, "lead_image_id", None)) or any(picture_blocks(page)),
)
def pictures_without_alternative(page) -> Iterator[str]:
    """Every picture is described for people who cannot see it (WCAG 1.1.1)."""
    if getattr(page, "lead_image_id", None) and not page.lead_image_alt.strip():
        yield _("The lead image has no alternative text.")
    missing = sum(1 for value in picture_blocks(page) if not (value.get("alt") or "").strip())
    if missing:
        yield _("Images without alternative text: %(count)d.") % {"count": missing}


@register_check(
    "links",
    label=gettext_lazy("Links that say where they lead"),
    reason=gettext_lazy(
        "Screen readers read links one by one (Law on Persons with Disabilities 2010, article 43)."
    ),
    applies=lambda page: any(LINK.search(html) for html in rich_texts(page)),
)
def links_that_say_nothing(page) -> Iterator[str]:
    """The words of a link tell where it leads, and there are some."""
    texts = [
        " ".join(strip_tags(text).split())
        for html in rich_texts(page)
        for text in LINK.findall(html)
    ]
    poor = [text for text in texts if text and text.casefold().strip(" .:»>") in EMPTY_LINK_TEXTS]
    if poor:
        yield _("Links whose words do not tell where they lead: “%(text)s”.") % {"text": poor[0]}
    if empty := sum(1 for text in texts if not text):
        yield _("Links without any words: %(count)d.") % {"count": empty}
