"""The operator's screen: which parts work, who works on the queue, what was given up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal_network.delivery.monitoring.readiness import Part, queue, readiness
from portal_network.work import attempts
from portal_network.work.models import Worker

MOST_SHOWN = 50
PART_NAMES = {
    "database": gettext_lazy("Database"),
    "cache": gettext_lazy("Cache"),
    "search": gettext_lazy("Search"),
    "storage": gettext_lazy("Store of files"),
    "tasks": gettext_lazy("Background work"),
    "backup": gettext_lazy("Backups"),
}
# What the portal still does without a part, as the operator would tell an office.
WITHOUT = {
    "database": gettext_lazy("Nothing can be changed; visitors see pages that are still kept."),
    "cache": gettext_lazy("Pages are made anew for each visitor; nothing is lost."),
    "search": gettext_lazy("Visitors browse, but cannot search."),
    "storage": gettext_lazy("Pages are shown; pictures and files may be missing."),
    "tasks": gettext_lazy("Notices, examinations of files and nightly work wait."),
    "backup": gettext_lazy("Everything works, but what is lost now cannot be brought back."),
}


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part as the screen shows it; ``effect`` is empty while it works."""

    name: str
    milliseconds: int
    problem: str
    effect: str


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task that was given up; ``fault`` is the kind of error, whose text may hold secrets."""

    key: UUID
    name: str
    since: datetime | None
    attempts: int
    fault: str


class StatusView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the state of the installation to operators, and begins given-up tasks anew."""

    template_name = "work/status.html"
    page_title = gettext_lazy("State of the system")
    header_icon = "cogs"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer operators in a staff session.

        Raises:
            Http404: for everybody else.
        """
        if not request.user.is_superuser:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add what was found; a fixed number of queries."""
        given_up = list(attempts.given_up()[: MOST_SHOWN + 1])
        return super().get_context_data(**kwargs) | {
            "parts": [_part(part) for part in readiness().parts],
            "is_queued": attempts.is_queued(),
            "queue": queue(),
            "workers": list(Worker.objects.order_by("-seen_at")[:MOST_SHOWN]),
            "given_up": [_task(row) for row in given_up[:MOST_SHOWN]],
            "has_more": len(given_up) > MOST_SHOWN,
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Let one task begin anew, and say so.

        Raises:
            Http404: the form was not one of ours.
        """
        try:
            key = UUID(request.POST.get("task", ""))
        except ValueError as error:
            raise Http404 from error
        if attempts.try_again(key):
            messages.success(request, _("The task is tried again."))
        else:
            messages.warning(request, _("The task has been tried again, or is gone, meanwhile."))
        return redirect(reverse("work_status"))


def _part(part: Part) -> PartShown:
    return PartShown(
        name=PART_NAMES[part.name],
        milliseconds=round(part.seconds * 1000),
        problem=part.problem,
        effect="" if part.works else WITHOUT[part.name],
    )


def _task(row) -> TaskShown:
    arguments = row.args_kwargs.get("args") or []
    name = row.task_path.rsplit(".", 1)[-1]
    # Only keys and names of commands: counts of searches, for one, are nobody's business.
    shown = [str(value) for value in arguments if isinstance(value, int | str)][:1]
    return TaskShown(
        key=row.pk,
        name=" ".join([name, *shown]),
        since=row.finished_at,
        attempts=row.attempts,
        fault=row.exception_class_path.rsplit(".", 1)[-1],
    )
