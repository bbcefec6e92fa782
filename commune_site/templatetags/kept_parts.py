"""Parts of pages that are drawn once for all pages of a site."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commune_site.kept_pages import tags_shown_by
from portal_network.delivery.page_cache.caches import kept_part

register = template.Library()


class KeptNode(template.Node):
    """Draws what stands in the block, or takes it as it was drawn before."""

    def __init__(
        self,
        nodelist: NodeList,
        name: str,
        places: list[FilterExpression],
        page: FilterExpression | None,
    ) -> None:
        self.nodelist = nodelist
        self.name = name
        self.places = places
        self.page = page

    def render(self, context: Context) -> SafeString:
        """Return the block; for staff, in previews and where no site is known it is drawn anew."""
        request, tenant = context.get("request"), context.get("tenant")
        if not tenant or request is None or not _is_for_everybody(request):
            return self.nodelist.render(context)
        places = [place.resolve(context, ignore_failures=True) for place in self.places]
        if None in places:
            return self.nodelist.render(context)
        tags = tags_shown_by(self.page.resolve(context)) if self.page else ()
        return kept_part(
            tenant,
            (self.name, get_language(), *map(str, places)),
            tags,
            lambda: self.nodelist.render(context),
        )


def _is_for_everybody(request) -> bool:
    if getattr(request, "is_preview", False):
        return False
    user = getattr(request, "user", None)
    return user is None or not user.is_authenticated


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Draw a block once: ``{% kept "menu" place page=page %}…{% endkept %}``.

    It may depend on the site, the language, the day and the values that follow its name; with
    ``page`` also on whatever that page shows. Nothing in it may belong to one visitor. Where one of
    the values is None or missing, it is drawn anew.

    Raises:
        TemplateSyntaxError: the block has no name.
    """
    _tag, *bits = token.split_contents()
    if not bits:
        raise template.TemplateSyntaxError("A block that is kept has a name.")
    name, *values = bits
    page = next((value for value in values if value.startswith("page=")), "")
    places = [parser.compile_filter(value) for value in values if value != page]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    of_page = parser.compile_filter(page.removeprefix("page=")) if page else None
    return KeptNode(nodelist, name, places, of_page)
