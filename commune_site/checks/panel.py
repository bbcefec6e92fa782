"""The checklist in the editor: what is still missing, and why the law wants it."""

from wagtail.admin.panels import Panel

from commune_site.checks.contents import has_body, shows_field
from commune_site.checks.registry import examine
from commune_site.sections import UnknownSection, get_registry
from commune_site.sections.model import PROFILES, Section


class ChecklistPanel(Panel):
    """Stands above the fields of a page; reads the page as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        """The checklist of one page."""

        template_name = "checks/checklist.html"

        class Media:
            css = {"all": ["commune_site/css/checklist.css"]}
            js = ["commune_site/js/checklist.js"]

        def is_shown(self) -> bool:
            """Show it for what officers write; the pages of the tree itself name no author."""
            if not super().is_shown() or not shows_field(self.instance, "author"):
                return False
            parent = getattr(self.form, "parent_page", None)
            if not self.instance.province_id and parent is not None:
                self.instance.inherit_place(parent)
            return bool(self.instance.province_id)

        def get_context_data(self, parent_context=None) -> dict:
            """Return the checks and what the law says of the section."""
            parent = getattr(self.form, "parent_page", None)
            # A schedule takes its title from its days; a text of Word brings its own.
            from_word = has_body(self.instance) and shows_field(self.instance, "title")
            return (
                super().get_context_data(parent_context)
                | checklist(self.instance)
                | {"section_page": parent if from_word else None}
            )


def checklist(page) -> dict:
    """Return what the checks say of a page, what is missing first, and the law on its section."""
    results = sorted(examine(page), key=lambda result: (result.is_passed, not result.is_block))
    missing = [result for result in results if not result.is_passed]
    section = section_of(page)
    return {
        "page": page,
        "results": results,
        "missing_count": len(missing),
        "block_count": sum(result.is_block for result in missing),
        "is_new": not page.pk,
        "section": section,
        "articles": articles_of(section) if section else [],
    }


def section_of(page) -> Section | None:
    """Return the section of the registry to which a page belongs, or None."""
    try:
        return get_registry().get(page.section)
    except UnknownSection:
        return None


def articles_of(section: Section) -> list[str]:
    """Return the articles that demand a section, each with the name of its law."""
    ruled = [
        f"{PROFILES[profile]}: {', '.join(articles)}" for profile, articles in section.bases.items()
    ]
    return [*ruled, *section.other_bases]
