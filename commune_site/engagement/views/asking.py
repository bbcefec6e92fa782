"""Asking a question: similar answers first, then the form, then the code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commune_site.engagement import limits
from commune_site.engagement.forms.public import CaseForm, QuestionForm
from commune_site.engagement.kinds import CaseKind
from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.queries import similar_answers
from commune_site.engagement.services import intake
from commune_site.engagement.terms import terms_of
from commune_site.engagement.tickets import Ticket
from commune_site.engagement.views.base import CREATED, TicketedFormView
from commune_site.engagement.views.trail import frame
from search.text import clean_query

QUERY_LENGTH = 200


class CaseFormView(TicketedFormView):
    """A form that makes a case of a kind."""

    kind: CaseKind
    form_class: type[CaseForm]

    @property
    def form_name(self) -> str:
        """Return the kind: tickets are good for one."""
        return self.kind.slug

    def known_answer(self, ticket: Ticket) -> HttpResponse | None:
        """Show the receipt of a form that is sent again."""
        receipt = intake.already_received(ticket.nonce)
        return self.show_receipt(receipt) if receipt else None

    def receive(self, form: CaseForm, ticket: Ticket) -> HttpResponse:
        """Store the case and show its code."""
        sent = self.submission(form, ticket)
        return self.show_receipt(intake.receive(self.request.tenant, self.kind, sent))

    def submission(self, form: CaseForm, ticket: Ticket) -> intake.Submission:
        """Return what the form holds."""
        values = form.cleaned_data
        return intake.Submission(
            nonce=ticket.nonce,
            subject=values.get("subject") or self.subject(),
            body=values["body"],
            topic=values.get("topic", ""),
            contact=form.contact(),
            allows_sharing=values["allows_sharing"],
            allows_publishing=values.get("allows_publishing", False),
            page=self.about(),
            record=self.kwargs.get("record", ""),
            files=values.get("files") or (),
            sender_key=limits.sender_key(self.request),
        )

    def subject(self) -> str:
        """Return the subject of a case whose form asks for none."""
        return str(self.kind.name)

    def about(self):
        """Return the page that the case is about, or None."""
        return None

    def page_context(self) -> dict:
        """Add the way here and what the privacy notice says."""
        tenant = self.request.tenant
        return {
            "kind": self.kind,
            "terms": terms_of(self.kind, tenant.province_code),
            **frame(self.request, self.kind.section, self.title()),
        }

    def title(self) -> str:
        """Return the title of the page."""
        return str(self.kind.name)

    def show_receipt(self, receipt: intake.Receipt) -> HttpResponse:
        """Show the code: on this page and in the letter, never in an address."""
        title = _("Your message has been received")
        context = {
            "case": receipt.case,
            "code": receipt.code,
            "told_by_mail": receipt.case.has_contact and bool(receipt.case.contact().email),
            **frame(self.request, self.kind.section, title),
            "robots": "noindex",
        }
        return render(self.request, "engagement/receipt.html", context, status=CREATED)


class AskView(CaseFormView):
    """Asks whether others have asked before, and takes the question."""

    kind = QUESTION
    form_class = QuestionForm
    template_name = "engagement/ask.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Read what the visitor searched."""
        super().setup(request, *args, **kwargs)
        self.query = clean_query(request.GET.get("q", ""), QUERY_LENGTH)

    def title(self) -> str:
        """Return the title of the page."""
        return _("Ask a question")

    def first_values(self) -> dict:
        """Take over what was searched as the subject."""
        return {"subject": self.query}

    def page_context(self) -> dict:
        """Add the answers that are public already."""
        found = similar_answers(self.request.tenant, self.query) if self.query else []
        return super().page_context() | {"query": self.query, "similar": found}
