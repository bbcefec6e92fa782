"""Asks the search backend for pages."""

from django.db.models import Q
from django.utils import timezone
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchResults

from commune_site.models.base import PortalPageQuerySet
from commune_site.sections import get_registry
from search.text import fold


def find_items(pages: PortalPageQuerySet, query: str) -> BaseSearchResults:
    """Return the pages among ``pages`` that hold the words of ``query``, best first.

    The query is folded: title, summary and number are indexed without marks beside the text as
    written, so that ``khai sinh`` and ``khài sính`` find the same. Expired items and lists that
    name people (R83) are never found.
    """
    today = timezone.localdate()
    searchable = pages.exclude(section__in=get_registry().personal_data_slugs).filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today)
    )
    return get_search_backend().search(fold(query), searchable, operator="and")
