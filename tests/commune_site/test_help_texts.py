"""An officer who opens a form finds beside every field what belongs there, with an example."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from commune_site.disclosures.models import DisclosurePage
from commune_site.disclosures.profiles import OWN_FIELDS, profile_of, profiled_sections
from commune_site.sections.vocabulary import PAGE_TYPES

SETTINGS = "Wagtail's own tab of settings, which Wagtail explains"
# Fields without an example, and why none is needed.
ALLOWED = {
    "body": "holds blocks, each of which has its own label and help; the help says what goes in",
    "chart": "a choice of drawings whose names say all",
    "data": "the help says which files are read; a sample is on the page of the section",
    "scope": "a choice of two",
    "note": "source, method or remark of a table: the help names all three",
    "full_text": "the text of the document itself",
    "slug": SETTINGS, "seo_title": SETTINGS, "search_description": SETTINGS,
    "show_in_menus": SETTINGS, "go_live_at": SETTINGS, "expire_at": SETTINGS,
    "comments": SETTINGS, "comment_notifications": SETTINGS,
}  # fmt: skip


def fields_of(panel: Panel, inside: str = "") -> Iterator[tuple[str, FieldPanel]]:
    """Yield every field below a panel, those of inline rows too, with its path."""
    if isinstance(panel, InlinePanel):
        yield from fields_of(panel.child_edit_handler, f"{inside}{panel.relation_name}.")
    elif isinstance(panel, FieldPanel):
        yield inside + panel.field_name, panel
    else:
        for child in getattr(panel, "children", None) or ():
            yield from fields_of(child, inside)


def help_of(panel: FieldPanel) -> str:
    field = panel.db_field
    return str(panel.help_text or getattr(field, "help_text", "") or "")


def unexplained(model) -> list[str]:
    """Return the fields of a form whose Vietnamese help is missing, or gives no example."""
    found = []
    own = OWN_FIELDS if model is DisclosurePage else ()
    with override("vi"):
        for path, panel in fields_of(model.get_edit_handler()):
            if panel.field_name in ALLOWED or path in own:
                continue
            text = help_of(panel)
            if "ví dụ" not in text.lower():
                found.append(f"{path}: {text!r}")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAGE_TYPES))
def test_every_field_of_a_form_says_what_belongs_there(name):
    assert unexplained(PAGE_TYPES[name].model_class) == []


@pytest.mark.parametrize("section", profiled_sections())
def test_every_field_of_a_disclosure_is_explained_in_its_section(section):
    for name, texts in profile_of(section).fields.items():
        assert texts.label and "ví dụ" in texts.help_text.lower(), name


@pytest.mark.django_db
def test_every_exception_is_a_field_that_exists():
    known = {
        panel.field_name
        for page_type in PAGE_TYPES.values()
        for _path, panel in fields_of(page_type.model_class.get_edit_handler())
    }
    assert set(ALLOWED) - known <= {"comments", "comment_notifications", "slug"}
