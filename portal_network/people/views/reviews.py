"""The half-yearly review: what is due where, the questions, and what was answered before."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import Button

from portal_network.people.errors import RefusedChange
from portal_network.people.forms import ReviewForm
from portal_network.people.models import PermissionReview
from portal_network.people.models.places import place_keys
from portal_network.people.services.reviews import (
    due_after,
    memberships_at,
    states_of_reviews,
    submit_review,
)
from portal_network.people.spreadsheets import SafeSpreadsheetMixin
from portal_network.people.views.base import MandateMixin, tell
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Membership, Role

RECORDS_SHOWN = 10


class ReviewsView(MandateMixin, TemplateView):
    """The places of a mandate, the longest overdue first; a single one is opened at once."""

    template_name = "people/reviews.html"
    page_title = gettext_lazy("Review of permissions")
    header_icon = "check"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the places."""
        if (place := self.mandate.only_place()) is not None:
            return redirect("people_review", place.pk)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((self.page_title, ""))

    def get_context_data(self, **kwargs) -> dict:
        """Add one row per place; names come from the directory, not from the database."""
        is_overdue_only = "overdue" in self.request.GET
        now = timezone.now()
        rows = [self._row(state, now) for state in states_of_reviews(self.mandate)]
        rows.sort(key=lambda row: (row["due"], row["code"]))
        overdue = [row for row in rows if row["is_overdue"]]
        return super().get_context_data(**kwargs) | {
            "rows": overdue if is_overdue_only else rows,
            "overdue_count": len(overdue),
            "is_overdue_only": is_overdue_only,
        }

    def _row(self, state: dict, now: datetime) -> dict:
        place = directory.owner(province_id=state["province"], commune_id=state["commune"])
        due = due_after(state["since"])
        return {
            "code": state["commune"] or state["province"],
            "name": place.name if place else "",
            "last_review": state["last_review"],
            "due": due,
            "is_overdue": due < now,
        }


class ReviewView(MandateMixin, SafeSpreadsheetMixin, TemplateView):
    """Every membership of a place with a question: keep it or end it."""

    template_name = "people/review.html"
    page_title = gettext_lazy("Review of permissions")
    header_icon = "check"
    list_export = ["name", "username", "email", "role", "since", "last_login"]
    export_headings = {
        "name": gettext_lazy("Name of the person"),
        "username": gettext_lazy("User name"),
        "email": gettext_lazy("E-mail address"),
        "role": gettext_lazy("Role"),
        "since": gettext_lazy("Since"),
        "last_login": gettext_lazy("Last sign-in"),
    }

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer for own places only."""
        if self.mandate:
            self.place = self.place_or_404(kwargs["place"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the place."""
        return self.place.name

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail(
            (_("Review of permissions"), reverse("people_reviews")), (self.place.name, "")
        )

    def get_filename(self) -> str:
        """Return the name of the spreadsheet."""
        return f"ra-soat-quyen-{self.place.pk}"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the questions, or the list as a spreadsheet."""
        if self.is_export:
            return self.as_spreadsheet(memberships_at(self.place), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Record the answers, or say what is missing."""
        form = self._form(request.POST)
        if form.is_valid():
            try:
                review = submit_review(request.user, self.place, form.decisions())
            except RefusedChange as refusal:
                form.add_error(None, str(refusal))
            else:
                tell(request, lambda: None, _("The review is recorded."))
                return redirect("people_review_record", review.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs) -> dict:
        """Add questions and earlier records."""
        records = list(PermissionReview.objects.filter(**place_keys(self.place))[:RECORDS_SHOWN])
        kwargs.setdefault("form", self._form())
        return super().get_context_data(**kwargs) | {
            "place": self.place,
            "records": records,
            "due": due_after(records[0].reviewed_at) if records else None,
            "is_overdue": bool(records) and due_after(records[0].reviewed_at) < timezone.now(),
        }

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the spreadsheets."""
        return super().header_more_buttons

    def to_row_dict(self, item: Membership) -> dict:
        """Return the cells of a membership."""
        return {
            "name": item.user.get_full_name(),
            "username": item.user.get_username(),
            "email": item.user.email,
            "role": str(item.get_role_display()),
            "since": item.created_at,
            "last_login": item.user.last_login,
        }

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        """Return the heading of a column."""
        return str(self.export_headings[field])

    def _form(self, data=None) -> ReviewForm:
        rows = list(memberships_at(self.place))
        return ReviewForm(data, memberships=rows, actor=self.request.user)


class ReviewRecordView(MandateMixin, TemplateView):
    """A review as it was submitted."""

    template_name = "people/review_record.html"
    header_icon = "check"
    page_title = gettext_lazy("Review of permissions")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the record."""
        records = PermissionReview.objects.filter(self.mandate.at())
        self.record = (
            records.select_related("commune", "province").filter(pk=kwargs["review_id"]).first()
        )
        if self.record is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the place."""
        return self.record.place.name

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        place = self.record.place
        return self.trail(
            (_("Review of permissions"), reverse("people_reviews")),
            (place.name, reverse("people_review", args=[place.pk])),
            (f"{timezone.localtime(self.record.reviewed_at):%d/%m/%Y}", ""),
        )

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows as people read them."""
        rows = [
            row
            | {
                "role": Role(row["role"]).label,
                "last_login": parse_datetime(row["last_login"]) if row["last_login"] else None,
            }
            for row in self.record.rows
        ]
        return super().get_context_data(**kwargs) | {"record": self.record, "rows": rows}
