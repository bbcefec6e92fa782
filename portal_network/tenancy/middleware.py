"""Resolves the tenant of a request, once, before anything else does work."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Site

from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.hostnames import InvalidHost, normalise_host
from portal_network.tenancy.isolation.reach import reach_of_site
from portal_network.tenancy.models import Authority
from portal_network.tenancy.scoping import within_reach
from portal_network.tenancy.site_roots import remember_site_roots

# A maintenance page tells caches and robots to come back (seconds).
RETRY_AFTER = "3600"


class TenantMiddleware:
    """Sets ``request.tenant``; answers for hosts that nobody owns and for sites that are closed.

    - unknown host: a plain 404 page, never somebody else's site;
    - an alias: 301 to the primary host, path and query kept (R13);
    - a suspended or merged authority: 503 with a notice, the administration stays reachable;
    - maintenance of the whole installation: 503 (R10).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.always_open = (
            "/" + settings.STATIC_URL.lstrip("/"),
            reverse("wagtailadmin_home"),
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the tenant, or hand the request on."""
        snapshot = directory.snapshot()
        try:
            host = normalise_host(request.META.get("HTTP_HOST") or request.META["SERVER_NAME"])
        except InvalidHost:
            return _page("tenancy/unknown_host.html", 404)
        tenant = snapshot.by_host.get(host)
        if tenant is None or not tenant.root_page_id:
            return _page("tenancy/unknown_host.html", 404)
        if host != tenant.host:
            return HttpResponsePermanentRedirect(tenant.root_url + request.get_full_path())

        request.tenant = tenant
        # Wagtail looks the site up with a query per request; the directory already knows it.
        request._wagtail_site = _site(tenant)
        remember_site_roots(request, snapshot)
        if not request.path.startswith(self.always_open):
            if snapshot.maintenance:
                return _closed("tenancy/maintenance.html", tenant)
            if not tenant.is_active:
                return _closed("tenancy/suspended.html", tenant)
        with within_reach(reach_of_site(tenant)):
            return self.get_response(request)


def _site(tenant: Tenant) -> Site:
    return Site(
        id=tenant.site_id,
        hostname=tenant.host,
        port=443 if settings.PORTAL_SCHEME == "https" else 80,
        site_name=tenant.name,
        root_page_id=tenant.root_page_id,
    )


def _page(template: str, status: int, context: dict | None = None) -> HttpResponse:
    return HttpResponse(render_to_string(template, context or {}), status=status)


def _closed(template: str, tenant: Tenant) -> HttpResponse:
    merged = tenant.status == Authority.Status.MERGED
    context = {"tenant": tenant, "notices": tenant.notices(), "is_merged": merged}
    response = _page(template, 503, context)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response
