"""Corrections that wait for a second person, and those that stand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from commune_site.engagement.errors import NotYours, RefusedStep
from commune_site.engagement.models.corrections import Correction
from commune_site.engagement.rights import (
    ANSWER_AT_COMMUNE,
    CONFIRM_AT_COMMUNE,
    communes_of,
    provinces_of,
)
from commune_site.engagement.services import corrections
from commune_site.engagement.views.register import EngagementScreen

ROWS_PER_PAGE = 20


def corrections_for(user):
    """Return the corrections that a person sees."""
    if user.is_superuser:
        return Correction.everywhere.all()
    communes = communes_of(user, ANSWER_AT_COMMUNE | CONFIRM_AT_COMMUNE)
    provinces = provinces_of(user)
    return Correction.everywhere.filter(Q(commune__in=communes) | Q(province__in=provinces))


class CorrectionsView(EngagementScreen, TemplateView):
    """Those that wait come first."""

    template_name = "engagement/admin/corrections.html"
    page_title = gettext_lazy("Corrections")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show them.

        Raises:
            Http404: they are none of this person's work.
        """
        user = request.user
        roles = ANSWER_AT_COMMUNE | CONFIRM_AT_COMMUNE
        if not (user.is_superuser or communes_of(user, roles) or provinces_of(user)):
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((reverse("engagement_corrections"), self.page_title))

    def get_context_data(self, **kwargs) -> dict:
        """Add a page of the list."""
        rows = corrections_for(self.request.user).select_related(
            "page", "written_by", "confirmed_by"
        )
        waiting = rows.filter(published_on__isnull=True).order_by("pk")
        standing = rows.filter(published_on__isnull=False)
        page = Paginator(standing, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "waiting": list(waiting[:ROWS_PER_PAGE]),
            "page": page,
            "user_id": self.request.user.pk,
        }


class DecideCorrectionView(View):
    """Confirms a correction, or throws it away."""

    http_method_names = ["post"]
    step = ""

    def post(self, request: HttpRequest, correction_id: int) -> HttpResponse:
        """Decide.

        Raises:
            Http404: it is none of one's places.
        """
        try:
            if self.step == "confirm":
                corrections.confirm(request.user, correction_id)
                messages.success(request, _("The correction stands on the page now."))
            else:
                corrections.drop(request.user, correction_id)
                messages.success(request, _("The correction has been dropped."))
        except NotYours as error:
            raise Http404 from error
        except RefusedStep as refusal:
            messages.error(request, str(refusal))
        return redirect(reverse("engagement_corrections"))
