"""Statistics of cases and ratings, for communes and provinces, on the screen and as files."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets import AdminDateInput

from commune_site.engagement.figures import figures_of
from commune_site.engagement.kinds import kind_choices
from commune_site.engagement.models.cases import Case
from commune_site.engagement.models.surveys import QUESTIONS, Rating
from commune_site.engagement.models.traces import ErasureRecord
from commune_site.engagement.ratings import charts_of
from commune_site.engagement.rights import SEE_FIGURES, communes_of, provinces_of, sees_figures
from commune_site.engagement.views.register import EngagementScreen
from commune_site.engagement.views.tables import FILE_KINDS, MOST_ROWS, table_file
from portal_network.tenancy.isolation.references import is_key

REMARKS_SHOWN = 50
PAGES_SHOWN = 20
# The page whose ratings are shown alone.
PAGE = "trang"
FIRST_DAY = date(2000, 1, 1)


class PeriodForm(forms.Form):
    """From when to when, of which kind."""

    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=AdminDateInput)
    last = forms.DateField(label=gettext_lazy("Until"), required=False, widget=AdminDateInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, data) -> None:
        super().__init__(data, label_suffix="")
        self.fields["kind"].choices = [("", gettext_lazy("All")), *kind_choices()]

    def period(self) -> tuple[date, date]:
        """Return the first and the last day; this year where nothing sensible is asked."""
        self.is_valid()
        today = timezone.localdate()
        first = self.cleaned_data.get("first") or today.replace(month=1, day=1)
        last = self.cleaned_data.get("last") or today
        return max(first, FIRST_DAY), last


class FiguresScreen(EngagementScreen, TemplateView):
    """A screen of figures; for whoever has no part in them it does not exist (404)."""

    file_name = ""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the figures, or hand them out as a file, which the audit log records by itself.

        Raises:
            Http404: they are none of this person's work.
        """
        if not sees_figures(request.user):
            raise Http404
        wanted = request.GET.get("export", "")
        if wanted in FILE_KINDS:
            return table_file(self.table(), self.file_name, wanted)
        return super().get(request, *args, **kwargs)

    @cached_property
    def form(self) -> PeriodForm:
        """Return the form of the period."""
        return PeriodForm(self.request.GET)

    def places(self) -> Q:
        """Return the condition that a row is of a place whose figures the person sees."""
        user = self.request.user
        if user.is_superuser:
            return Q()
        return Q(commune__in=communes_of(user, SEE_FIGURES)) | Q(
            province__in=provinces_of(user, SEE_FIGURES)
        )

    def table(self) -> list[Sequence[object]]:
        """Return the rows of the file, the heads first."""
        raise NotImplementedError

    def get_context_data(self, **kwargs) -> dict:
        """Add the form and the addresses of the files."""
        query = {name: value for name, value in self.request.GET.items() if name != "export"}
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "period": self.form.period(),
            "csv_url": f"?{urlencode(query | {'export': 'csv'})}",
            "xlsx_url": f"?{urlencode(query | {'export': 'xlsx'})}",
        }


class CaseFiguresView(FiguresScreen):
    """How many cases came, wait, are late; per place."""

    template_name = "engagement/admin/figures.html"
    page_title = gettext_lazy("Statistics of cases")
    file_name = "thong-ke-ho-so"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((reverse("engagement_figures"), self.page_title))

    @cached_property
    def rows(self):
        """Return the figures."""
        cases = Case.everywhere.filter(self.places())
        first, last = self.form.period()
        return figures_of(cases, first, last, self.form.cleaned_data.get("kind", ""))

    def table(self) -> list[Sequence[object]]:
        """Return the rows of the file, the heads first."""
        heads = [
            _("Unit"), _("Received"), _("Waiting"), _("Overdue"), _("Closed in time"),
            _("Closed late"), _("Forwarded"), _("Not accepted"), _("Answers published"),
            _("Days until the answer, on average"),
        ]  # fmt: skip
        return [
            heads,
            *(
                (row.name, row.received, row.open, row.overdue, row.in_time, row.late,
                 row.forwarded, row.refused, row.published, row.mean_days)
                for row in self.rows
            ),
        ]  # fmt: skip

    def get_context_data(self, **kwargs) -> dict:
        """Add the figures."""
        names = ("received", "open", "overdue", "in_time", "late", "forwarded", "refused",
                 "published")  # fmt: skip
        total = {name: sum(getattr(row, name) for row in self.rows) for name in names}
        return super().get_context_data(**kwargs) | {"rows": self.rows, "total": total}


