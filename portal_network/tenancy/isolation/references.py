"""What a person may refer to: rows within reach; a foreign row and none at all are the same no."""

from collections import defaultdict
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter

from portal_network.tenancy.isolation.ownership import within
from portal_network.tenancy.scoping import active_reach

REFUSAL = _("The chosen item does not belong to your unit or no longer exists.")

# Digits that every 64-bit number has room for.
LONGEST_KEY = 18


def own_rows(model: type[Model]) -> QuerySet:
    """Return the rows of a model to which the person of the active scope may refer.

    Raises:
        django_scopes.exceptions.ScopeError: nobody has said on whose behalf.
    """
    manager = model._default_manager
    if getattr(manager, "is_scoped", False):
        return manager.all()
    return within(active_reach(), manager.all())


def own_row(model: type[Model], key: object) -> Model | None:
    """Return the row with this key, or None where there is none within reach."""
    try:
        return own_rows(model).filter(pk=key).first()
    except (ValueError, TypeError, OverflowError, ValidationError):
        return None


def refuse_foreign_links(html: str) -> None:
    """Check the stored form of a rich text: pages, files and pictures that it links or shows.

    Raises:
        ValidationError: one of them is not within reach, or there is none.
    """
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in rows_named_in(html):
        wanted[model].add(key)
    for model, keys in wanted.items():
        numbers = {int(key) for key in keys if is_key(key)}
        if len(numbers) < len(keys) or own_rows(model).filter(pk__in=numbers).count() < len(keys):
            raise ValidationError(REFUSAL, code="foreign_reference")


def rows_named_in(html: str) -> Iterator[tuple[type[Model], str]]:
    """Yield model and key of everything that a rich text names, as its handlers would read it."""
    for rewriter, handlers in (
        (LinkRewriter(), features.get_link_types()),
        (EmbedRewriter(), features.get_embed_types()),
    ):
        for kind, tags in rewriter.extract_tags(html).items():
            model = _model_of(handlers.get(kind))
            for tag in tags if model else ():
                yield model, tag.attrs.get("id", "")


def is_key(text: str) -> bool:
    """Tell whether a text can be the key of a row at all: a number that a database can hold."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY


def _model_of(handler) -> type[Model] | None:
    if handler is None:
        return None
    try:
        return handler.get_model()
    except NotImplementedError:
        return None
