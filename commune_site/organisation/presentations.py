"""What the sections of this room show: all of it from the same units and people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse

from commune_site.mapping.maps import CommuneMap
from commune_site.navigation import site_tree
from commune_site.organisation.chart import narrow_chart, wide_chart
from commune_site.organisation.content import sections_with_content
from commune_site.organisation.directory_list import directory_context
from commune_site.organisation.models import AdministrativeMap, Appointment, Channel
from commune_site.organisation.portraits import portraits
from commune_site.organisation.queries import Organisation, UnitNode
from commune_site.organisation.structured_data import (
    authority_data,
    person_data,
    structure_data,
    unit_data,
)
from commune_site.organisation.village_map import as_geojson, draw_villages
from commune_site.page_context import Breadcrumb, page_context
from commune_site.presentations import Presentation
from portal_network.tenancy.directory import Tenant

MAP_FILE = "ban-do.geojson"


def organisation_of(request: HttpRequest, tenant: Tenant) -> Organisation:
    """Return units and people of the site, read once per request."""
    known = getattr(request, "_organisation", None)
    if known is None or known.tenant is not tenant:
        known = request._organisation = Organisation(tenant)
    return known


def section_url(tenant: Tenant, section: str) -> str:
    """Return the address of a section on its site, or nothing where it is not shown."""
    nodes = site_tree(tenant).root.walk()
    return next((node.url for node in nodes if node.section == section), "")


@dataclass(frozen=True)
class OrganisationPresentation(Presentation):
    """What several sections share: the organisation and where its units and leaders are found."""

    def shared(self, page, request: HttpRequest) -> dict:
        """Return the organisation with the addresses of units and leaders."""
        tenant = page.tenant
        return {
            "organisation": organisation_of(request, tenant),
            "units_url": section_url(tenant, "organisation"),
            "leaders_url": section_url(tenant, "leaders"),
        }

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether the units and people of the site fill this section."""
        return self.name in sections_with_content(tenant)

    def below(self, page, request: HttpRequest, title: str, slug: str) -> dict:
        """Return the context of a page below that of the section."""
        context = page_context(page, request)
        url = f"{page.get_url(request)}{slug}/"
        full_url = f"{page.full_url}{slug}/"
        dublin_core = [
            (name, {"DC.title": title, "DC.identifier": full_url}.get(name, content))
            for name, content in context["dublin_core"]
        ]
        return (
            context
            | self.shared(page, request)
            | {
                "page": page,
                "page_title": title,
                "record_key": slug,
                "description": title,
                "canonical_url": full_url,
                "dublin_core": dublin_core,
                "structured_data": [],
                "breadcrumbs": [*context["breadcrumbs"], Breadcrumb(title, url)],
            }
        )


@dataclass(frozen=True)
class FunctionsPresentation(OrganisationPresentation):
    """Functions and duties of each unit, with the decision that sets them (row 15)."""

    data_models = ("commune_site.organisation.models.Unit",)

    def context(self, page, request: HttpRequest) -> dict:
        """Return the units that say what they do, as the chart reads."""
        shared = self.shared(page, request)
        nodes = [node for root in shared["organisation"].roots for node in root.walk()]
        return shared | {"units": [node for node in nodes if node.unit.functions]}


