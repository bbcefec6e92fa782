"""Screens on which administrators keep the particulars of their province or commune."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import policy_registry

from portal_network.tenancy.models import Commune, NetworkSettings, Province
from portal_network.tenancy.views import (
    AuthorityEditView,
    AuthorityHistoryView,
    AuthorityIndexView,
    AuthorityUsageView,
)

PARTICULARS = [
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("hotline"), FieldPanel("fax")]),
            FieldPanel("email"),
            FieldRowPanel(
                [FieldPanel("person_responsible"), FieldPanel("person_responsible_post")]
            ),
            FieldPanel("opening_hours"),
            FieldPanel("reception_schedule"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        heading=_("Contacts"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("palette"),
            FieldPanel("emblem"),
            FieldPanel("copyright_notice"),
            FieldPanel("platform_label"),
            FieldPanel("has_english"),
        ],
        heading=_("Appearance"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("notice_level"),
            FieldPanel("notice_title"),
            FieldPanel("notice_text"),
            FieldRowPanel([FieldPanel("notice_starts_at"), FieldPanel("notice_ends_at")]),
        ],
        heading=_("Notice on top of every page"),
    ),
]


def measuring(*fields: str) -> MultiFieldPanel:
    """Return the panel of what the state's measuring needs to know."""
    return MultiFieldPanel(
        [FieldPanel(name) for name in fields], heading=_("Measuring and compliance")
    )


class AuthorityViewSet(ModelViewSet):
    """List and edit; authorities are created by provisioning alone and never deleted."""

    index_view_class = AuthorityIndexView
    edit_view_class = AuthorityEditView
    history_view_class = AuthorityHistoryView
    usage_view_class = AuthorityUsageView
    search_fields = ["name", "code"]
    ordering = ["code"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def permission_policy(self):
        """Return the policy that reads memberships."""
        return policy_registry.get_by_type(self.model)


class CommuneViewSet(AuthorityViewSet):
    """The communes that this person administers."""

    model = Commune
    # Not the address of the script: whoever sets it runs code on a host where the province's
    # staff are logged in. Communes inherit it.
    panels = [*PARTICULARS, measuring("organisation_code", "emc_code", "compliance_profile")]
    icon = "home"
    menu_label = _("Communes")
    list_display = ["name", "code", "phone", "email", "status"]
    list_filter = ["status", "kind"]


class ProvinceViewSet(AuthorityViewSet):
    """The provinces that this person administers."""

    model = Province
    panels = [
        *PARTICULARS,
        measuring("organisation_code", "emc_code", "emc_script_url", "compliance_profile"),
    ]
    icon = "site"
    menu_label = _("Provinces")
    list_display = ["name", "code", "phone", "email", "status"]


class NetworkSettingsViewSet(ModelViewSet):
    """Defaults, notice and maintenance of the whole installation, for operators."""

    model = NetworkSettings
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("maintenance"),
                *[FieldPanel(name) for name in NetworkSettings.NOTICE_FIELDS],
            ],
            heading=_("Maintenance and notice on all sites"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in NetworkSettings.INHERITED_FIELDS],
            heading=_("What provinces and communes inherit"),
        ),
    ]
    icon = "cog"
    menu_label = _("Installation settings")
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def permission_policy(self):
        """Return the policy that knows operators."""
        return policy_registry.get_by_type(self.model)


class AuthorityViewSetGroup(ModelViewSetGroup):
    """One entry of the menu for all of them."""

    menu_label = _("Authorities")
    menu_icon = "home"
    menu_order = 250
    items = (CommuneViewSet, ProvinceViewSet, NetworkSettingsViewSet)
