"""Links to pages in rich texts: no title and no address of a page out of reach.

Links to files and pictures ask the scoped managers of their models and need nothing of this.
"""

from django.utils.html import escape
from wagtail.admin.rich_text.converters import editor_html
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    LinkElementHandler,
)
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.whitelist import attribute_rule, check_url

from portal_network.tenancy.isolation.references import is_key, own_row, own_rows


class OwnPageLinkHandler(PageLinkHandler):
    """Makes the address of a link on a site; a page of another province gives none."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        """Return the linked pages in the order of their links, None for each out of reach."""
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        wanted = [int(key) for key in keys if is_key(key)]
        pages = own_rows(Page).filter(pk__in=wanted).defer_streamfields().specific()
        found = {str(page.pk): page for page in pages}
        return [found.get(key) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tags; links stay in the language they were made in."""
        addresses = [page and page.url for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in addresses]

    @classmethod
    def extract_references(cls, attrs: dict):
        """Yield the page that is linked, if the link names any."""
        if attrs.get("id"):
            yield from super().extract_references(attrs)


class OwnPageLinkElementHandler(LinkElementHandler):
    """Shows a link in the editor: the address of a page within reach, the mere number otherwise."""

    def get_attribute_data(self, attrs: dict) -> dict:
        """Return what the editor keeps of a link."""
        key = attrs.get("id")
        page = own_row(Page, key)
        if page is None:
            return {"id": key, "url": None, "parentId": None}
        parent = page.get_parent()
        own_parent = parent and own_row(Page, parent.pk)
        return {
            "id": page.pk,
            "url": page.specific.url,
            "parentId": own_parent and own_parent.pk,
        }


class OwnEditorPageLinkHandler(editor_html.PageLinkHandler):
    """The same for editors that work on HTML."""

    @staticmethod
    def expand_db_attributes(attrs: dict) -> str:
        """Return the opening tag of a link."""
        page = own_row(Page, attrs.get("id"))
        if page is None:
            return "<a>"
        return (
            f'<a data-linktype="page" data-id="{page.pk}" href="{escape(page.specific.url or "")}">'
        )


def register_page_links(features: FeatureRegistry) -> None:
    """Put our handlers in the place of Wagtail's; must run after Wagtail's own hooks."""
    features.register_link_type(OwnPageLinkHandler)
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': OwnPageLinkElementHandler("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": link_entity}},
        },
    )
    features.register_converter_rule(
        "editorhtml",
        "link",
        [
            editor_html.WhitelistRule("a", attribute_rule({"href": check_url})),
            editor_html.LinkTypeRule("page", OwnEditorPageLinkHandler),
        ],
    )
