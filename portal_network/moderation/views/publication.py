"""Emergency, withdrawal, restoration, return to an earlier version: a form with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from portal_network.moderation.errors import RefusedDecision
from portal_network.moderation.forms import ReasonForm, RevertForm
from portal_network.moderation.services import publication
from portal_network.moderation.views.base import ApprovalScreen, own_page_or_404


class ReasonView(ApprovalScreen, FormView):
    """Asks why, and does it; for whose role publishes the page."""

    template_name = "moderation/reason.html"
    form_class = ReasonForm
    explanation = ""
    button = ""
    done = ""
    is_serious = False

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those whose role publishes here; for others the address does not exist."""
        self.page = own_page_or_404(request, kwargs["page_id"])
        if not publication.may_publish_at_once(request.user, self.page):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return self.trail((edit, self.get_page_subtitle()), ("", self.page_title))

    def get_context_data(self, **kwargs) -> dict:
        """Add what is about to happen."""
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "explanation": self.explanation,
            "button": self.button,
            "is_serious": self.is_serious,
        }

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Do it, or say why not."""
        try:
            self.act(form.cleaned_data["reason"])
        except RefusedDecision as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def act(self, reason: str) -> None:
        """Do what the screen is for."""
        raise NotImplementedError


class PublishAtOnceView(ReasonView):
    """First public, then reviewed."""

    page_title = _("Publish in an emergency")
    explanation = _(
        "The newest version becomes public at once, without approval. The province reviews it "
        "afterwards; your reason stays on record."
    )
    button = _("Publish now")
    done = _("The page is public; the province reviews it afterwards.")
    is_serious = True

    def act(self, reason: str) -> None:
        """Publish."""
        publication.publish_at_once(self.request.user, self.page, reason)


class WithdrawView(ReasonView):
    """Takes a page down."""

    page_title = _("Take down the page")
    explanation = _("The public no longer finds the page. It can be restored with one click.")
    explanation_of_notice = _(
        "The document leaves all lists, its files are no longer offered. Its address keeps saying "
        "that it was taken down, when, and for the reason that you write: write it for readers, "
        "without personal data. The page can be restored with one click."
    )
    button = _("Take down")
    done = _("The page is no longer public.")
    is_serious = True

    def get_context_data(self, **kwargs) -> dict:
        """Tell whether the public reads the reason."""
        context = super().get_context_data(**kwargs)
        if self.page.keeps_withdrawal_notice:
            context["explanation"] = self.explanation_of_notice
        return context

    def act(self, reason: str) -> None:
        """Take down."""
        publication.withdraw(self.request.user, self.page, reason)


class RestoreView(ReasonView):
    """Puts back what was public."""

    page_title = _("Restore the page")
    explanation = _("The page becomes public again as it was when it was taken down.")
    button = _("Restore")
    done = _("The page is public again.")

    def act(self, reason: str) -> None:
        """Put back."""
        publication.restore(self.request.user, self.page, reason)


class RevertView(ReasonView):
    """Publishes an earlier version that was public."""

    page_title = _("Return to an earlier version")
    explanation = _("The version that you choose becomes public instead of the present one.")
    button = _("Return to this version")
    done = _("The earlier version is public again.")
    form_class = RevertForm

    def get_form_kwargs(self) -> dict:
        """Offer the versions that were public, the newest first."""
        return super().get_form_kwargs() | {"versions": publication.earlier_versions(self.page)}

    def form_valid(self, form: RevertForm) -> HttpResponse:
        """Remember which version was chosen."""
        self.version = form.cleaned_data["version"]
        return super().form_valid(form)

    def act(self, reason: str) -> None:
        """Publish the chosen version."""
        publication.revert(self.request.user, self.page, self.version.pk, reason)
