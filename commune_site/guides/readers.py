"""Who reads: the own books first, and the guide that fits a screen."""

from django.http import HttpRequest

from commune_site.guides.library import BOOKS, OPERATOR, Guide, get_library
from portal_network.tenancy.policies.memberships import memberships_of

ADDING = "wagtailadmin_pages:add"


def own_roles(user) -> list[str]:
    """Return the roles that a person holds anywhere, in the order of the books.

    Asks for the memberships that every screen of the administration asks for anyway.
    """
    held = {row.role for row in memberships_of(user)}
    if user.is_operator:
        held.add(OPERATOR)
    return [role for role in BOOKS if role in held]


def books_for(user) -> list[str]:
    """Return the roles of all books, one's own first."""
    own = own_roles(user)
    return [*own, *(role for role in BOOKS if role not in own)]


def guide_for_screen(request: HttpRequest) -> Guide | None:
    """Return the guide of the screen that is asked for, rather one of the person's own roles."""
    match = request.resolver_match
    if match is None or not request.user.is_authenticated:
        return None
    guides = get_library().for_screen(*_names_of(match))
    if len(guides) < 2:
        return guides[0] if guides else None
    own = set(own_roles(request.user))
    return next((guide for guide in guides if own & set(guide.roles)), guides[0])


def screen_names(view_name: str) -> list[str]:
    """Return the names under which guides may speak of a screen, the most exact first."""
    space, colon, _screen = view_name.rpartition(":")
    if not colon:
        return [view_name]
    return [view_name, *(f"{space}:{screen}" for screen in ("edit", "index", "list"))]


def _names_of(match) -> list[str]:
    """Return how guides may name a screen, the most exact name first.

    History, use and removal of a row belong to the guide of its form, and that of its list.
    """
    if match.view_name != ADDING:
        return screen_names(match.view_name)
    words = match.kwargs
    kind = f"{words['content_type_app_name']}.{words['content_type_model_name']}"
    return [f"{ADDING} {kind}", ADDING]