@dataclass(frozen=True)
class StructurePresentation(OrganisationPresentation):
    """Chart, tree and one page per unit (row 16)."""

    schema_types = (
        "GovernmentOrganization",
        "AdministrativeArea",
    )
    data_models = ("commune_site.organisation.models.Unit",)

    def context(self, page, request: HttpRequest) -> dict:
        """Return the chart twice, for desks and for telephones, and the tree as a list."""
        shared = self.shared(page, request)
        base_url = page.get_url(request)

        def url_for(node: UnitNode) -> str:
            return f"{base_url}{node.unit.slug}/"

        roots = shared["organisation"].roots
        return shared | {
            "units_url": base_url,
            "map_url": section_url(page.tenant, "admin-map"),
            "charts": [
                ("wide", wide_chart(roots, url_for)),
                ("narrow", narrow_chart(roots, url_for)),
            ],
        }

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer the page of a unit.

        Raises:
            Http404: there is no published unit with this address.
        """
        organisation = organisation_of(request, page.tenant)
        node = organisation.unit_by_slug(path[0]) if len(path) == 1 else None
        if node is None:
            raise Http404
        unit = node.unit
        context = self.below(page, request, unit.name, unit.slug) | {
            "node": node,
            "parent": organisation.nodes.get(unit.parent_id),
            "former": [(post, "") for post in organisation.former if post.unit_id == unit.pk],
            "structured_data": [unit_data(unit, page.tenant, page.full_url)],
        }
        return TemplateResponse(request, "organisation/unit.html", context)

    def record_title(self, page, request: HttpRequest, record: str) -> str:
        """Return the name of the unit with this address."""
        node = organisation_of(request, page.tenant).unit_by_slug(record)
        return node.unit.name if node else ""

    def sitemap_paths(self, tenant: Tenant) -> list[str]:
        """Return the addresses of units."""
        return [f"{node.unit.slug}/" for node in Organisation(tenant).nodes.values()]

    def structured_data(self, page, request: HttpRequest) -> list[dict]:
        """Return the authority with its departments."""
        organisation = organisation_of(request, page.tenant)
        return [structure_data(organisation, page.full_url)]


@dataclass(frozen=True)
class LeadersPresentation(OrganisationPresentation):
    """Leaders of today with a page each, those of earlier days by name and period (row 17)."""

    schema_types = ("Person",)
    data_models = (
        "commune_site.organisation.models.Person",
        "commune_site.organisation.models.Appointment",
    )

    def context(self, page, request: HttpRequest) -> dict:
        """Return today's leaders with their portraits, and the former ones."""
        shared = self.shared(page, request)
        organisation = shared["organisation"]
        pictures = portraits(post.person for post in organisation.leaders)
        return shared | {
            "leaders_url": page.get_url(request),
            "leaders": [(post, pictures.get(post.person_id)) for post in organisation.leaders],
            "former": organisation.with_units(
                post for post in organisation.former if post.is_leader
            ),
        }

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer the page of a leader.

        Raises:
            Http404: nobody with this address leads today.
        """
        organisation = organisation_of(request, page.tenant)
        posts = organisation.leader_by_slug(path[0]) if len(path) == 1 else []
        if not posts:
            raise Http404
        person = posts[0].person
        picture = portraits([person]).get(person.pk)
        main = next(post for post in organisation.leaders if post.person_id == person.pk)
        below = self.below(page, request, person.name, person.slug)
        data = person_data(
            main, page.tenant, below["canonical_url"], picture.url if picture else ""
        )
        context = below | {
            "person": person,
            "main_post": main,
            "posts": posts,
            "earlier": [post for post in organisation.former if post.person_id == person.pk],
            "portrait": picture,
            "description": f"{person.addressed_name}, {main.post}",
            "structured_data": [data],
        }
        return TemplateResponse(request, "organisation/leader.html", context)

    def record_title(self, page, request: HttpRequest, record: str) -> str:
        """Return who leads under this address."""
        posts = organisation_of(request, page.tenant).leader_by_slug(record)
        return posts[0].person.name if posts else ""

    def sitemap_paths(self, tenant: Tenant) -> list[str]:
        """Return the addresses of leaders."""
        return [f"{post.person.slug}/" for post in Organisation(tenant).leaders]

    def structured_data(self, page, request: HttpRequest) -> list[dict]:
        """Return today's leaders."""
        organisation = organisation_of(request, page.tenant)
        return _people_data(organisation.leaders, page.tenant, page.full_url)


@dataclass(frozen=True)
class DirectoryPresentation(OrganisationPresentation):
    """Who holds which post and how to reach them; who held it before (row 18)."""

    data_models = (
        "commune_site.organisation.models.Person",
        "commune_site.organisation.models.Appointment",
    )

    def context(self, page, request: HttpRequest) -> dict:
        """Return the posts that the visitor looks for."""
        shared = self.shared(page, request)
        return shared | directory_context(shared["organisation"], request)


