"""Rights on images and files: a commune's on its collection, a province's on all below its own."""

from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from portal_network.tenancy.policies.memberships import (
    MEDIA_ACTIONS,
    GrantedPermission,
    memberships_of,
    place_of,
)

# Policies of images and files share one cache of grants on the account.
MEDIA_MODEL_NAMES = ("image", "document")


@dataclass(frozen=True, slots=True)
class CollectionGrant:
    """One right on one collection, with what policies read of ``GroupCollectionPermission``."""

    collection: Collection
    permission: GrantedPermission

    @property
    def collection_id(self) -> int:
        """Return the key of the collection."""
        return self.collection.pk


class MembershipCollectionPermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy of collections over memberships instead of group permissions."""

    def collections_user_has_any_permission_for(self, user, actions) -> QuerySet:
        """Return the collections that forms offer: to an operator, those of the site at hand.

        A choice among all of the country would be 3,321 names long.
        """
        if user.is_active and user.is_superuser and user.working_collection_id:
            top = Collection.objects.get(pk=user.working_collection_id)
            return Collection.objects.descendant_of(top, inclusive=True)
        return super().collections_user_has_any_permission_for(user, actions)

    def get_all_permissions_for_user(self, user) -> list[CollectionGrant]:
        """Return one grant per right, kind of media and place of this person."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        return [
            CollectionGrant(
                place_of(membership).collection, GrantedPermission(f"{action}_{model_name}")
            )
            for membership in memberships_of(user)
            if place_of(membership).collection_id
            for action in sorted(MEDIA_ACTIONS[membership.role])
            for model_name in MEDIA_MODEL_NAMES
        ]
