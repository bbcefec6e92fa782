"""Forms of the queue and of the rules; every choice lies within the person's places."""

from operator import attrgetter

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Revision, get_page_models

from commune_site.models import PortalPage
from commune_site.sections import section_choices
from portal_network.moderation.deadlines import Urgency
from portal_network.moderation.models import SendBackReason, Stage
from portal_network.moderation.ownership import administered_provinces
from portal_network.moderation.services.publication import SHORTEST_REASON
from portal_network.tenancy.directory import directory
from portal_network.tenancy.isolation.forms import OwnModelForm
from portal_network.tenancy.isolation.reach import Reach
from portal_network.tenancy.models import Commune, Province

ALL = [("", _("All"))]
URGENCIES = [
    (Urgency.OVERDUE.value, _("overdue")),
    (Urgency.TODAY.value, _("due today")),
    (Urgency.SOON.value, _("due on the next working day")),
    (Urgency.LATER.value, _("due later")),
]
AGES = [(1, _("more than a day")), (3, _("more than three days")), (7, _("more than a week"))]


class QueueFilterForm(forms.Form):
    """By place, section, type, age, deadline; a value that is none is as if it were not there."""

    province = forms.ChoiceField(label=_("Province"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    section = forms.ChoiceField(label=pgettext_lazy("approval", "Section"), required=False)
    page_type = forms.TypedChoiceField(label=_("Type"), required=False, coerce=int)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[*ALL, *Stage.choices])
    days = forms.TypedChoiceField(
        label=_("Waiting for"), required=False, coerce=int, choices=[*ALL, *AGES]
    )
    due = forms.ChoiceField(label=_("Deadline"), required=False, choices=[*ALL, *URGENCIES])
    free = forms.BooleanField(label=_("Nobody works on it"), required=False)

    def __init__(self, data, *, reach: Reach) -> None:
        super().__init__(data)
        self.fields["section"].choices = [*ALL, *section_choices()]
        self.fields["page_type"].choices = [*ALL, *_page_types()]
        provinces = _provinces(reach)
        chosen = data.get("province", "") if data else ""
        shown = [chosen] if chosen in dict(provinces) else [code for code, _name in provinces]
        communes = _communes(reach, shown if len(shown) == 1 else [])
        self._offer("province", provinces)
        self._offer("commune", communes)

    def wanted(self) -> dict[str, object]:
        """Return the values that make sense, and nothing for the others."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if len(choices) > 1:
            self.fields[name].choices = [*ALL, *choices]
        else:
            del self.fields[name]


def _provinces(reach: Reach) -> list[tuple[str, str]]:
    if reach.is_everything:
        known = [tenant for tenant in directory.snapshot().by_key.values() if tenant.is_province]
    else:
        known = [tenant for code in reach.provinces if (tenant := directory.province(code))]
    return [(tenant.code, tenant.name) for tenant in sorted(known, key=attrgetter("code"))]


def _communes(reach: Reach, provinces: list[str]) -> list[tuple[str, str]]:
    """Return the communes of one province at most: 3,321 choices would be no help."""
    tenants = [tenant for code in provinces for tenant in directory.communes_of(code)]
    if not provinces and not reach.is_everything:
        tenants = [tenant for code in sorted(reach.communes) if (tenant := directory.commune(code))]
    return [(tenant.code, tenant.name) for tenant in tenants]


def _page_types() -> list[tuple[int, str]]:
    models = [model for model in get_page_models() if issubclass(model, PortalPage)]
    types = ContentType.objects.get_for_models(*models)
    named = [(kind.pk, str(model._meta.verbose_name)) for model, kind in types.items()]
    return sorted(named, key=lambda choice: choice[1])


class DecisionForm(forms.Form):
    """The text that was read, and why it is sent back."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reasons = forms.ModelMultipleChoiceField(
        label=_("Reasons"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label=_("What has to be changed"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args, province_id: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # A commune's approver chooses among the reasons of the province.
        self.fields["reasons"].queryset = SendBackReason.everywhere.filter(province=province_id)


class ReasonForm(forms.Form):
    """Why something is done past the usual way."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At least 20 characters; stays on record and in the page's history."),
    )  # fmt: skip


class VersionField(forms.ModelChoiceField):
    """A version, named by its moment and its writer."""

    def label_from_instance(self, revision: Revision) -> str:
        """Return what tells versions apart."""
        moment = date_format(localtime(revision.created_at), "d/m/Y H:i")
        writer = revision.user.get_full_name() if revision.user else ""
        return " · ".join(part for part in (moment, revision.object_str, writer) if part)


class RevertForm(ReasonForm):
    """Which version, and why."""

    version = VersionField(
        label=_("Version"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    field_order = ["version", "reason"]

    def __init__(self, *args, versions: QuerySet[Revision], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions


class ProvinceRowForm(OwnModelForm):
    """A row of a province that the person administers."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        provinces = Province.objects.all()
        if not self.for_user.is_superuser:
            provinces = provinces.filter(pk__in=administered_provinces(self.for_user))
        field = self.fields["province"]
        field.queryset = provinces
        keys = list(provinces.values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            field.initial, field.widget = keys[0], forms.HiddenInput()
        if "commune" in self.fields:
            communes = Commune.objects.filter(province__in=provinces).select_related("province")
            self.fields["commune"].queryset = communes.order_by("province", "name")
            if not self.fields["commune"].required:
                self.fields["commune"].empty_label = _("all communes")
        if "section" in self.fields:
            # Wagtail has a text field for slugs, also where they are chosen.
            self.fields["section"].widget = forms.Select()
            self.fields["section"].choices = [("", _("all sections")), *section_choices()]
        for name in ("since", "until"):
            if name in self.fields:
                self.fields[name].widget = AdminDateInput()
