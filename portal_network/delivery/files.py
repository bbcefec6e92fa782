"""Files to download stand on their authority's own site and nowhere else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.documents.models import AbstractDocument
from wagtail.documents.views.serve import authenticate_with_password
from wagtail.models import CollectionViewRestriction

from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.media_owners import owner_of, owner_of_collection
from portal_network.tenancy.policies import works_for


def refuse_elsewhere(document: AbstractDocument, request: HttpRequest) -> None:
    """Let a file be downloaded from the site of the authority whose collection it lies in.

    Must run before Wagtail asks whether the collection is private: a private file elsewhere does
    not lead to a sign-in, and for Wagtail whoever has signed in, anywhere, may read it.

    Raises:
        Http404: the file is somebody else's, as if it did not exist.
    """
    _refuse_others(owner_of(document), request)
    if _is_stranger(request) and document.collection.get_view_restrictions().exists():
        raise Http404


def ask_for_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Ask for the password of a private collection of this site.

    Raises:
        Http404: the collection is somebody else's, as if it did not exist.
    """
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    restriction = get_object_or_404(restrictions, pk=restriction_id)
    _refuse_others(owner_of_collection(restriction.collection), request)
    return authenticate_with_password(request, restriction_id)


def _is_stranger(request: HttpRequest) -> bool:
    """Tell whether somebody has signed in who does not work for this site."""
    return request.user.is_authenticated and not works_for(request.user, request.tenant)


def _refuse_others(owner: Tenant | None, request: HttpRequest) -> None:
    if owner is None or owner.key != request.tenant.key:
        raise Http404