@dataclass(frozen=True)
class ContactsPresentation(OrganisationPresentation):
    """Contacts of the authority, its place on the map, those of its units (row 19)."""

    schema_types = ("GovernmentOrganization",)
    data_models = ("commune_site.organisation.models.Unit",)

    def has_content(self, tenant: Tenant) -> bool:
        """Contacts stand in the settings of the authority."""
        return True

    def context(self, page, request: HttpRequest) -> dict:
        """Return the units that can be reached by themselves."""
        shared = self.shared(page, request)
        nodes = [node for root in shared["organisation"].roots for node in root.walk()]
        return shared | {
            "reachable": [
                node for node in nodes
                if node.unit.phone or node.unit.email or node.unit.address
            ]
        }  # fmt: skip

    def structured_data(self, page, request: HttpRequest) -> list[dict]:
        """Return the authority."""
        return [authority_data(page.tenant)]


@dataclass(frozen=True)
class ChannelsPresentation(OrganisationPresentation):
    """Official channels, who answers for each, and who speaks for the authority (row 20)."""

    data_models = ("commune_site.organisation.models.Channel",)

    def has_content(self, tenant: Tenant) -> bool:
        """The site itself is a channel."""
        return True

    def context(self, page, request: HttpRequest) -> dict:
        """Return the channels; the units that manage them are known already."""
        channels = list(Channel.objects.of_tenant(page.tenant).public())
        shared = self.shared(page, request)
        nodes = shared["organisation"].nodes
        return shared | {
            "channels": [(channel, nodes.get(channel.unit_id)) for channel in channels],
        }


# Draws the communes of a province; the room that holds their outlines registers it.
MapOfCommunes = Callable[[Tenant], CommuneMap | None]
_map_of_communes: list[MapOfCommunes] = []


def register_map_of_communes(draw: MapOfCommunes) -> None:
    """Let the administrative map of a province show its communes."""
    _map_of_communes[:] = [draw]


@dataclass(frozen=True)
class MapPresentation(OrganisationPresentation):
    """The administrative map and the list of villages, which is its equal (row 21).

    That of a province shows its communes.
    """

    data_models = ("commune_site.organisation.models.AdministrativeMap",)

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether there are villages, a map, or communes to draw."""
        return super().has_content(tenant) or (tenant.is_province and bool(_map_of_communes))

    def context(self, page, request: HttpRequest) -> dict:
        """Return the drawn map and the villages."""
        shared = self.shared(page, request)
        villages = shared["organisation"].villages
        found = _map_of(page.tenant)
        units_url = shared["units_url"]
        urls = {node.unit.pk: f"{units_url}{node.unit.slug}/" for node in villages if units_url}
        areas = found.areas if found else []
        units = [node.unit for node in villages]
        return shared | {
            "administrative_map": found,
            "village_map": draw_villages(areas, units, urls, found.source if found else ""),
            "communes_map": _communes_of(page.tenant),
            "villages": villages,
            "map_file_url": f"{page.get_url(request)}{MAP_FILE}" if areas else "",
            "all_households": sum(unit.households or 0 for unit in units),
            "all_inhabitants": sum(unit.inhabitants or 0 for unit in units),
        }

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer the map as a file.

        Raises:
            Http404: there is no map.
        """
        found = _map_of(page.tenant) if path == (MAP_FILE,) else None
        if found is None:
            raise Http404
        units = [node.unit for node in organisation_of(request, page.tenant).villages]
        answer = JsonResponse(
            as_geojson(found.areas, units),
            content_type="application/geo+json",
            json_dumps_params={"ensure_ascii": False},
        )
        answer["Content-Disposition"] = f'attachment; filename="{MAP_FILE}"'
        return answer


def _communes_of(tenant: Tenant) -> CommuneMap | None:
    return _map_of_communes[0](tenant) if tenant.is_province and _map_of_communes else None


def _map_of(tenant: Tenant) -> AdministrativeMap | None:
    return AdministrativeMap.objects.of_tenant(tenant).public().first()


def _people_data(posts: Iterable[Appointment], tenant: Tenant, base_url: str) -> list[dict]:
    return [person_data(post, tenant, f"{base_url}{post.person.slug}/") for post in posts]


PRESENTATIONS = (
    FunctionsPresentation("functions", "organisation/standing/functions.html"),
    StructurePresentation("organisation", "organisation/standing/structure.html"),
    LeadersPresentation("leaders", "organisation/standing/leaders.html"),
    DirectoryPresentation("directory", "organisation/standing/directory.html"),
    ContactsPresentation("contacts", "components/standing/contacts.html"),
    ChannelsPresentation("channels", "components/standing/channels.html"),
    MapPresentation("admin-map", "organisation/standing/map.html"),
)
