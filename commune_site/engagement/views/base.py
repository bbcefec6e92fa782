"""What the public forms have in common: ticket, proof, limits; answers that no cache keeps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import View

from commune_site.engagement import limits
from commune_site.engagement.errors import RefusedSubmission
from commune_site.engagement.forms.public import TicketedForm
from commune_site.engagement.proof_of_work import challenge_for, is_proved
from commune_site.engagement.tickets import Ticket, new_ticket, read_ticket

INVALID = 400
CREATED = 201


# The ticket does what a token in a cookie would do, for those who refuse cookies as well: no
# authority of a visitor is used, so there is none to abuse from another site.
# Reports of faults name neither what was sent nor what was made of it.
_GUARDS = [csrf_exempt, never_cache, sensitive_post_parameters(), sensitive_variables()]


@method_decorator(_GUARDS, name="dispatch")
class TicketedFormView(View):
    """A form of the public: shown, checked, received; each refusal keeps what was typed."""

    form_class: type[TicketedForm]
    form_name = ""
    template_name = ""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the empty form."""
        return self.show(self.form_class(initial=self.first_values()))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Receive the form, or show it again with what is to be mended."""
        form = self.form_class(request.POST, request.FILES)
        ticket = read_ticket(request.POST.get("ticket", "")[:500], request.tenant, self.form_name)
        if ticket and (known := self.known_answer(ticket)) is not None:
            return known
        if not form.is_valid():
            return self.show(form, ticket, status=INVALID)
        if ticket is None:
            return self.show(form, message=_(
                "This page was open for a very long time. Please press “Send” once more; "
                "what you wrote is still here."
            ), status=INVALID)  # fmt: skip
        proved = is_proved(ticket.nonce, form.cleaned_data["proof"])
        if not proved and ticket.age < limits.SHORTEST_TYPING:
            return self.show(form, ticket, message=_(
                "That was very quick. Please wait a few seconds and press “Send” once more."
            ), status=INVALID)  # fmt: skip
        try:
            limits.refuse_flood(request, self.form_name, proved=proved)
            return self.receive(form, ticket)
        except RefusedSubmission as refusal:
            return self.show(form, ticket, message=str(refusal), status=refusal.status)

    def first_values(self) -> dict:
        """Return what the empty form begins with."""
        return {}

    def known_answer(self, ticket: Ticket) -> HttpResponse | None:
        """Return the answer to a form that was received before."""
        return None

    def receive(self, form: TicketedForm, ticket: Ticket) -> HttpResponse:
        """Store what was sent.

        Raises:
            RefusedSubmission: nothing is stored.
        """
        raise NotImplementedError

    def page_context(self) -> dict:
        """Return what the page shows beside the form."""
        return {}

    def show(
        self, form: TicketedForm, ticket: Ticket | None = None, *, message: str = "", status=200
    ) -> HttpResponse:
        """Show the form; without a ticket that still counts it gets a new one."""
        if ticket is None:
            text = new_ticket(self.request.tenant, self.form_name)
            ticket = read_ticket(text, self.request.tenant, self.form_name)
            if form.is_bound:
                form.data = _with(form.data, ticket=text, proof="")
            form.initial = form.initial | {"ticket": text}
        form.mark_faults()
        context = {
            "form": form,
            "challenge": challenge_for(ticket.nonce),
            "message": message,
            "has_files": bool(self.request.FILES),
            "robots": "noindex" if form.is_bound else "",
        }
        return render(
            self.request, self.template_name, context | self.page_context(), status=status
        )


def _with(data, **values: str):
    changed = data.copy()
    for name, value in values.items():
        changed[name] = value
    return changed
