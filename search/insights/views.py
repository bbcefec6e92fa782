"""The report of what people search for on one's own sites, and of what they do not find."""

from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.db.models import Count, F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from commune_site.engagement.views.figures import table_file
from portal_network.tenancy.screens.filters import own_communes
from portal_network.tenancy.screens.works_somewhere import WorksSomewhereMixin
from search.insights.models import QueryCount

SHOWN = 50
MOST_ROWS = 20_000
DAYS = timedelta(days=30)
FIRST_DAY = date(2000, 1, 1)
# What was asked once says more about who asked than about what is missing.
FEWEST = 2


class PeriodForm(forms.Form):
    """From when to when, and of which commune."""

    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=AdminDateInput)
    last = forms.DateField(label=gettext_lazy("Until"), required=False, widget=AdminDateInput)
    commune = forms.ModelChoiceField(
        label=gettext_lazy("Unit"), queryset=None, required=False, empty_label=gettext_lazy("All")
    )

    def __init__(self, data, communes: QuerySet) -> None:
        super().__init__(data, label_suffix="")
        self.fields["commune"].queryset = communes.order_by("name")
        self.is_valid()

    def period(self) -> tuple[date, date]:
        """Return the first and the last day; the last thirty days where nothing is asked."""
        last = self.cleaned_data.get("last") or timezone.localdate()
        first = self.cleaned_data.get("first") or last - DAYS
        return max(first, FIRST_DAY), last


class QueriesView(WorksSomewhereMixin, WagtailAdminTemplateMixin, TemplateView):
    """What was searched for within one's reach; for whoever works nowhere it does not exist."""

    template_name = "search/admin/queries.html"
    page_title = gettext_lazy("What people search for")
    header_icon = "search"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the report, or hand it out as a file."""
        wanted = request.GET.get("export", "")
        if wanted in ("csv", "xlsx"):
            return table_file(self.table(), "nguoi-dan-tim-gi", wanted)
        return super().get(request, *args, **kwargs)

    @cached_property
    def form(self) -> PeriodForm:
        """Return the form of the period."""
        return PeriodForm(self.request.GET, own_communes(self.request))

    @cached_property
    def counts(self) -> QuerySet:
        """Return one row for each query that was put often enough within the period."""
        rows = QueryCount.objects.filter(day__range=self.form.period())
        if commune := self.form.cleaned_data.get("commune"):
            rows = rows.filter(commune=commune)
        summed = rows.values("query").annotate(
            times=Sum("asked"), failed=Sum("unanswered"), sites=Count("place", distinct=True)
        )
        return summed.filter(times__gte=FEWEST)

    def not_found(self) -> QuerySet:
        """Return the queries that found nothing, the most frequent first."""
        return self.counts.filter(failed__gte=FEWEST).order_by("-failed", "query")

    def table(self) -> list[Sequence[object]]:
        """Return the rows of the file, the heads first: what was not found on top."""
        heads = [
            _("What was searched for"),
            _("Searches"),
            _("Found nothing"),
            _("Sites of the province"),
        ]
        rows = self.counts.order_by("-failed", F("times").desc(), "query")[:MOST_ROWS]
        return [
            heads,
            *((row["query"], row["times"], row["failed"], row["sites"]) for row in rows),
        ]

    def get_context_data(self, **kwargs) -> dict:
        """Add both lists and the addresses of the files."""
        query = {name: value for name, value in self.request.GET.items() if name != "export"}
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "period": self.form.period(),
            # Who works for one commune has nothing to choose.
            "has_communes": len(self.form.fields["commune"].queryset[:2]) > 1,
            "not_found": list(self.not_found()[:SHOWN]),
            "frequent": list(self.counts.order_by("-times", "query")[:SHOWN]),
            "csv_url": f"?{urlencode(query | {'export': 'csv'})}",
            "xlsx_url": f"?{urlencode(query | {'export': 'xlsx'})}",
        }

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("search_queries"), "label": self.page_title}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]
