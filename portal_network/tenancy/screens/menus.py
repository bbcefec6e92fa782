"""Main menus: each site has one, made by provisioning; its administrators arrange the entries."""

from collections.abc import Iterable

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.models import Page
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.views.snippets import EditView, HistoryView, SnippetViewSet, UsageView
from wagtailmenus.models import MainMenu

from portal_network.tenancy.isolation.forms import OwnModelForm
from portal_network.tenancy.policies.places import MENU_ACTIONS, PlacePermissionPolicy
from portal_network.tenancy.views import OwnObjectMixin


class MenuPermissionPolicy(PlacePermissionPolicy):
    """The menus of one's sites, of which nobody, operators included, makes or deletes one."""

    possible = frozenset({"change", "view"})

    def user_has_any_permission(self, user, actions: Iterable[str]) -> bool:
        """Tell whether the person may do one of these somewhere."""
        wanted = self.possible.intersection(actions)
        return bool(wanted) and super().user_has_any_permission(user, wanted)

    def user_has_any_permission_for_instance(
        self, user, actions: Iterable[str], instance: MainMenu
    ) -> bool:
        """Tell whether the person may do one of these to the menu."""
        wanted = self.possible.intersection(actions)
        return bool(wanted) and super().user_has_any_permission_for_instance(user, wanted, instance)


# Snippets ask for their policy as soon as they are registered, long before this room's turn.
register_permission_policy(MainMenu, MenuPermissionPolicy(MainMenu, MENU_ACTIONS))

is_address = URLValidator(schemes=["http", "https"])


def validate_link(link: str) -> None:
    """Accept an address of the menu's own site (``/tim-kiem/``) or a full one elsewhere.

    Raises:
        ValidationError: anything else, such as a script in the place of an address.
    """
    if not link.startswith("/") or link.startswith(("//", "/\\")):
        is_address(link)


class MainMenuForm(OwnModelForm):
    """The entries of a menu lead to pages of its own site, also when one looks after several."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        root = self.instance.site.root_page
        for row in self.formsets["menu_items"].forms:
            keep_to_site(row, root)


def keep_to_site(row: forms.ModelForm, root: Page) -> None:
    """Let an entry lead to pages of one site and to proper addresses."""
    page = row.fields["link_page"]
    page.queryset = page.queryset.filter(path__startswith=root.path)
    page.error_messages["invalid_choice"] = _(
        "The page does not belong to the site of this menu or no longer exists."
    )
    row.fields["link_url"].validators.append(validate_link)


class MenuEditView(OwnObjectMixin, EditView):
    """The entries of the menu of a site that one looks after."""


class MenuHistoryView(OwnObjectMixin, HistoryView):
    """Who changed the menu."""


class MenuUsageView(OwnObjectMixin, UsageView):
    """Where the menu is referred to."""


class OwnMainMenuViewSet(SnippetViewSet):
    """The menus of the sites that one looks after.

    Instead of wagtailmenus' own screens, which offer every site of the installation and make a
    menu for whatever site is asked for.
    """

    model = MainMenu
    icon = "list-ul"
    menu_label = _("Main menu")
    menu_order = 270
    add_to_admin_menu = True
    url_prefix = "wagtailmenus/mainmenu"
    list_display = ["site"]
    search_fields = ["site__site_name", "site__hostname"]
    search_backend_name = None
    ordering = ["site__hostname"]
    list_per_page = 50
    copy_view_enabled = False
    edit_view_class = MenuEditView
    history_view_class = MenuHistoryView
    usage_view_class = MenuUsageView
    edit_handler = ObjectList(
        [
            InlinePanel(
                "menu_items",
                heading=_("Entries of the menu"),
                label=_("Entry"),
                panels=[
                    FieldPanel("link_page"),
                    FieldPanel("link_url"),
                    FieldPanel("link_text"),
                ],
            )
        ],
        base_form_class=MainMenuForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the menus that the person may change."""
        menus = policy_registry.get_by_type(MainMenu).instances_user_has_permission_for(
            request.user, "change"
        )
        return menus.select_related("site")
