"""The database as search engine, without a look at the whole index after every change.

Wagtail's own database backends weigh titles by the mean length of all titles, and read that mean
anew after each save: 2.5 s at a million entries (SCALING, fault 3). Titles are weighed here by a
fixed length, so that only the entries that changed are touched.
"""

from collections.abc import Sequence

from django.db import connection, models
from django.db.models.functions import Length
from modelsearch.utils import get_content_type_pk
from wagtail.search.backends import database

# The length of an ordinary title of a document or an article (characters).
ORDINARY_TITLE_LENGTH = 60.0
KEYS_PER_QUERY = 500


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


def SearchBackend(params: dict):
    """Return the backend of the default database, with :class:`FixedTitleWeight` in its index."""
    backend = database.SearchBackend(params)
    if connection.vendor in {"postgresql", "sqlite"}:
        stock = type(backend).index_class
        backend.index_class = type(f"Quick{stock.__name__}", (FixedTitleWeight, stock), {})
    return backend
