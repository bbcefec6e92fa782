"""The database as search engine, without a look at the whole network after every change or word.

Wagtail's own database backends weigh titles by the mean length of all titles, and read that mean
anew after each save: 2.5 s at a million entries (SCALING, fault 3). Titles are weighed here by a
fixed length, so that only the entries that changed are touched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, models
from django.db.models.functions import Length
from modelsearch.backends.base import BaseSearchResults
from modelsearch.query import SearchQuery
from modelsearch.utils import get_content_type_pk
from wagtail.models import Page
from wagtail.search.backends import database

from portal_network.tenancy.scoping import active_reach
from search.text import fold

# The length of an ordinary title of a document or an article (characters).
ORDINARY_TITLE_LENGTH = 60.0
KEYS_PER_QUERY = 500
# Numbers of documents stay whole: 206/kh-ubnd.
_WORD = re.compile(r"\w+(?:[./-]\w+)*")


class FixedTitleWeight:
    """Mixin for an index in the database: a title weighs by its own length alone."""

    def add_items(self, model: type[models.Model], objs: Sequence[models.Model]) -> None:
        """Index objects of one type and weigh their titles."""
        super().add_items(model, objs)
        keys = [str(found.pk) for found in objs]
        for start in range(0, len(keys), KEYS_PER_QUERY):
            self._weigh_titles(
                self.entries.filter(
                    content_type_id=get_content_type_pk(model),
                    object_id__in=keys[start : start + KEYS_PER_QUERY],
                )
            )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Do nothing after a change, which has weighed its own titles; a rebuild weighs all."""
        if full:
            self._weigh_titles(self.entries.all())

    def _weigh_titles(self, entries: models.QuerySet) -> None:
        measured = entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
        measured.update(title_norm=ORDINARY_TITLE_LENGTH / models.F("title_length"))


class TitlesOfPages:
    """Mixin for a backend: what staff type finds pages by their titles, without the full text.

    The index of the database holds the words of the whole network and knows no place, so that each
    search would cost more with every commune. Screens of pages give a query set that keeps to one's
    own places by an index; among those the titles are compared.
    """

    def autocomplete(self, query, model_or_queryset, **kwargs):
        """Return the pages whose title holds every word, with or without marks; else as stock."""
        rows = model_or_queryset
        rows = rows if isinstance(rows, models.QuerySet) else rows._default_manager.all()
        if kwargs.get("fields") or not issubclass(rows.model, Page):
            return super().autocomplete(query, rows, **kwargs)
        found = pages_by_title(rows, text_of(query))
        if kwargs.get("order_by_relevance", True):
            found = found.order_by("-latest_revision_created_at", "-pk")
        return PagesByTitle(self, TitleQuery(found))


@dataclass(frozen=True, slots=True)
class TitleQuery:
    """The question behind :class:`PagesByTitle`, where other results have a query compiler."""

    queryset: models.QuerySet


class PagesByTitle(BaseSearchResults):
    """Found pages as screens expect the results of a search: sliced, counted, by type."""

    supports_facet = True

    def get_queryset(self) -> models.QuerySet:
        """Return the found pages within the limits of a slice."""
        return self.query_compiler.queryset[self.start : self.stop]

    def _do_search(self) -> models.QuerySet:
        return self.get_queryset()

    def _do_count(self) -> int:
        return self.get_queryset().count()

    def facet(self, field_name: str) -> dict:
        """Return how many of the found pages have each value of a column, most first."""
        rows = self.query_compiler.queryset.order_by().values_list(field_name)
        return dict(rows.annotate(count=models.Count("pk")).order_by("-count"))


def text_of(query: SearchQuery | str) -> str:
    """Return the words of a query, whatever phrases and alternatives the search form made of it."""
    if isinstance(query, str):
        return query
    parts = getattr(query, "subqueries", None) or [getattr(query, "query_string", "")]
    return " ".join(text_of(part) for part in parts)


def pages_by_title(pages: models.QuerySet, text: str) -> models.QuerySet:
    """Return those of ``pages`` whose title holds every word of ``text``; none without a word.

    Only pages of the places that one looks after are asked: without naming these beside the titles,
    PostgreSQL reads the titles of the whole network.
    """
    words = _WORD.findall(fold(text))
    if not words:
        return pages.none()
    prefix = "portalpage__" if pages.model is Page else ""
    for word in words:
        pages = pages.filter(**{f"{prefix}folded_title__contains": word})
    reach = active_reach()
    if reach.is_everything:
        return pages
    return pages.filter(
        models.Q(**{f"{prefix}province_id__in": reach.provinces})
        | models.Q(**{f"{prefix}commune_id__in": reach.communes})
    )


def SearchBackend(params: dict):
    """Return the backend of the default database, with the mixins of this module."""
    stock = database.SearchBackend(params)
    if connection.vendor not in {"postgresql", "sqlite"}:
        return stock
    kind = type(stock)
    index = type(f"Quick{kind.index_class.__name__}", (FixedTitleWeight, kind.index_class), {})
    return type(f"Portal{kind.__name__}", (TitlesOfPages, kind), {"index_class": index})(params)
