"""The form with which citizens comment on a draft (R62)."""

from functools import partial

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commune_site.consultations.forms import OpinionForm
from commune_site.consultations.kinds import OPINION
from commune_site.consultations.models import ConsultationPage
from commune_site.consultations.services import keep_opinions
from commune_site.engagement.errors import RefusedSubmission
from commune_site.engagement.services import intake
from commune_site.engagement.tickets import Ticket
from commune_site.engagement.views.asking import CaseFormView
from commune_site.page_context import Breadcrumb, breadcrumbs
from portal_network.tenancy.isolation.references import is_key


class NotOpen(RefusedSubmission):
    """The time for comments has not begun, or is over."""

    status = 403

    def __init__(self, page: ConsultationPage) -> None:
        days = {"first": f"{page.opens_on:%d/%m/%Y}", "last": f"{page.closes_on:%d/%m/%Y}"}
        super().__init__(
            _(
                "Comments on this draft are received from %(first)s to %(last)s. What you wrote is "
                "still here; you can copy it and send it to the receiver that is named above."
            )
            % days
        )


class CommentView(CaseFormView):
    """Takes comments on the parts of a draft while it is open; closed, it says so."""

    kind = OPINION
    template_name = "consultations/comment.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the consultation, which everybody may read.

        Raises:
            Http404: this site has no such public page.
        """
        super().setup(request, *args, **kwargs)
        pages = ConsultationPage.objects.of_tenant(request.tenant).public_items()
        key = kwargs["page_id"]
        self.page = pages.filter(pk=key).first() if is_key(str(key)) else None
        if self.page is None:
            raise Http404
        self.form_class = partial(OpinionForm, parts=self.page.parts)

    @property
    def form_name(self) -> str:
        """Return the kind with the page: a ticket is good for one draft."""
        return f"{self.kind.slug}-{self.page.pk}"

    def receive(self, form: OpinionForm, ticket: Ticket) -> HttpResponse:
        """Keep case and comments together.

        Raises:
            NotOpen: it is not the time for comments; nothing is kept.
        """
        if not self.page.is_open:
            raise NotOpen(self.page)
        with transaction.atomic():
            receipt = intake.receive(self.request.tenant, self.kind, self.submission(form, ticket))
            keep_opinions(self.page, receipt.case, form.opinions())
        return self.show_receipt(receipt)

    def title(self) -> str:
        """Return the title of the form."""
        return _("Comment on a draft")

    def subject(self) -> str:
        """Return the title of the draft."""
        return self.page.title[:200]

    def about(self) -> ConsultationPage:
        """Return the page on which comments are made."""
        return self.page

    def page_context(self) -> dict:
        """Add the draft, and the way from it."""
        way = [*breadcrumbs(self.page, self.request), Breadcrumb(self.title(), self.request.path)]
        # Not for search engines: one form per draft of every site.
        return super().page_context() | {
            "page_title": self.title(),
            "consultation": self.page,
            "consultation_url": self.page.get_url(self.request),
            "is_open": self.page.is_open,
            "breadcrumbs": way,
            "robots": "noindex",
        }
