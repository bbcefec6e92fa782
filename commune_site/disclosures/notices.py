"""Papers for the notice board: the notice itself, and the minutes of its beginning and end (R46).

The wording follows the usual forms (Decree 30/2020/NĐ-CP, annex I); names and signatures are left
open for the hand.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOTICE_PARAMETER = "niem-yet"


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: its name in the address, its title and its template."""

    key: str
    title: str
    template: str


PAPERS = {
    paper.key: paper
    for paper in (
        Paper("thong-bao", _("Notice of public posting"), "disclosures/posting_notice.html"),
        Paper("bien-ban", _("Minutes of the posting"), "disclosures/posting_minutes.html"),
        Paper("ket-thuc", _("Minutes of the end of the posting"), "disclosures/posting_end.html"),
        Paper("phat-thanh", _("Text for the loudspeaker"), "disclosures/broadcast.html"),
    )
}


def papers(page) -> list[tuple[str, str]]:
    """Return address and title of the papers of a page; none before its posting is planned."""
    if not page.posted_from:
        return []
    return [(f"?{NOTICE_PARAMETER}={paper.key}", paper.title) for paper in PAPERS.values()]


def posting_notice(page, request: HttpRequest, key: str) -> TemplateResponse:
    """Return a paper to print.

    Raises:
        Http404: there is none of this kind, or no posting is planned.
    """
    if key not in PAPERS or not page.posted_from:
        raise Http404
    paper = PAPERS[key]
    context = {
        "page": page,
        "paper": paper,
        "today": timezone.localdate(),
        "figures": page.shown_tables(),
        "canonical_url": page.full_url,
        "days": (page.posted_until - page.posted_from).days if page.posted_until else None,
    }
    response = TemplateResponse(request, paper.template, context)
    response["X-Robots-Tag"] = "noindex"
    return response
