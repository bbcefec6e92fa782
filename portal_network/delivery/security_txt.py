"""Where weaknesses are reported, as researchers look for it (RFC 9116; TCVN 14423:2026, R89)."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from portal_network.tenancy.directory import Tenant, directory

# The standard advises less than a year.
VALID_FOR = timedelta(days=180)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer where to report a weakness of this site.

    That of the installation comes first, then the address of the authority, then its province's.

    Raises:
        Http404: nobody has said where.
    """
    contact = settings.SECURITY_CONTACT or _address(request.tenant)
    if not contact:
        raise Http404
    # At a full day, so that the file does not change with every request.
    expires = (timezone.now() + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: vi, en",
        f"Canonical: {request.tenant.root_url}{reverse('security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _address(tenant: Tenant) -> str:
    """Return the e-mail address of an authority, or that of its province."""
    province = directory.province(tenant.province_code)
    found = tenant.contact.email or (province.contact.email if province else "")
    return f"mailto:{found}" if found else ""
