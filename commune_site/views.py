"""Serves pages: host and path to page with two queries at most, whatever the depth of the tree."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override
from wagtail import hooks
from wagtail.wagtail_hooks import check_view_restrictions

from commune_site.kept_pages import tags_shown_by
from commune_site.models import PortalPage
from commune_site.models.querysets import HasAttachments, RestrictionAbove
from commune_site.navigation import navigation_node, sees_empty_sections, site_tree, visible_node
from commune_site.presentations import presentation_of
from commune_site.variants import MAIN_LANGUAGE
from commune_site.withdrawals import serve_withdrawn
from portal_network.delivery.page_cache.marks import kept_list, may_be_kept
from portal_network.tenancy.policies import works_for

MAX_PATH_LENGTH = 1500


def find_page(request: HttpRequest, path: str) -> PortalPage:
    """Return the live page at ``path`` of the request's site, as its own class.

    One query reads the page as its type, with whether a view restriction lies on it or above it.
    The types of sections are known from the tree, those of items one more query tells. The depth
    of the tree does not matter.

    Raises:
        Http404: when the site has no live page there.
    """
    tenant = request.tenant
    if len(path) > MAX_PATH_LENGTH or "\x00" in path:
        raise Http404
    address = tenant.root_url_path + path
    node = site_tree(tenant).trail(f"/{path}")[-1]
    if node.url == f"/{path}":
        found = (node.page_id, node.content_type_id, True)
    else:
        rows = PortalPage.objects.live().filter(url_path=address).order_by("pk")
        found = rows.values_list("pk", "content_type", "lead_image").first()
    page = _read_page(*found) if found else None
    # The tree may be some seconds late.
    if page is None or not page.live or page.url_path != address:
        raise Http404
    return page


def _read_page(key: int, content_type: int, has_picture: bool) -> PortalPage | None:
    """Read a page of the site that was asked; None when it has been removed meanwhile."""
    pages = ContentType.objects.get_for_id(content_type).model_class().everywhere
    if has_picture:
        pages = pages.select_related("lead_image")
    above = RestrictionAbove("path")
    found = pages.annotate(is_restricted=above, has_attachments=HasAttachments("pk"))
    return found.filter(pk=key).first()


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path``, in its print view when ``ban-in`` or ``tai-ve`` is asked."""
    lacks_slash = bool(path) and not path.endswith("/")
    try:
        page = find_page(request, f"{path}/" if lacks_slash else path)
    except Http404:
        return _serve_absent(request, path)
    if page.is_restricted and _is_stranger(request):
        raise Http404
    if lacks_slash:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    if not request.tenant.owns(province_id=page.province_id, commune_id=page.commune_id):
        # A commune's page below its province's tree: its own host is the one address.
        return HttpResponsePermanentRedirect(page.full_url)
    if page.written_in != MAIN_LANGUAGE and not site_tree(request.tenant).variant(page.pk):
        raise Http404
    # Rendered here: nothing else would do it while the language of the page is the active one.
    with override(page.written_in):
        response = _run_hooks(page, request)
        if isinstance(response, TemplateResponse):
            _print(page, request, response)
            response.render()
    return _kept(page, response)


def _serve_absent(request: HttpRequest, path: str) -> HttpResponse:
    """Serve what answers where no page is public: data of a section, or why a page has gone.

    Raises:
        Http404: there is nothing at this address, and never was.
    """
    try:
        return _serve_data(request, path)
    except Http404:
        return serve_withdrawn(request, path)


def _serve_data(request: HttpRequest, path: str) -> HttpResponse:
    """Serve what a section shows from data at an address below its own (a procedure, a week)."""
    node = site_tree(request.tenant).trail(f"/{path}")[-1]
    presentation = presentation_of(node.section)
    parts = tuple(f"/{path}".removeprefix(node.url).strip("/").split("/"))
    if presentation is None or not any(parts):
        raise Http404
    page = find_page(request, node.url.removeprefix("/"))
    if page.is_restricted:
        raise Http404
    visible_node(page, request)
    is_file = "." in parts[-1]
    response = presentation.serve(page, request, parts)
    if not is_file and not path.endswith("/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return _kept(page, response)


def _kept(page: PortalPage, response: HttpResponse) -> HttpResponse:
    """Let an open page be kept for all visitors; what names people is made anew each time."""
    if page.is_restricted or page.personal_data:
        return response
    return may_be_kept(response, *tags_shown_by(page), until=page.expire_at)


def _is_stranger(request: HttpRequest) -> bool:
    """Tell whether somebody has signed in who does not work for this site."""
    return request.user.is_authenticated and not works_for(request.user, request.tenant)


def _run_hooks(page: PortalPage, request: HttpRequest) -> HttpResponse:
    """Do what ``wagtail.views.serve`` does once the page is found."""

    def serve_chain(page, request, args, kwargs):
        return page.serve(request, *args, **kwargs)

    for hook in reversed(hooks.get_hooks("on_serve_page")):
        # Wagtail's check asks two queries per page; the look-up knows already that nothing is
        # restricted, which on a public portal is the rule.
        if hook is check_view_restrictions and not page.is_restricted:
            continue
        serve_chain = hook(serve_chain)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, [], {})
        if isinstance(result, HttpResponse):
            return result
    return serve_chain(page, request, [], {})


def _print(page: PortalPage, request: HttpRequest, response: TemplateResponse) -> None:
    """Swap the template for the print view, or for one file to keep (R25).

    Lists and front pages offer neither; they answer as without the key.
    """
    if "print_url" not in response.context_data:
        return
    if "ban-in" in request.GET:
        response.template_name = "print.html"
        response.context_data |= {"print_view": True, "standalone": False, "robots": "noindex"}
    elif "tai-ve" in request.GET:
        response.template_name = "print.html"
        response.context_data |= {"print_view": True, "standalone": True}
        name = slugify(page.slug) or "trang"
        response["Content-Disposition"] = f'attachment; filename="{name}.html"'


@kept_list
def site_map(request: HttpRequest) -> HttpResponse:
    """Show the whole tree of the site as text (R26)."""
    show_empty = sees_empty_sections(request)
    tree = [
        navigation_node(node, request.path, show_empty)
        for node in site_tree(request.tenant).root.children
        if show_empty or not node.is_empty
    ]
    return render(request, "commune_site/site_map.html", {"tree": tree})


@kept_list
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where the sitemap is and what is not for them."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "Disallow: /tim-kiem/",
        "Disallow: /*?*ban-in=",
        "Disallow: /*?*tai-ve=",
        f"Sitemap: {request.tenant.root_url}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
