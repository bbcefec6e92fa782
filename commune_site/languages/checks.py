"""What the checklist says of an English page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks.registry import register_check
from commune_site.languages.services import original_of
from commune_site.variants import is_variant


@register_check(
    "translation",
    label=gettext_lazy("The translation follows the Vietnamese text"),
    reason=gettext_lazy(
        "Readers of English must not be told what no longer holds; the Vietnamese text counts."
    ),
    applies=is_variant,
)
def translation_is_behind(page) -> Iterator[str]:
    """The Vietnamese page was published anew after the English one was last written."""
    if page.registry_key:
        return
    original = original_of(page)
    if original is None or not original.live:
        yield _("The Vietnamese page is not public, so this one is not shown either.")
        return
    if page.title == original.title:
        yield _("The title is still the Vietnamese one.")
    written, published = page.latest_revision_created_at, original.last_published_at
    if written and published and published > written:
        yield _(
            "The Vietnamese page was published anew on %(day)s, after this text was last written."
        ) % {"day": published.astimezone().strftime("%d/%m/%Y")}
