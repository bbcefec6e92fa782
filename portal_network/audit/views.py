"""The screens of the audit log."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from portal_network.audit.forms import AuditFilterForm
from portal_network.audit.models import AuditEntry
from portal_network.audit.places import name_of_place
from portal_network.audit.queries import of_page, readable_by
from portal_network.audit.sentences import remarks_of, roles_of, sentence_of
from portal_network.audit.services import as_record
from portal_network.audit.sources.exports import record_export
from portal_network.audit.verification import AT_ONCE

PER_PAGE = 50
LONGEST_NUMBER = 18


def shown(entry: AuditEntry, *, with_address: bool) -> dict:
    """Return what a row of a screen shows of an entry."""
    return {
        "entry": entry,
        "sentence": sentence_of(entry),
        "roles": roles_of(entry),
        "remarks": remarks_of(entry),
        "place": name_of_place(entry.province_code, entry.commune_code),
        "address": entry.address if with_address else None,
    }


class ReadableMixin:
    """A screen for those who may read the log; for everybody else it does not exist (404)."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer readers.

        Raises:
            Http404: for everybody else.
        """
        readable = readable_by(request.user)
        if not readable:
            raise Http404
        self.form = AuditFilterForm(request.GET, readable=readable, request=request)
        return super().dispatch(request, *args, **kwargs)


class AuditLogView(ReadableMixin, WagtailAdminTemplateMixin, TemplateView):
    """The log, newest first; the next page begins at a number, so that its cost stays the same."""

    template_name = "audit/log.html"
    page_title = gettext_lazy("Audit log")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add one page of entries and the addresses of the next one and of the file."""
        rows = self.form.entries()
        if (before := self._before) is not None:
            rows = rows.filter(sequence__lt=before)
        found = list(rows[: PER_PAGE + 1])
        entries = found[:PER_PAGE]
        query = {name: value for name, value in self.request.GET.items() if name != "before"}
        following = entries[-1].sequence if len(found) > PER_PAGE else None
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "rows": [shown(entry, with_address=True) for entry in entries],
            "is_later_page": before is not None,
            "first_page": f"?{urlencode(query)}",
            "next_page": f"?{urlencode(query | {'before': following})}" if following else "",
            "download": f"{reverse('audit_download')}?{urlencode(query)}",
        }

    @cached_property
    def _before(self) -> int | None:
        given = self.request.GET.get("before", "")
        if not given:
            return None
        if not (given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER):
            raise Http404
        return int(given)


class AuditDownloadView(ReadableMixin, View):
    """The entries that are asked for as a file of JSON lines; that it was taken is recorded."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Stream the file.

        Raises:
            Http404: a filter makes no sense.
        """
        if not self.form.is_valid():
            raise Http404
        wanted = {
            name: str(getattr(value, "pk", value))
            for name, value in self.form.cleaned_data.items()
            if value
        }
        record_export(request, action="audit.exported", filters=wanted)
        name = f"nhat-ky-kiem-toan-{timezone.localdate():%Y-%m-%d}.jsonl"
        return StreamingHttpResponse(
            self._lines(),
            content_type="application/x-ndjson; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _lines(self) -> Iterator[str]:
        for entry in self.form.entries().iterator(chunk_size=AT_ONCE):
            yield json.dumps(as_record(entry), ensure_ascii=False, sort_keys=True) + "\n"


class PageLogView(WagtailAdminTemplateMixin, TemplateView):
    """What happened to a page, for everybody who works with it; the gate has asked whose it is."""

    template_name = "audit/page_log.html"
    header_icon = "history"
    page_title = gettext_lazy("Audit log")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the newest entries, addresses to readers of the log alone.

        Raises:
            Http404: the page is gone.
        """
        self.page = Page.objects.filter(pk=kwargs["page_id"]).first()
        if self.page is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return which page it is about."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        items = [{"url": edit, "label": self.get_page_subtitle()}]
        return [*self.breadcrumbs_items, *items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add the entries of the newest page."""
        found = list(of_page(self.page.pk)[: PER_PAGE * 2 + 1])
        readable = readable_by(self.request.user)
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "rows": [
                shown(entry, with_address=readable.covers(entry)) for entry in found[: PER_PAGE * 2]
            ],
            "is_longer": len(found) > PER_PAGE * 2,
            "count": PER_PAGE * 2,
            "title": _("Audit log"),
        }
