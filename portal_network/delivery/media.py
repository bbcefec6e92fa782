"""Hands out pictures where no other server does, each on the sites of its own province.

Files to download go through ``/tep/`` alone, which asks whose they are; originals of pictures go
nowhere.
"""

import re

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

from portal_network.delivery.remote import is_remote, serve_picture
from portal_network.delivery.stores import StoreUnavailable
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.isolation.reach import reach_of

# Where PortalRendition stores the sizes of pictures: images/<code of the province>/<name>.
RENDITION = re.compile(r"images/(?P<province>[0-9]{2})/[^/]+")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a picture below ``MEDIA_ROOT``, or from the store of files.

    Raises:
        StoreUnavailable: the store of files does not answer.
        Http404: it is another province's, an original, a file to download, or not there; also for
            names that lead elsewhere or that no file system can hold.
    """
    if not (is_own_rendition(request, path) or is_own_emblem(request.tenant, path)):
        raise Http404
    try:
        if is_remote(default_storage):
            return serve_picture(request, path)
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except StoreUnavailable:
        raise
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error


def is_own_rendition(request: HttpRequest, path: str) -> bool:
    """Tell whether this is a picture of the site's province, or of one where the person works.

    Whoever works in two provinces sees the pictures of both from the administration of either.
    """
    if (match := RENDITION.fullmatch(path)) is None:
        return False
    province = match["province"]
    if province == request.tenant.province_code:
        return True
    reach = reach_of(request.user)
    communes = (directory.commune(code) for code in reach.communes)
    return reach.covers(province_id=province, commune_id=None) or any(
        commune is not None and commune.province_code == province for commune in communes
    )


def is_own_emblem(tenant: Tenant, path: str) -> bool:
    """Tell whether this is the emblem of an authority of the site's province."""
    code = tenant.province_code
    authorities = (directory.province(code), *directory.communes_of(code))
    return any(authority and authority.emblem_path == path for authority in authorities)
