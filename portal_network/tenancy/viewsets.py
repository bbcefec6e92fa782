"""Screens on which administrators keep the particulars of their province or commune."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import policy_registry

from portal_network.tenancy.models import Commune, Province

PARTICULARS = [
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("hotline"), FieldPanel("fax")]),
            FieldPanel("email"),
            FieldRowPanel([FieldPanel("person_responsible"), FieldPanel("person_responsible_post")]),
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
        ],
        heading=_("Appearance"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("organisation_code"),
            FieldPanel("emc_code"),
            FieldPanel("emc_script_url"),
            FieldPanel("compliance_profile"),
        ],
        heading=_("Measuring and compliance"),
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


class AuthorityViewSet(ModelViewSet):
    """List and edit; authorities are created by provisioning alone and never deleted."""

    panels = PARTICULARS
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
    icon = "home"
    menu_label = _("Communes")
    list_display = ["name", "code", "phone", "email", "status"]
    list_filter = ["status", "kind"]


class ProvinceViewSet(AuthorityViewSet):
    """The provinces that this person administers."""

    model = Province
    icon = "site"
    menu_label = _("Provinces")
    list_display = ["name", "code", "phone", "email", "status"]


class AuthorityViewSetGroup(ModelViewSetGroup):
    """One entry of the menu for both."""

    menu_label = _("Authorities")
    menu_icon = "home"
    menu_order = 250
    items = (CommuneViewSet, ProvinceViewSet)


