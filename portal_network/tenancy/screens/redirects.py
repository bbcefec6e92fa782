"""Redirects: administrators lead old addresses of their own sites to new ones."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import CreateView, DeleteView, EditView, IndexView
from wagtail.models import Site
from wagtail.permissions import policy_registry

from portal_network.tenancy.isolation.forms import OwnFormMetaclass, OwnReferencesMixin
from portal_network.tenancy.isolation.ownership import within
from portal_network.tenancy.isolation.references import REFUSAL
from portal_network.tenancy.screens.filters import reach_of_request
from portal_network.tenancy.views import OwnObjectMixin

IMPORT = "wagtailredirects:start_import"


def sites_to_choose(request: HttpRequest) -> QuerySet:
    """Return the sites among which one may filter; operators filter by none, there are too many."""
    reach = reach_of_request(request)
    sites = Site.objects.order_by("hostname")
    return sites.none() if reach.is_everything else within(reach, sites)


class OwnRedirectFilterSet(RedirectsReportFilterSet):
    """Wagtail's filters with one's own sites."""

    site = django_filters.ModelChoiceFilter(field_name="site", queryset=sites_to_choose)

    class Meta(RedirectsReportFilterSet.Meta):
        pass


class SiteByHostField(forms.ModelChoiceField):
    """A site named by its host."""

    widget = forms.TextInput

    def __init__(self, **kwargs) -> None:
        super().__init__(
            Site.objects.all(),
            label=_("Host of the site"),
            to_field_name="hostname",
            help_text=_("As in langson.gov.vn; empty: all sites."),
            error_messages={"invalid_choice": _("There is no site with this host.")},
            **kwargs,
        )

    def prepare_value(self, value):
        """Return the host that the form shows, also for the key that the row holds."""
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return super().prepare_value(value)


class OwnRedirectForm(OwnReferencesMixin, RedirectForm, metaclass=OwnFormMetaclass):
    """A redirect of one of one's sites, to a page of that site or to any address.

    One that holds for all sites at once is an operator's.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        site = self.fields["site"]
        if self.for_user.is_superuser:
            # A list of every site of the network would be megabytes long.
            self.fields["site"] = SiteByHostField(required=False)
            return
        site.queryset = site.queryset.filter(pk__in=_sites_of(self.for_user))
        site.required, site.empty_label = True, None
        if len(site.queryset) == 1:
            site.initial = site.queryset[0]

    def clean(self) -> dict:
        """Refuse a page of another site than the one that is redirected."""
        super().clean()
        site, page = self.cleaned_data.get("site"), self.cleaned_data.get("redirect_page")
        if site and page and not page.path.startswith(site.root_page.path):
            self.add_error("redirect_page", forms.ValidationError(REFUSAL, code="invalid_choice"))
        return self.cleaned_data


def _sites_of(user) -> QuerySet:
    """Return the sites whose redirects the person may add."""
    policy = policy_registry.get_by_type(Redirect)
    return Site.objects.filter(policy.condition(user, {"add"}, lookup="root_page__path"))


class OwnRedirectIndexView(IndexView):
    """The redirects that one may change, on the screen and in the export."""

    filterset_class = OwnRedirectFilterSet

    def get_base_queryset(self) -> QuerySet:
        """Return what the policy gives the person."""
        allowed = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return super().get_base_queryset().filter(pk__in=allowed.values("pk"))

    @property
    def header_more_buttons(self) -> list:
        """Return the buttons of the list; importing is for operators."""
        buttons = super().header_more_buttons
        if self.request.user.is_superuser:
            return buttons
        return [button for button in buttons if button.url != reverse(IMPORT)]


class OwnRedirectCreateView(CreateView):
    """Adds a redirect to one of one's sites."""

    form_class = OwnRedirectForm


class OwnRedirectEditView(OwnObjectMixin, EditView):
    """Changes a redirect of one of one's sites."""

    form_class = OwnRedirectForm


class OwnRedirectDeleteView(OwnObjectMixin, DeleteView):
    """Deletes a redirect of one of one's sites."""
