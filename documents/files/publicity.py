"""Private until something public refers to it: who may download a file."""

from django.http import Http404, HttpRequest

from commune_site.public_files import is_in_public_use
from documents.models.files import Examination, PortalDocument
from portal_network.tenancy.policies import works_for


def refuse_unpublished(document: PortalDocument, request: HttpRequest) -> None:
    """Let the public have what a public page or record refers to, once it was examined.

    Staff of the site have their drafts' files, too; what was refused nobody has. Must run after the
    file was found to be the site's own, and before Wagtail asks for a password.

    Raises:
        Http404: the file is not public, as if it did not exist.
    """
    if document.examination == Examination.REFUSED:
        raise Http404
    if works_for(request.user, request.tenant):
        return
    is_open = document.examination == Examination.CLEAN
    if not is_open or not is_in_public_use(document, request.tenant):
        raise Http404
