"""The read API: lists in parts, single entries, the list of resources, their description."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from commune_site.open_data.machines import BAD_REQUEST, Refused, for_machines
from commune_site.open_data.openapi import description_of
from commune_site.open_data.queries import BadMark, ItemQuery, ListQuery, known_section
from commune_site.open_data.resources import RESOURCES, Resource

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1"


@for_machines("GET")
def root(request: HttpRequest) -> HttpResponse:
    """List the resources; no query."""
    base = request.tenant.root_url
    return as_json(
        {
            "resources": [
                {
                    "name": resource.slug,
                    "title": str(resource.title),
                    "url": base + reverse("open-data-list", args=[resource.slug]),
                }
                for resource in RESOURCES.values()
            ],
            "description_url": base + reverse("open-data-openapi"),
            "documentation_url": base + reverse("open-data"),
            "licence": licence(),
        }
    )


@for_machines("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API; no query."""
    response = as_json(description_of(request.tenant))
    response["Content-Type"] = OPENAPI_TYPE
    return response


@for_machines("GET")
def listing(request: HttpRequest, resource: str) -> HttpResponse:
    """Return a part of a list.

    Raises:
        Http404: there is no such resource.
        Refused: a parameter is wrong.
    """
    what = _resource(resource)
    asked = _asked(request, what.query)
    try:
        found = what.page(request.tenant, asked)
    except BadMark as error:
        raise Refused(BAD_REQUEST, _wrong("cursor")) from error
    own = request.tenant.root_url + request.path
    following = ""
    if found.next_mark:
        sent = asked.model_dump(mode="json", exclude_defaults=True)
        following = f"{own}?{urlencode(sent | {'cursor': found.next_mark})}"
    response = as_json(
        {
            "data": [row.model_dump(mode="json") for row in found.rows],
            "links": {"self": request.tenant.root_url + request.get_full_path(),
                      "next": following or None},
            "licence": licence(),
        }
    )  # fmt: skip
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@for_machines("GET")
def detail(request: HttpRequest, resource: str, key: str) -> HttpResponse:
    """Return one entry.

    Raises:
        Http404: nothing is open there.
    """
    found: BaseModel = _resource(resource).one(request.tenant, key)
    return as_json(found.model_dump(mode="json"))


def licence() -> dict[str, str]:
    """Return under which terms the data may be reused (R111)."""
    return {"name": settings.OPEN_DATA_LICENCE_NAME, "url": settings.OPEN_DATA_LICENCE_URL}


def as_json(content: dict) -> JsonResponse:
    """Return JSON that people can read, too."""
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(content, json_dumps_params=options)


def _resource(slug: str) -> Resource:
    found = RESOURCES.get(slug)
    if found is None:
        raise Http404
    return found


def _asked(request: HttpRequest, query: type[ListQuery]) -> ListQuery:
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    if twice:
        raise Refused(BAD_REQUEST, _wrong(twice[0]))
    try:
        asked = query(**request.GET.dict())
    except ValidationError as error:
        raise Refused(BAD_REQUEST, _wrong(str(error.errors()[0]["loc"][0]))) from error
    if isinstance(asked, ItemQuery) and asked.section and not known_section(asked.section):
        raise Refused(BAD_REQUEST, _wrong("section"))
    return asked


def _wrong(name: str) -> str:
    return _("The parameter “%(name)s” is not known or its value is not valid.") % {
        "name": name[:40]
    }
