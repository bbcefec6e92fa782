"""The front page under which the English pages of a site stand."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from commune_site.blocks import BodyBlock
from commune_site.cards import make_cards
from commune_site.fields import BodyField
from commune_site.metadata import described
from commune_site.models import PortalPage
from commune_site.navigation import (
    ENGLISH_SECTION_PARAMETER,
    english_list_url,
    english_name,
    site_tree,
)
from commune_site.pagination import paginate
from commune_site.variants import ENGLISH_HOME

PAGE_SIZE = 20


class EnglishHomePage(PortalPage):
    """What a site has in English, the newest first, after some words of its own.

    Made with the first translation; stands below the site's home page, so that whoever may edit,
    read or move the site's pages may do so here and nobody else.
    """

    is_creatable = False

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    dublin_core_type = "Collection"

    template = "languages/english_home_page.html"
    parent_page_types = ["commune_site.CommuneHomePage", "home.ProvinceHomePage"]
    # Pages come here by being translated, so that each has a Vietnamese original.
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "body",
            help_text=_(
                "A few words in English about the place and the authority. For example: Tam Thanh "
                "is a ward in the centre of Lạng Sơn Province."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("English front page")
        verbose_name_plural = _("English front pages")

    def structured_data(self) -> list[dict]:
        """Add the page as a collection."""
        return [*super().structured_data(), described(self, "CollectionPage")]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the English pages, of one section where that is asked for.

        Raises:
            Http404: nothing of that section is shown in English.
        """
        variants = site_tree(self.tenant).variants[1:]
        chosen = request.GET.get(ENGLISH_SECTION_PARAMETER, "")
        sections = dict.fromkeys(one.section for one in variants if one.section)
        if chosen and chosen not in sections:
            raise Http404
        keys = [one.page_id for one in variants if not chosen or one.section == chosen]
        pager = paginate(request, self.shown_pages(keys), PAGE_SIZE, len(keys))
        pager.items[:] = make_cards(pager.items, self.tenant, with_images=True)
        links = [
            {"name": english_name(one), "url": english_list_url(one), "is_current": one == chosen}
            for one in sections
        ]
        return super().get_context(request, *args, **kwargs) | {
            "pager": pager,
            "section_links": links,
            "all_url": ENGLISH_HOME,
            "chosen_section": english_name(chosen) if chosen else "",
        }

    @staticmethod
    def shown_pages(keys: list[int]) -> QuerySet:
        """Return the pages with these keys, the newest first."""
        return PortalPage.objects.filter(pk__in=keys).order_by("-disclosed_on", "-pk")
