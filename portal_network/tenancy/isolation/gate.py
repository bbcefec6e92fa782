"""One gate before the administration: whatever is not this person's does not exist (404)."""

from collections.abc import Callable
from functools import partial

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import PageViewRestriction

from portal_network.delivery.errors import page_not_found
from portal_network.tenancy.isolation.ownership import condition, owns_key
from portal_network.tenancy.isolation.reach import Reach, reach_of
from portal_network.tenancy.isolation.surfaces import (
    Surface,
    UndeclaredConverter,
    Verdict,
    surface_of,
)
from portal_network.tenancy.scoping import within_reach
from portal_network.tenancy.tree_paths import paths_above


class IsolationMiddleware:
    """Gives requests of the administration their person's reach and asks after every id.

    The answer is the same for a row of another authority, for one that never existed and for an
    address that has no verdict, before the view runs: neither status nor redirect nor method tells
    them apart. Must stand after whatever decides who the person is (staff sessions).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_root = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the person's reach; visitors keep that of the site."""
        if not request.path.startswith(self.admin_root) or not request.user.is_authenticated:
            return self.get_response(request)
        request.reach = reach_of(request.user)
        # Wagtail's template tag would read the restricted pages of the whole network here.
        request.all_page_view_restriction_paths = SimpleLazyObject(
            partial(restricted_paths, request.reach)
        )
        with within_reach(request.reach):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Refuse what lies out of reach; sign-in and its like ask for no person."""
        reach = getattr(request, "reach", None)
        if reach is None or reach.is_everything:
            return None
        surface = surface_of(request.resolver_match.view_name)
        if surface is not None and is_allowed(surface, request, kwargs, reach):
            return None
        return page_not_found(request, Http404())


def restricted_paths(reach: Reach) -> list[str]:
    """Return the paths of restricted pages that lie within reach or above it."""
    above = {path for own in reach.page_paths for path in paths_above(own)}
    concerned = condition(PageViewRestriction, reach) | Q(page__path__in=above)
    rows = PageViewRestriction.objects.filter(concerned)
    return list(rows.values_list("page__path", flat=True))


def is_allowed(surface: Surface, request: HttpRequest, kwargs: dict, reach: Reach) -> bool:
    """Tell whether the address may be asked by this person with these ids.

    Raises:
        UndeclaredConverter: the verdict says nothing of a part of the address.
    """
    if surface.verdict is Verdict.OPERATORS_ONLY:
        return False
    captured = request.resolver_match.captured_kwargs
    undeclared = captured.keys() - surface.ids.keys() - surface.words
    if undeclared:
        raise UndeclaredConverter(f"{request.resolver_match.view_name}: {sorted(undeclared)}")
    keys = [(model, captured[name]) for name, model in surface.ids.items() if name in captured]
    for sent, declared in ((request.GET, surface.query_ids), (request.POST, surface.posted_ids)):
        keys += [
            (model, value)
            for name, model in declared.items()
            for value in sent.getlist(name)
            if value
        ]
    if not all(owns_key(reach, model, key) for model, key in keys):
        return False
    return surface.check is None or surface.check(request, kwargs, reach)
