"""The public list of answers, and the privacy notice of each form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commune_site.cards import make_cards
from commune_site.engagement.errors import UnknownKind
from commune_site.engagement.kinds import kind_of
from commune_site.engagement.queries import (
    answer_pages,
    answers_of_topic,
    found_answers,
    public_answers,
    topics_with_answers,
)
from commune_site.engagement.structured_data import listed_questions
from commune_site.engagement.terms import terms_of
from commune_site.engagement.topics import Topic
from commune_site.engagement.views.trail import frame
from commune_site.pagination import paginate
from search.text import clean_query

PAGE_SIZE = 20
LONGEST_QUERY = 200


def answers(request: HttpRequest) -> HttpResponse:
    """Show published answers, by words and by field.

    Raises:
        Http404: there is no such field, or no such page of the list.
    """
    tenant = request.tenant
    query = clean_query(request.GET.get("q", ""), LONGEST_QUERY)
    topic = request.GET.get("linh-vuc", "")
    if topic and topic not in Topic.values:
        raise Http404
    if query:
        rows = found_answers(tenant, query, topic)
    else:
        rows = answers_of_topic(tenant, topic) if topic else public_answers(tenant)
    pager = paginate(request, rows, PAGE_SIZE, total=len(rows) if query else None)
    title = _("Questions and answers")
    address = tenant.root_url + request.path
    told = [] if query else listed_questions(answer_pages(pager.items), address, title)
    pager.items[:] = make_cards(pager.items, tenant)
    context = {
        "pager": pager,
        "query": query,
        "topics": [
            {
                "name": Topic(slug).label,
                "count": count,
                "url": _address(linh_vuc=slug, q=query),
                "is_current": slug == topic,
            }
            for slug, count in topics_with_answers(tenant)
        ],
        "topic": topic,
        "all_url": _address(q=query),
        **frame(request, "qa", title),
        "robots": "noindex" if query else "",
        "structured_data": told,
    }
    return render(request, "engagement/answers.html", context)


def privacy(request: HttpRequest, kind: str) -> HttpResponse:
    """Show, ready for printing, what becomes of the data of one kind of form (R79).

    Raises:
        Http404: there is no such kind.
    """
    try:
        what = kind_of(kind)
    except UnknownKind as error:
        raise Http404 from error
    title = _("Privacy notice")
    context = {
        "kind": what,
        "terms": terms_of(what, request.tenant.province_code),
        **frame(request, what.section, title),
    }
    return render(request, "engagement/privacy.html", context)


def _address(*, linh_vuc: str = "", q: str = "") -> str:
    query = {name: value for name, value in (("q", q), ("linh-vuc", linh_vuc)) if value}
    base = reverse("engagement-answers")
    return f"{base}?{urlencode(query)}" if query else base
