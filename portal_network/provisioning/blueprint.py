"""What a site must have, derived from the registry of sections: pages and menu, nothing stored."""

from dataclasses import dataclass
from functools import lru_cache

from commune_site.sections import SectionRegistry, get_registry

HOME_KEY = "home"
DIRECTORY_KEY = "directory"

# The models of pages, by the names that blueprints use; see ``pages.page_model``.
PROVINCE_HOME = "home.ProvinceHomePage"
COMMUNE_DIRECTORY = "home.CommuneDirectoryPage"
COMMUNE_HOME = "commune_site.CommuneHomePage"
SECTION = "commune_site.SectionPage"
INFORMATION = "commune_site.InformationPage"


@dataclass(frozen=True, slots=True)
class PageBlueprint:
    """One page of the tree. ``key`` names it for ever; title and slug belong to its editor later.

    ``parent_key`` is empty for the home page. ``in_menu`` is the place in the main menu, or None.
    """

    key: str
    parent_key: str
    model: str
    title: str
    slug: str
    section: str = ""
    summary: str = ""
    in_menu: int | None = None


@dataclass(frozen=True, slots=True)
class SiteBlueprint:
    """All pages of one level's sites, parents before children."""

    pages: tuple[PageBlueprint, ...]

    @property
    def menu(self) -> list[PageBlueprint]:
        """Return the pages of the main menu in order."""
        shown = [page for page in self.pages if page.in_menu is not None]
        return sorted(shown, key=lambda page: page.in_menu)


def site_blueprint(level: str) -> SiteBlueprint:
    """Return the blueprint of the sites of ``level``: "province" or "commune"."""
    return _blueprint(get_registry(), level)


@lru_cache(maxsize=8)
def _blueprint(registry: SectionRegistry, level: str) -> SiteBlueprint:
    home_model = PROVINCE_HOME if level == "province" else COMMUNE_HOME
    pages = [PageBlueprint(HOME_KEY, "", home_model, "", "")]
    if level == "province":
        pages.append(
            PageBlueprint(
                DIRECTORY_KEY, HOME_KEY, COMMUNE_DIRECTORY, "Xã, phường", "xa-phuong", in_menu=15
            )
        )
    for group in registry.groups:
        sections = registry.in_group(group.slug, level)
        if not sections:
            continue
        group_key = f"group:{group.slug}"
        pages.append(
            PageBlueprint(
                group_key,
                HOME_KEY,
                SECTION,
                group.name,
                group.url_slug,
                summary=group.description,
                in_menu=None if group.menu_order is None else group.menu_order * 10,
            )
        )
        pages += [
            PageBlueprint(
                f"section:{section.slug}",
                group_key,
                INFORMATION if section.is_single_page else SECTION,
                section.menu_name,
                section.url_slug,
                section=section.slug,
                summary=section.description,
            )
            for section in sections
        ]
    return SiteBlueprint(tuple(pages))
