"""Whose row an address of the administration is about."""

from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page

from portal_network.tenancy.isolation.surfaces import surface_of
from portal_network.tenancy.models import Authority, Commune, Province


def place_of_request(request: HttpRequest) -> Authority | None:
    """Return the authority of the first row that the address names, else that of the host.

    Which parts of an address are keys, and of which model, is what its verdict of isolation says.
    """
    match = request.resolver_match
    surface = surface_of(match.view_name) if match else None
    for name, model in surface.ids.items() if surface else ():
        if name in match.captured_kwargs:
            place = _place_of_key(model, match.captured_kwargs[name])
            if place is not None:
                return place
    return _place_of_host(request)


def place_of_row(row: Model) -> Authority | None:
    """Return the commune or province to which a row belongs; None when it does not say."""
    if isinstance(row, Authority):
        return row
    if isinstance(row, Page):
        return _owner_of_path("root_page__path", row.path)
    if getattr(row, "collection_id", None):
        return _owner_of_path("collection__path", row.collection.path)
    return getattr(row, "commune", None) or getattr(row, "province", None)


def _place_of_key(model: type[Model], key: object) -> Authority | None:
    try:
        row = model._base_manager.filter(pk=key).first()
    except (ValueError, TypeError, OverflowError):
        return None
    return row and place_of_row(row)


def _owner_of_path(lookup: str, path: str) -> Authority | None:
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    for model in (Commune, Province):
        if place := model.objects.filter(**{f"{lookup}__in": above}).first():
            return place
    return None


def _place_of_host(request: HttpRequest) -> Authority | None:
    tenant = getattr(request, "tenant", None)
    if tenant is None:
        return None
    model = Commune if tenant.is_commune else Province
    return model.objects.filter(pk=tenant.code).first()
