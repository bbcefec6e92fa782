"""One case: what was sent, what happened, and the steps that can be taken."""

from django.contrib import messages
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import TemplateView, View

from commune_site.engagement.encryption import Unreadable
from commune_site.engagement.errors import RefusedStep
from commune_site.engagement.models.cases import Case, CaseEvent, Contact
from commune_site.engagement.rights import answers, cases_for, sees_cases
from commune_site.engagement.services import blocking, handling
from commune_site.engagement.steps import STEPS, Step, offered
from commune_site.engagement.views.register import EngagementScreen

INVALID = 400
# The button with which a step looks for something before it is taken.
SEARCH = "tim"


@method_decorator(
    [never_cache, sensitive_post_parameters(), sensitive_variables()], name="dispatch"
)
class CaseView(EngagementScreen, TemplateView):
    """A case as its place sees it; the province sees those of its communes without contact data."""

    template_name = "engagement/admin/case.html"
    bound_step = ""
    bound_form = None
    shown_contact: Contact | None = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who see the case.

        Raises:
            Http404: for everybody else, as if there were none.
        """
        if not (sees_cases(request.user) and self.case.pk):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def case(self) -> Case:
        """Return the case of the address.

        Raises:
            Http404: it is none of one's places.
        """
        rows = cases_for(self.request.user).select_related(
            "assigned_to", "closed_by", "page", "answer_page"
        )
        found = rows.filter(pk=self.kwargs["case_id"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the number."""
        return f"{self.case.kind_name} {self.case.reference}"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail(("", self.case.reference))

    def get_context_data(self, **kwargs) -> dict:
        """Add history, files, steps."""
        case = self.case
        may_work = answers(self.request.user, case)
        events = CaseEvent.everywhere.filter(case=case).select_related("actor")
        steps = self._steps()
        return super().get_context_data(**kwargs) | {
            "case": case,
            "page_title": self.get_page_title(),
            "may_work": may_work,
            "events": list(events),
            "attachments": list(case.attachments(manager="everywhere").all()) if may_work else [],
            "links": handling.links_of(case),
            "steps": steps,
            "media": sum((entry["form"].media for entry in steps), Media()),
            "days_left": case.terms.left(timezone.localdate(), case.due_on),
            "proposal": case.proposed,
            "contact": self.shown_contact,
            "is_blocked": may_work and blocking.blocks_of(case).exists(),
            "corrections": list(
                case.corrections(manager="everywhere").select_related("confirmed_by")
            ),
        }

    def _steps(self) -> list[dict]:
        shown = []
        for name, step in offered(self.request.user, self.case).items():
            form = self.bound_form if name == self.bound_step else None
            form = form or step.form(case=self.case, prefix=name)
            is_open = name == self.bound_step
            shown.append({"name": name, "step": step, "form": form, "is_open": is_open})
        return shown


class StepView(CaseView):
    """Takes a step; what cannot be taken is said, and nothing typed is lost."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Take the step of the address.

        Raises:
            Http404: there is no such step, or the case is none of one's places.
        """
        name = self.kwargs["step"]
        step = STEPS.get(name)
        if step is None or not self._may_take(step):
            raise Http404
        if SEARCH in request.POST:
            return self._search(step, name)
        form = step.form(request.POST, case=self.case, prefix=name)
        if form.is_valid():
            return self._take(step, form)
        self.bound_step, self.bound_form = name, form
        messages.error(
            request, _("Please mend what is marked; everything you wrote is still here.")
        )
        return self.render_to_response(self.get_context_data(), status=INVALID)

    def _may_take(self, step: Step) -> bool:
        """Tell whether the step is this person's; whether it is its time the service says."""
        user = self.request.user
        return answers(user, self.case) or step.is_of(user, self.case)

    def _search(self, step: Step, name: str) -> HttpResponse:
        """Show the form with what its words find; nothing is checked yet, and all typed stays."""
        empty = step.form(case=self.case, prefix=name)
        typed = {
            field: bound.field.widget.value_from_datadict(
                self.request.POST, self.request.FILES, bound.html_name
            )
            for field, bound in ((key, empty[key]) for key in empty.fields)
        }
        self.bound_step = name
        self.bound_form = step.form(case=self.case, prefix=name, initial=typed)
        return self.render_to_response(self.get_context_data())

    def _take(self, step: Step, form) -> HttpResponse:
        try:
            step.act(self.request.user, self.case, form.cleaned_data, form)
        except RefusedStep as refusal:
            messages.error(self.request, str(refusal))
            self.bound_step, self.bound_form = self.kwargs["step"], form
            vars(self).pop("case", None)
            return self.render_to_response(self.get_context_data(), status=INVALID)
        messages.success(self.request, str(step.done))
        address = reverse("engagement_case", args=[self.case.pk])
        if not cases_for(self.request.user).filter(pk=self.case.pk).exists():
            # Handed over: it is somebody else's now.
            address = reverse("engagement_cases")
        return redirect(address)


class ContactView(CaseView):
    """Shows how the sender can be reached, once; each look is recorded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Record the look, then show."""
        if not answers(request.user, self.case):
            raise Http404
        try:
            self.shown_contact = handling.look_at_contact(request.user, self.case.pk)
        except RefusedStep as refusal:
            messages.error(request, str(refusal))
        except Unreadable:
            messages.error(request, _("The installation's key does not open these data any more."))
        return self.render_to_response(self.get_context_data())


class UnblockView(CaseView):
    """Receives from the sender's network again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """End the block."""
        if not answers(request.user, self.case):
            raise Http404
        blocking.unblock(request.user, self.case.pk)
        messages.success(request, _("The sender is no longer blocked."))
        return redirect(reverse("engagement_case", args=[self.case.pk]))


@method_decorator(never_cache, name="dispatch")
class FileView(View):
    """Hands out a file of a case to those who answer it; each look is recorded."""

    def get(self, request: HttpRequest, case_id: int, attachment_id: int) -> HttpResponse:
        """Return the file, to be saved and not to be opened by the browser.

        Raises:
            Http404: it is none of one's places, or cannot be read any more.
        """
        try:
            found = handling.look_at_file(request.user, case_id, attachment_id)
        except (RefusedStep, Unreadable, OSError) as error:
            raise Http404 from error
        if found is None:
            raise Http404
        row, content = found
        response = HttpResponse(content, content_type=row.content_type)
        response["Content-Disposition"] = content_disposition_header(True, row.name)
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
