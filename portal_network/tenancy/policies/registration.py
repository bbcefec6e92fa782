"""Hands our policies to Wagtail's registry."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.documents import get_document_model
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.models import AbstractPage, Collection, Comment, Locale, Page, Site, Task, Workflow
from wagtail.permissions import register_permission_policy

from portal_network.tenancy.models import Commune, NetworkSettings, Province
from portal_network.tenancy.policies.authorities import AuthorityPermissionPolicy
from portal_network.tenancy.policies.collections import MembershipCollectionPermissionPolicy
from portal_network.tenancy.policies.operators import (
    InstallationPermissionPolicy,
    OperatorPermissionPolicy,
)
from portal_network.tenancy.policies.pages import MembershipPagePermissionPolicy
from portal_network.tenancy.policies.places import (
    COLLECTION_ACTIONS,
    REDIRECT_ACTIONS,
    PlacePermissionPolicy,
    collection_path,
)

# What is shared by the whole installation, or has screens of our own instead of Wagtail's.
OF_OPERATORS = (Comment, Group, Locale, Site, Task, Workflow)


def register_policies() -> None:
    """Replace Wagtail's policies; must run after the apps that register their own."""
    register_permission_policy(AbstractPage, MembershipPagePermissionPolicy(Page))
    for model, auth_model in ((get_image_model(), Image), (get_document_model(), Document)):
        policy = MembershipCollectionPermissionPolicy(
            model, auth_model=auth_model, owner_field_name="uploaded_by_user"
        )
        register_permission_policy(model, policy)
    for model in (*OF_OPERATORS, get_user_model(), *_translation_models()):
        register_permission_policy(model, OperatorPermissionPolicy(model))
    register_permission_policy(NetworkSettings, InstallationPermissionPolicy(NetworkSettings))
    for model in (Commune, Province):
        register_permission_policy(model, AuthorityPermissionPolicy(model))
    redirect = apps.get_model("wagtailredirects", "Redirect")
    register_permission_policy(redirect, PlacePermissionPolicy(redirect, REDIRECT_ACTIONS))
    register_permission_policy(
        Collection,
        PlacePermissionPolicy(
            Collection, COLLECTION_ACTIONS, lookup="path", path_of=collection_path
        ),
    )


def _translation_models() -> list:
    return [
        apps.get_model("wagtail_localize", name) for name in ("TranslationSource", "Translation")
    ]
