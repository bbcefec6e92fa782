"""The wizard with which a province's administrator creates, renames and suspends communes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal_network.provisioning import lifecycle, units
from portal_network.provisioning.errors import ProvisioningError
from portal_network.provisioning.forms import CommuneChoiceForm, RenameForm, SuspendForm
from portal_network.provisioning.permissions import provinces_to_provision
from portal_network.provisioning.services import create_network
from portal_network.tenancy.models import Authority, Commune, Province


def choose_province(request: HttpRequest) -> HttpResponse:
    """Show the provinces whose communes this person may create; skip a choice of one."""
    provinces = list(_allowed_provinces(request))
    if len(provinces) == 1:
        return redirect("provisioning-communes", provinces[0].code)
    return render(request, "provisioning/choose_province.html", {"provinces": provinces})


def create_communes(request: HttpRequest, province_code: str) -> HttpResponse:
    """Choose communes, see what would be made, make it: the last step repeats the choice."""
    province = _province_or_404(request, province_code)
    form = CommuneChoiceForm(_posted(request), province_code=province.code)
    context = {
        "province": province,
        "form": form,
        "report": None,
        "communes": province.communes.all(),
    }
    if request.method == "POST" and form.is_valid():
        dry_run = "create" not in request.POST
        try:
            report = create_network(
                province.code, commune_codes=form.cleaned_data["communes"], dry_run=dry_run
            )
        except ProvisioningError as error:
            form.add_error(None, str(error))
        else:
            if not dry_run:
                messages.success(request, report.summary())
                return redirect("provisioning-communes", province.code)
            context["report"] = report
            context["chosen"] = [units.commune(code) for code in form.cleaned_data["communes"]]
    return render(request, "provisioning/create_communes.html", context)


def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Rename a commune; its old host redirects from then on."""
    commune = _commune_or_404(request, code)
    form = RenameForm(_posted(request), initial={"name": commune.name})

    def act() -> str:
        host = lifecycle.rename_commune(
            commune, form.cleaned_data["name"], form.cleaned_data["host"] or None
        )
        return _("%(commune)s now answers at %(host)s.") % {"commune": commune, "host": host}

    return _lifecycle_step(request, commune, form, act, _("Rename"))


def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Close a commune's site with a reason."""
    commune = _commune_or_404(request, code)
    form = SuspendForm(_posted(request))

    def act() -> str:
        lifecycle.suspend_commune(commune, form.cleaned_data["reason"])
        return _("%(commune)s is suspended.") % {"commune": commune}

    return _lifecycle_step(request, commune, form, act, _("Suspend"))


def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Open a suspended site again."""
    commune = _commune_or_404(request, code)
    if request.method != "POST" or commune.status != Authority.Status.SUSPENDED:
        raise Http404
    lifecycle.resume_commune(commune)
    messages.success(request, _("%(commune)s is open again.") % {"commune": commune})
    return redirect("provisioning-communes", commune.province_id)


def _posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent: also an empty form is an answer, and gets its messages."""
    return request.POST if request.method == "POST" else None


def _lifecycle_step(request, commune, form, act, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            message = act()
        except ProvisioningError as error:
            form.add_error(None, str(error))
            # What the service changed in memory before it refused must not be shown.
            commune.refresh_from_db()
        else:
            messages.success(request, message)
            return redirect("provisioning-communes", commune.province_id)
    context = {
        "commune": commune,
        "form": form,
        "title": title,
        "back_url": reverse("provisioning-communes", args=[commune.province_id]),
    }
    return render(request, "provisioning/commune_step.html", context)


def _allowed_provinces(request: HttpRequest):
    provinces = provinces_to_provision(request.user)
    if not request.user.is_superuser and not provinces.exists():
        raise PermissionDenied
    return provinces


def _province_or_404(request: HttpRequest, code: str) -> Province:
    province = _allowed_provinces(request).filter(pk=code).first()
    if province is None:
        raise Http404
    return province


def _commune_or_404(request: HttpRequest, code: str) -> Commune:
    provinces = _allowed_provinces(request)
    commune = Commune.objects.filter(pk=code, province__in=provinces).first()
    if commune is None:
        raise Http404
    return commune
