"""The description of the API (OpenAPI 3.1), made from the declarations that serve it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic.json_schema import models_json_schema

from commune_site.open_data import schemas
from commune_site.open_data.queries import ListQuery
from commune_site.open_data.resources import RESOURCES, Resource
from portal_network.tenancy.directory import Tenant

VERSION = "1.0.0"
_REF = "#/components/schemas/{model}"
Node = dict[str, Any]


def description_of(tenant: Tenant) -> Node:
    """Return the OpenAPI document of a site."""
    shapes = [schemas.Links, schemas.Licence, schemas.Problem]
    for resource in RESOURCES.values():
        shapes += [resource.row, resource.detail]
    pairs = [(shape, "serialization") for shape in dict.fromkeys(shapes)]
    _names, definitions = models_json_schema(pairs, ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Open data of %(authority)s") % {"authority": tenant.authority_name},
            "version": VERSION,
            "description": _(
                "What is published on the site, for reuse. Nothing that names citizens, has "
                "expired or is restricted."
            ),
            "license": {
                "name": settings.OPEN_DATA_LICENCE_NAME,
                "url": settings.OPEN_DATA_LICENCE_URL,
            },
            "contact": _stated({"name": tenant.authority_name, "url": f"{tenant.root_url}/",
                                "email": tenant.contact.email}),
        },
        "servers": [{"url": f"{tenant.root_url}/api/v1"}],
        "paths": dict(path for resource in RESOURCES.values() for path in _paths(resource)),
        "components": {
            "schemas": definitions["$defs"],
            "responses": _problems(),
        },
    }  # fmt: skip


def _paths(resource: Resource):
    title = str(resource.title)
    yield (
        f"/{resource.slug}/",
        {
            "get": {
                "operationId": f"list-{resource.slug}",
                "summary": title,
                "tags": [title],
                "parameters": _parameters(resource.query),
                "responses": _responses(_list_of(resource.row.__name__), "400"),
            }
        },
    )
    yield (
        f"/{resource.slug}/{{id}}/",
        {
            "get": {
                "operationId": f"get-{resource.slug}",
                "summary": _("%(what)s: one entry with everything") % {"what": title},
                "tags": [title],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "responses": _responses(
                    {"$ref": _REF.format(model=resource.detail.__name__)}, "404"
                ),
            }
        },
    )


def _parameters(query: type[ListQuery]) -> list[Node]:
    told = {
        "limit": _("How many entries at most"),
        "cursor": _("Where the list goes on; taken from the address of the next page"),
        "commune": _("Code of a commune, on the portal of its province"),
        "section": _("Section of the site"),
        "published_from": _("First day of publication"),
        "published_until": _("Last day of publication"),
    }
    properties = query.model_json_schema()["properties"]
    return [
        {
            "name": name, "in": "query", "required": False, "description": told[name],
            "schema": {key: value for key, value in schema.items() if key != "title"},
        }
        for name, schema in properties.items()
    ]  # fmt: skip


def _list_of(name: str) -> Node:
    return {
        "type": "object",
        "required": ["data", "links", "licence"],
        "properties": {
            "data": {"type": "array", "items": {"$ref": _REF.format(model=name)}},
            "links": {"$ref": _REF.format(model="Links")},
            "licence": {"$ref": _REF.format(model="Licence")},
        },
    }


def _responses(schema: Node, *problems: str) -> Node:
    return {
        "200": {
            "description": _("Found"),
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": _("Not changed since the validator that was sent")},
        **{code: {"$ref": f"#/components/responses/{code}"} for code in (*problems, "429")},
    }


def _problems() -> Node:
    def problem(description: str) -> Node:
        schema = {"$ref": _REF.format(model="Problem")}
        return {
            "description": description,
            "content": {"application/problem+json": {"schema": schema}},
        }

    wait = {"Retry-After": {"description": _("Seconds to wait"), "schema": {"type": "integer"}}}
    return {
        "400": problem(_("The request is not valid")),
        "404": problem(_("Not found")),
        "429": problem(_("Too many requests")) | {"headers": wait},
    }


def _stated(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
