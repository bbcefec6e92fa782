"""Lists that leave the administration as a file."""

from django.http import HttpRequest

from portal_network.audit.places import place_of_person
from portal_network.audit.services import record


def record_export(request: HttpRequest, *, action: str = "export.made", **details: object) -> None:
    """Record that the person of the request was given a list."""
    form = {"format": request.GET["export"]} if "export" in request.GET else {}
    record(
        action,
        title=request.path,
        place=place_of_person(request.user, request),
        details=form | details,
    )
