"""The six common jobs of officers, and where each of them begins (R123)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commune_site.alerts.mandates import alert_mandate_of
from commune_site.engagement.rights import sees_cases
from commune_site.navigation import site_tree
from portal_network.tenancy.policies.memberships import WRITERS, works_for


@dataclass(frozen=True, slots=True)
class Job:
    """Something that officers do every week.

    ``address(request)`` returns where it begins, or "" for whoever does not do it on this site; it
    asks the database nothing beyond the person's roles and the tree of the site.
    """

    label: Promise
    hint: Promise
    icon: str
    address: Callable[[HttpRequest], str]


@dataclass(frozen=True, slots=True)
class OfferedJob:
    """A job as one person is offered it."""

    job: Job
    url: str


def jobs_for(request: HttpRequest) -> list[OfferedJob]:
    """Return the jobs that the person does on this site, the commonest first."""
    offered = (OfferedJob(job, job.address(request)) for job in JOBS)
    return [one for one in offered if one.url]


def _writes_here(request: HttpRequest) -> bool:
    return works_for(request.user, request.tenant, WRITERS)


def _in_section(request: HttpRequest, section: str, name: str, *args: str) -> str:
    """Return an address that takes the page of a section last; "" where the site has none."""
    if not _writes_here(request):
        return ""
    nodes = site_tree(request.tenant).root.walk()
    node = next((node for node in nodes if node.section == section), None)
    return reverse(name, args=[*args, node.page_id]) if node else ""


def _word_file(request: HttpRequest) -> str:
    return _in_section(request, "news", "editing_word")


def _signed_files(request: HttpRequest) -> str:
    return reverse("intake_start") if _writes_here(request) else ""


def _cases(request: HttpRequest) -> str:
    return reverse("engagement_cases") if sees_cases(request.user) else ""


def _directory(request: HttpRequest) -> str:
    return reverse("wagtailsnippets_organisation_person:list") if _writes_here(request) else ""


def _work_week(request: HttpRequest) -> str:
    return _in_section(
        request, "leader-activities", "wagtailadmin_pages:add", "activities", "workweekpage"
    )


def _alert(request: HttpRequest) -> str:
    return reverse("alerts_raise") if alert_mandate_of(request.user) else ""


JOBS = (
    Job(
        _("Post documents from files"),
        _("Signed PDF files, scans and Word files: the portal reads them, you confirm."),
        "upload",
        _signed_files,
    ),
    Job(
        _("Post news from a Word file"),
        _("The portal makes an article of it, with its tables and pictures."),
        "doc-full-inverse",
        _word_file,
    ),
    Job(
        _("Answer citizens"),
        _("Questions and reports that wait, the most urgent first."),
        "comment",
        _cases,
    ),
    Job(
        _("Post the work schedule"),
        _("The week of the leaders, shown as a calendar."),
        "calendar",
        _work_week,
    ),
    Job(
        _("Change a name or a telephone number"),
        _("Change it once: the directory, the chart and the pages of leaders follow."),
        "group",
        _directory,
    ),
    Job(
        _("Put up an alert"),
        _("Storm, flood, epidemic, fire: on every page within a minute."),
        "warning",
        _alert,
    ),
)
