"""What the public pages ask: published answers by words and field, and similar ones."""

from collections.abc import Iterable, Sequence

from django.db.models import Count

from commune_site.cards import Card, make_cards
from commune_site.engagement.models.answers import AnswerPage
from commune_site.engagement.topics import Topic
from commune_site.models.base import PortalPage
from commune_site.models.querysets import PortalPageQuerySet
from portal_network.tenancy.directory import Tenant
from search.finding import Filters, Scope
from search.queries import find_alike, find_page_keys
from search.text import tokens

SECTION = "qa"
SIMILAR_SHOWN = 5
MOST_FOUND = 200
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


def answer_pages(listed: Iterable[PortalPage]) -> list[AnswerPage]:
    """Return listed pages as answers with their words, in the same order; one query."""
    keys = [page.pk for page in listed]
    known = AnswerPage.everywhere.in_bulk(keys)
    return [known[key] for key in keys if key in known]


def answers_of_topic(tenant: Tenant, topic: str) -> PortalPageQuerySet:
    """Return the published answers of one field."""
    return public_answers(tenant).filter(
        pk__in=AnswerPage.everywhere.filter(topic=topic).values("pk")
    )


def topics_with_answers(tenant: Tenant) -> list[tuple[str, int]]:
    """Return the fields that have published answers, with how many; one query."""
    pages = AnswerPage.objects.of_tenant(tenant).public_items()
    return list(pages.order_by().values_list("topic").annotate(Count("pk")).order_by("topic"))


def found_answers(tenant: Tenant, query: str, topic: str = "") -> list[PortalPage]:
    """Return the published answers that hold all words of a query, best first."""
    filters = Filters(section=SECTION, field=str(Topic(topic).label) if topic else "")
    keys = find_page_keys(Scope.site_of(tenant), query, filters, most=MOST_FOUND)
    return _in_order(public_answers(tenant), keys)


def similar_answers(tenant: Tenant, query: str) -> list[Card]:
    """Return a few published answers about the same, those that share most words first."""
    words = [word for word in tokens(query) if word not in EMPTY_WORDS]
    keys = find_alike(
        Scope.site_of(tenant), words[:MOST_WORDS], section=SECTION, most=SIMILAR_SHOWN
    )
    return make_cards(_in_order(public_answers(tenant), keys), tenant)


def _in_order(rows: PortalPageQuerySet, keys: Sequence[int]) -> list[PortalPage]:
    known = {page.pk: page for page in rows.filter(pk__in=keys)} if keys else {}
    return [known[key] for key in keys if key in known]
