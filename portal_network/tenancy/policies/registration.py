"""Hands our policies to Wagtail's registry."""

from wagtail.documents import get_document_model
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import AbstractPage, Page
from wagtail.permissions import register_permission_policy

from portal_network.tenancy.models import Commune, NetworkSettings, Province
from portal_network.tenancy.policies.authorities import AuthorityPermissionPolicy
from portal_network.tenancy.policies.collections import MembershipCollectionPermissionPolicy
from portal_network.tenancy.policies.installation import InstallationPermissionPolicy
from portal_network.tenancy.policies.pages import MembershipPagePermissionPolicy


def register_policies() -> None:
    """Replace Wagtail's policies; must run after the apps that register their own."""
    register_permission_policy(AbstractPage, MembershipPagePermissionPolicy(Page))
    for model, auth_model in ((get_image_model(), Image), (get_document_model(), Document)):
        policy = MembershipCollectionPermissionPolicy(
            model, auth_model=auth_model, owner_field_name="uploaded_by_user"
        )
        register_permission_policy(model, policy)
    register_permission_policy(NetworkSettings, InstallationPermissionPolicy(NetworkSettings))
    for model in (Commune, Province):
        register_permission_policy(model, AuthorityPermissionPolicy(model))
