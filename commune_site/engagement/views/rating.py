"""The satisfaction survey and its results, for everybody (R30)."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commune_site.engagement.encryption import keyed_hash
from commune_site.engagement.forms.survey import RatingForm
from commune_site.engagement.models.surveys import QUESTIONS, Rating
from commune_site.engagement.ratings import charts_of, ratings_of
from commune_site.engagement.services.once import is_first_time
from commune_site.engagement.tickets import LIFETIME, Ticket
from commune_site.engagement.views.base import CREATED, TicketedFormView
from commune_site.engagement.views.trail import frame
from commune_site.models.base import PortalPage
from portal_network.tenancy.isolation.references import is_key

SECTION = "satisfaction"


class RateView(TicketedFormView):
    """Five ticks and a remark; nothing is kept of who gave them."""

    form_class = RatingForm
    form_name = "rating"
    template_name = "engagement/rate.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the page that is rated, where one is named."""
        super().setup(request, *args, **kwargs)
        key = request.GET.get("trang", "")
        pages = PortalPage.objects.of_tenant(request.tenant).public_items()
        self.page = pages.filter(pk=int(key)).first() if is_key(key) else None

    def receive(self, form: RatingForm, ticket: Ticket) -> HttpResponse:
        """Count the answers once, however often the form is sent."""
        # Both or neither: whoever sends again after a failure must not be thanked for nothing.
        with transaction.atomic():
            if is_first_time(keyed_hash("rating", ticket.nonce), LIFETIME):
                self._store(form)
        title = _("Thank you for your rating")
        context = {
            **frame(self.request, SECTION, title),
            "robots": "noindex",
        }
        return render(self.request, "engagement/rated.html", context, status=CREATED)

    def _store(self, form: RatingForm) -> None:
        tenant = self.request.tenant
        Rating.everywhere.create(
            province_id=tenant.province_code,
            commune_id=tenant.code if tenant.is_commune else None,
            page=self.page,
            remark=form.cleaned_data["remark"],
            **{name: form.cleaned_data[name] for name in QUESTIONS},
        )

    def page_context(self) -> dict:
        """Add the page that is rated."""
        title = _("Rate this site")
        return {
            "rated": self.page,
            "remark_days": settings.SURVEY_REMARK_DAYS,
            **frame(self.request, SECTION, title),
            "robots": "noindex" if self.page else "",
        }


def results(request: HttpRequest) -> HttpResponse:
    """Show what people answered, as charts with their numbers."""
    rows = ratings_of(request.tenant)
    title = _("Results of the survey")
    context = {
        "charts": charts_of(rows),
        "total": rows.count(),
        **frame(request, SECTION, title),
    }
    return render(request, "engagement/results.html", context)
