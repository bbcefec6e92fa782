"""Whose a picture or a file is: its collection, or one above it, belongs to an authority."""

from wagtail.models import Collection, CollectionMember

from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.tree_paths import paths_above


def owner_of(member: CollectionMember) -> Tenant | None:
    """Return the authority that owns a picture or a file; None for an operator's.

    Costs no query for what lies in an authority's own collection.
    """
    return directory.of_collection(member.collection_id) or owner_of_collection(member.collection)


def owner_of_collection(collection: Collection) -> Tenant | None:
    """Return the authority to which a collection belongs; at most one query."""
    if (tenant := directory.of_collection(collection.pk)) is not None:
        return tenant
    above = Collection.objects.filter(path__in=paths_above(collection.path))
    keys = above.order_by("-depth").values_list("pk", flat=True)
    return next((tenant for key in keys if (tenant := directory.of_collection(key))), None)
