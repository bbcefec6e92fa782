"""Inviting people and looking after invitations that are on their way."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import BaseListingView

from portal_network.people.errors import RefusedChange
from portal_network.people.forms import InvitationForm
from portal_network.people.models import Invitation
from portal_network.people.services import invitations
from portal_network.people.tables import MomentColumn
from portal_network.people.views.base import MandateMixin, tell
from portal_network.tenancy.models import Province


class ChoosePlaceView(MandateMixin, TemplateView):
    """Asks for which place to invite; a mandate for one commune skips the question."""

    template_name = "people/choose_place.html"
    page_title = gettext_lazy("Invite")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the places, those of one province at a time."""
        if (place := self.mandate.only_place()) is not None:
            return redirect("people_invite_to", place.pk)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((self.page_title, ""))

    def get_context_data(self, **kwargs) -> dict:
        """Add the provinces, and the communes of the chosen or only one."""
        provinces = list(Province.objects.filter(pk__in=self._province_codes()).order_by("code"))
        wanted = self.request.GET.get("province", "")
        chosen = next((row for row in provinces if row.pk == wanted), None)
        if chosen is None and len(provinces) == 1:
            chosen = provinces[0]
        return super().get_context_data(**kwargs) | {
            "provinces": provinces,
            "chosen": chosen,
            "is_own": chosen is not None and self.mandate.place(chosen.pk) is not None,
            "communes": self.mandate.communes_within().filter(province=chosen) if chosen else (),
        }

    def _province_codes(self) -> QuerySet | frozenset[str]:
        if self.mandate.is_everything:
            return Province.objects.values("pk")
        own_communes = self.mandate.communes_within().filter(pk__in=self.mandate.communes)
        return self.mandate.provinces | set(own_communes.values_list("province_id", flat=True))


class InviteView(MandateMixin, FormView):
    """The invitation to one place."""

    template_name = "people/form.html"
    form_class = InvitationForm
    page_title = gettext_lazy("Invite")

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
        return self.trail((_("Invite"), reverse("people_invite")), (self.place.name, ""))

    def get_form_kwargs(self) -> dict:
        """Let the form offer the roles of the place."""
        return super().get_form_kwargs() | {"place": self.place}

    def get_context_data(self, **kwargs) -> dict:
        """Name the button."""
        return super().get_context_data(**kwargs) | {
            "submit_label": _("Send the invitation"),
            "back_url": reverse("people"),
        }

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Send it, or say why not."""
        data = form.cleaned_data
        try:
            invitations.invite(
                self.request.user,
                self.place,
                email=data["email"],
                last_name=data["last_name"],
                first_name=data["first_name"],
                roles=data["roles"],
            )
        except RefusedChange as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        done = _("An invitation is on its way to %(email)s.") % {"email": data["email"]}
        tell(self.request, lambda: None, done)
        return redirect("people_invitations")


class InvitationsView(MandateMixin, BaseListingView):
    """Invitations that nobody has accepted yet."""

    model = Invitation
    page_title = gettext_lazy("Invitations")
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "people/invitations_results.html"
    index_url_name = "people_invitations"
    verbose_name_plural = gettext_lazy("invitations")
    default_ordering = "-sent_at"
    is_searchable = False
    paginate_by = 50
    header_icon = "mail"
    columns = [
        Column("name", label=gettext_lazy("Name of the person"), accessor="get_full_name"),
        Column("email", label=gettext_lazy("E-mail address")),
        Column("place", label=gettext_lazy("Place of work")),
        Column(
            "roles", label=gettext_lazy("Roles"), accessor=lambda row: ", ".join(row.role_labels())
        ),
        MomentColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
        Column(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda row: _("waiting") if row.is_open else _("expired"),
        ),
    ]

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((self.page_title, ""))

    def get_base_queryset(self) -> QuerySet[Invitation]:
        """Return what was neither accepted nor withdrawn."""
        rows = Invitation.objects.unused().filter(self.mandate.at())
        return rows.select_related("commune", "province")

    def get_context_data(self, *args, **kwargs) -> dict:
        """Add the time, against which rows tell whether they have expired."""
        return super().get_context_data(*args, **kwargs) | {"now": timezone.now()}


@method_decorator(require_POST, name="dispatch")
class InvitationStepView(MandateMixin, View):
    """Sends an invitation again, or withdraws it."""

    step = ""

    def post(self, request: HttpRequest, invitation_id: int) -> HttpResponse:
        """Do it, or say why not."""
        waiting = Invitation.objects.unused().filter(self.mandate.at())
        invitation = waiting.select_related("commune", "province").filter(pk=invitation_id).first()
        if invitation is None:
            raise Http404
        if self.step == "resend":
            done = _("An invitation is on its way to %(email)s.") % {"email": invitation.email}
            tell(request, lambda: invitations.resend(request.user, invitation), done)
        else:
            done = _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email}
            tell(request, lambda: invitations.withdraw(invitation), done)
        return redirect("people_invitations")
