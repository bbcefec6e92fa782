"""The list of a person's notices, the way from each to its text, and the account page."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.account import AccountView, NotificationsSettingsPanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal_network.notices.models import Notice
from portal_network.notices.sentences import target
from portal_network.notices.services import mark_read

NOTICES_PER_PAGE = 25


class NoticesView(WagtailAdminTemplateMixin, TemplateView):
    """All notices of a person, the newest first; what was not read yet is marked."""

    template_name = "notices/list.html"
    page_title = _("Notices")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add a page of the list."""
        own = Notice.objects.filter(user=self.request.user)
        only_unread = self.request.GET.get("chua-doc") == "1"
        rows = own.filter(read_at=None) if only_unread else own
        paginator = Paginator(rows.select_related("actor"), NOTICES_PER_PAGE)
        return super().get_context_data(**kwargs) | {
            "page": paginator.get_page(self.request.GET.get("p")),
            "only_unread": only_unread,
        }


class OpenNoticeView(View):
    """Leads to what a notice is about; having been there is having read it."""

    def get(self, request: HttpRequest, notice_id: int) -> HttpResponse:
        """Mark and lead on; another person's notice does not exist."""
        rows = Notice.objects.filter(user=request.user, pk=notice_id).select_related("item")
        notice = rows.first()
        if notice is None:
            raise Http404
        mark_read(request.user, notice.pk)
        return HttpResponseRedirect(target(notice))


class ReadAllView(View):
    """Marks everything as read."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark, and return to the list."""
        mark_read(request.user)
        return redirect("notices")


class OwnAccountView(AccountView):
    """Wagtail's page of the own account, without its switches for mails that ours replace."""

    def get_panels(self) -> list:
        """Return the panels but that one."""
        replaced = NotificationsSettingsPanel
        return [panel for panel in super().get_panels() if not isinstance(panel, replaced)]
