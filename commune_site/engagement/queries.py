"""What the public pages ask: published answers by words and field, and similar ones."""

from django.db.models import Count
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import EmptySearchResults

from commune_site.cards import Card, make_cards
from commune_site.engagement.models.answers import AnswerPage
from commune_site.models.base import PortalPage
from commune_site.models.querysets import PortalPageQuerySet
from portal_network.tenancy.directory import Tenant
from search.text import searchable_words

SECTION = "qa"
SIMILAR_SHOWN = 5
# Words that stand in every question and tell nothing.
EMPTY_WORDS = frozenset(
    [
        "toi",
        "xin",
        "hoi",
        "cho",
        "cua",
        "la",
        "co",
        "khong",
        "duoc",
        "the",
        "nao",
        "nhu",
        "gi",
        "thi",
        "ma",
        "va",
        "o",
        "tai",
        "bao",
        "lau",
        "lam",
        "can",
        "muon",
        "phai",
        "voi",
        "de",
        "tu",
        "den",
        "nay",
        "kia",
        "ai",
        "khi",
        "ve",
        "mot",
        "cac",
        "nhung",
        "hay",
    ]
)
MOST_WORDS = 12


def public_answers(tenant: Tenant) -> PortalPageQuerySet:
    """Return what a site has published in its section of questions and answers, newest first."""
    return PortalPage.objects.of_tenant(tenant).filter(section=SECTION).public_items()


def answers_of_topic(tenant: Tenant, topic: str) -> PortalPageQuerySet:
    """Return the published answers of one field."""
    return public_answers(tenant).filter(
        pk__in=AnswerPage.everywhere.filter(topic=topic).values("pk")
    )


def topics_with_answers(tenant: Tenant) -> list[tuple[str, int]]:
    """Return the fields that have published answers, with how many; one query."""
    pages = AnswerPage.objects.of_tenant(tenant).public_items()
    return list(pages.order_by().values_list("topic").annotate(Count("pk")).order_by("topic"))


def found_answers(tenant: Tenant, query: str, topic: str = ""):
    """Return the published answers that hold all words of a query, best first."""
    rows = AnswerPage.objects.filter(topic=topic) if topic else PortalPage.objects
    return _search(rows, tenant, searchable_words(query), "and")


def similar_answers(tenant: Tenant, query: str) -> list[Card]:
    """Return a few published answers about the same: those with all words, else with some."""
    words = [word for word in searchable_words(query).split() if word not in EMPTY_WORDS]
    if not words:
        return []
    for operator in ("and", "or"):
        rows = _search(PortalPage.objects, tenant, " ".join(words[:MOST_WORDS]), operator)
        if found := list(rows[:SIMILAR_SHOWN]):
            return make_cards(found, tenant)
    return []


def _search(rows, tenant: Tenant, words: str, operator: str):
    """Return what the search backend finds; it orders by how well the pages fit."""
    if not words:
        return EmptySearchResults()
    pages = rows.of_tenant(tenant).filter(section=SECTION, is_item=True)
    # Wagtail's own condition on restrictions: backends do not take ours.
    pages = pages.live().public().unexpired().order_by("pk")
    return get_search_backend().search(words, pages, operator=operator)
