"""Which answers may be kept, and the tags of what they show.

Nothing is kept unless its view says so here. A tag names something that changes at once for
everybody who shows it; every kept page bears those of its site, of its province and of the whole
network besides its own.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse

from portal_network.tenancy.directory import Tenant

EVERYTHING = "all"
_MARK = "page_cache_tags"
_UNTIL = "page_cache_until"


def page_tag(page_id: int) -> str:
    """Return the tag of whatever shows this very page, or a link to it in its text."""
    return f"page:{page_id}"


def section_tag(tenant_key: str, section: str) -> str:
    """Return the tag of whatever lists or counts the items of a section of a site."""
    return f"section:{tenant_key}:{section}"


def lists_tag(tenant_key: str) -> str:
    """Return the tag of what gathers from all sections of a site: front page, feeds, site maps."""
    return f"lists:{tenant_key}"


def site_tag(tenant_key: str) -> str:
    """Return the tag of all pages of a site: its menu, its tree, its records."""
    return f"site:{tenant_key}"


def province_tag(code: str) -> str:
    """Return the tag of all pages of a province and of its communes."""
    return f"province:{code}"


def network_tag(code: str) -> str:
    """Return the tag of what gathers from all sites of a province: the province's front page."""
    return f"network:{code}"


def provincial_tag(code: str) -> str:
    """Return the tag of what shows a province's own news on other sites."""
    return f"provincial:{code}"


def tags_of_site(tenant: Tenant) -> tuple[str, ...]:
    """Return the tags that every page of a site bears."""
    return EVERYTHING, province_tag(tenant.province_code), site_tag(tenant.key)


def may_be_kept(response: HttpResponse, *tags: str, until: datetime | None = None) -> HttpResponse:
    """Say that an answer is the same for all visitors of the site, and return it.

    ``tags``: what it shows, beyond what every page of the site does. ``until``: when it will have
    changed by itself; without it the ordinary lifetime counts.
    """
    setattr(response, _MARK, frozenset(tags))
    setattr(response, _UNTIL, until)
    return response


def kept_list(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark what a view answers as gathered from all sections of the site."""

    @wraps(view)
    def marked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        return may_be_kept(response, lists_tag(request.tenant.key))

    return marked


def tags_of(response: HttpResponse) -> frozenset[str] | None:
    """Return the tags of an answer that may be kept; None for every other one."""
    return getattr(response, _MARK, None)


def end_of(response: HttpResponse) -> datetime | None:
    """Return when the answer will have changed by itself, where its view knows."""
    return getattr(response, _UNTIL, None)
