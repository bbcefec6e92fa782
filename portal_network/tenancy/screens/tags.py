"""Tags that one's own pictures and files carry; words that others use stay unknown."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal_network.tenancy.isolation.references import own_rows

SUGGESTIONS = 10


def tags_in_use(*models: type[Model]) -> QuerySet:
    """Return the tags on rows of these models within reach, with ``item_count`` uses each."""
    uses = Q(pk__in=())
    for model in models:
        uses |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=own_rows(model).order_by().values("pk"),
        )
    return Tag.objects.filter(uses).annotate(item_count=Count("taggit_taggeditem_items"))


def popular_tags(model: type[Model]) -> QuerySet:
    """Return the tags most in use on rows of this model within reach."""
    return tags_in_use(model).order_by("-item_count", "name")[:SUGGESTIONS]


def suggest_tags(request: HttpRequest) -> JsonResponse:
    """Return tags in use within reach that begin with what was typed.

    Whoever types a tag that others have made uses the same row without learning of it.
    """
    term = request.GET.get("term", "")
    names: list[str] = []
    if term:
        tags = tags_in_use(get_image_model(), get_document_model()).filter(name__istartswith=term)
        names = list(tags.order_by("name").values_list("name", flat=True)[:SUGGESTIONS])
    return JsonResponse(names, safe=False)