class RatingFiguresView(FiguresScreen):
    """What people ticked and wrote; per page, and all of it as a file."""

    template_name = "engagement/admin/ratings.html"
    page_title = gettext_lazy("Satisfaction survey")
    file_name = "danh-gia-hai-long"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((reverse("engagement_ratings"), self.page_title))

    @cached_property
    def rows(self):
        """Return the ratings of the period; of one page where one is chosen."""
        found = Rating.everywhere.filter(self.places(), given_on__range=self.form.period())
        key = self.request.GET.get(PAGE, "")
        return found.filter(page=int(key)) if is_key(key) else found

    def table(self) -> list[Sequence[object]]:
        """Return the rows of the file, the heads first."""
        heads = [_("Day"), _("Unit"), _("Page"), *(label for _c, label in QUESTIONS.values()),
                 _("Remark")]  # fmt: skip
        rows = self.rows.select_related("page", "commune", "province")[:MOST_ROWS]
        return [
            heads,
            *(
                (
                    f"{row.given_on:%d/%m/%Y}",
                    (row.commune or row.province).name,
                    row.page.title if row.page else "",
                    *(getattr(row, f"get_{name}_display")() for name in QUESTIONS),
                    row.remark,
                )
                for row in rows
            ),
        ]

    def get_context_data(self, **kwargs) -> dict:
        """Add charts, remarks and the pages that were rated most."""
        pages = self.rows.filter(page__isnull=False).order_by().values("page", "page__title")
        pages = list(pages.annotate(number=Count("pk")).order_by("-number", "page")[:PAGES_SHOWN])
        query = {name: value for name, value in self.request.GET.items() if name != PAGE}
        for row in pages:
            row["url"] = f"?{urlencode(query | {PAGE: row['page']})}"
        is_of_one = is_key(self.request.GET.get(PAGE, ""))
        return super().get_context_data(**kwargs) | {
            "charts": charts_of(self.rows),
            "total": self.rows.count(),
            "remarks": list(self.rows.exclude(remark="")[:REMARKS_SHOWN]),
            "pages": pages,
            "chosen": pages[0] if is_of_one and pages else None,
            "all_url": f"?{urlencode(query)}",
        }


class ErasuresView(FiguresScreen):
    """What was erased, when and why; nothing personal is left of it."""

    template_name = "engagement/admin/erasures.html"
    page_title = gettext_lazy("Erased personal data")
    file_name = "nhat-ky-xoa-du-lieu"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((reverse("engagement_erasures"), self.page_title))

    @cached_property
    def rows(self):
        """Return the records of the period."""
        first, last = self.form.period()
        found = ErasureRecord.everywhere.filter(self.places())
        return found.filter(at__date__range=(first, last)).select_related("commune", "province")

    def table(self) -> list[Sequence[object]]:
        """Return the rows of the file, the heads first."""
        return [
            [_("Time"), _("Unit"), _("Number"), _("Reason"), _("Number of files")],
            *(
                (f"{timezone.localtime(row.at):%d/%m/%Y %H:%M}", (row.commune or row.province).name,
                 row.reference, str(row.get_reason_display()), row.files)
                for row in self.rows[:MOST_ROWS]
            ),
        ]  # fmt: skip

    def get_context_data(self, **kwargs) -> dict:
        """Add the newest records."""
        return super().get_context_data(**kwargs) | {"rows": list(self.rows[:200])}
