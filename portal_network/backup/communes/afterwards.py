"""What is made from a commune's rows, made anew after they were set back past every signal."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.functions import Length
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.search import index

from commune_site.alerts.board import board
from commune_site.navigation import forget_site_tree
from commune_site.organisation.models import Person, Unit
from documents.quarters import note_place
from portal_network.backup.communes.extent import Extent
from portal_network.backup.communes.keys import top_of
from portal_network.delivery.page_cache.drops import drop
from portal_network.delivery.page_cache.marks import province_tag
from portal_network.tenancy.directory import mark_directory_changed
from portal_network.tenancy.models import Commune
from search.filling import batches, refresh
from search.models import SearchEntry

AT_ONCE = 200
# The tables behind the sources of search that hold rows of communes.
FOUND_IN = {"page": Page, "person": Person, "unit": Unit}
KeysOf = dict[type[Model], set]


def before(extent: Extent) -> None:
    """Forget what is made from rows that are about to be replaced."""
    image = apps.get_model("commune_site.PortalImage")
    pictures = extent.rows(image).values("pk")
    apps.get_model("commune_site.PortalRendition").objects.filter(image__in=pictures).delete()


def after(commune: Commune, restored: KeysOf, present: KeysOf) -> None:
    """Make everything anew that other parts of the portal keep of these rows."""
    for tree, top in ((Page, commune.root_page_id), (Collection, commune.collection_id)):
        _count_children(tree, top)
    gone = {model: keys - restored[model] for model, keys in present.items()}
    for model, keys in restored.items():
        if top_of(model) is model:
            _forget_index(model, gone[model])
            for some in batches(sorted(keys, key=str), AT_ONCE):
                for row in _specific(model, some):
                    _index(row)
    for source, model in FOUND_IN.items():
        known = SearchEntry.everywhere.filter(source=source, commune=commune)
        refresh(source, restored[model] | set(known.values_list("object_id", flat=True)))
    note_place(commune.pk)
    mark_directory_changed()
    drop([province_tag(commune.province_id)])
    transaction.on_commit(board.forget)
    transaction.on_commit(lambda: forget_site_tree(f"commune:{commune.pk}"))


def _count_children(tree: type[Model], key: int) -> None:
    top = tree.objects.get(pk=key)
    below = tree.objects.annotate(length=Length("path"))
    below = below.filter(path__startswith=top.path, length=len(top.path) + tree.steplen)
    tree.objects.filter(pk=key).update(numchild=below.count())


def _specific(model: type[Model], keys: list) -> QuerySet:
    if model is Page:
        return Page.objects.filter(pk__in=keys).specific()
    return model._base_manager.filter(pk__in=keys)


def _index(row: Model) -> None:
    if ReferenceIndex.is_indexed(type(row)):
        ReferenceIndex.create_or_update_for_object(row)
    if index.class_is_indexed(type(row)):
        index.insert_or_update_object(row)


def _forget_index(model: type[Model], keys: set) -> None:
    texts = [str(key) for key in keys]
    kinds = [
        ContentType.objects.get_for_model(one, for_concrete_model=False)
        for one in apps.get_models()
        if issubclass(one, model)
    ]
    for some in batches(texts, AT_ONCE):
        ReferenceIndex.objects.filter(base_content_type__in=kinds, object_id__in=some).delete()
        entries = apps.get_model("wagtailsearch.IndexEntry").objects
        entries.filter(content_type__in=kinds, object_id__in=some).delete()
