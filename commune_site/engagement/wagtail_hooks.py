"""Registers the screens of the room."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from commune_site.engagement.panels import CasesPanel
from commune_site.engagement.rights import sees_cases, sees_figures
from commune_site.engagement.views import blocks, case, corrections, figures, register
from commune_site.engagement.views.policies import CasePolicyViewSet
from portal_network.tenancy.screens.menu_items import MenuItemFor


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens of the register and of the figures."""
    one = "ho-so/<int:case_id>/"
    correction = "dinh-chinh/<int:correction_id>/"
    decide = corrections.DecideCorrectionView.as_view
    return [
        path("ho-so/", register.RegisterView.as_view(), name="engagement_cases"),
        path("ho-so/thong-ke/", figures.CaseFiguresView.as_view(), name="engagement_figures"),
        path("ho-so/nhat-ky-xoa/", figures.ErasuresView.as_view(), name="engagement_erasures"),
        path("ho-so/danh-gia/", figures.RatingFiguresView.as_view(), name="engagement_ratings"),
        path("ho-so/nguoi-gui-bi-chan/", blocks.BlocksView.as_view(), name="engagement_blocks"),
        path(
            "ho-so/nguoi-gui-bi-chan/<int:block_id>/bo-chan/",
            blocks.EndBlockView.as_view(),
            name="engagement_end_block",
        ),
        path(one, case.CaseView.as_view(), name="engagement_case"),
        path(f"{one}lien-he/", case.ContactView.as_view(), name="engagement_contact"),
        path(f"{one}bo-chan/", case.UnblockView.as_view(), name="engagement_unblock"),
        path(f"{one}tep/<int:attachment_id>/", case.FileView.as_view(), name="engagement_file"),
        path(f"{one}<slug:step>/", case.StepView.as_view(), name="engagement_step"),
        path("dinh-chinh/", corrections.CorrectionsView.as_view(), name="engagement_corrections"),
        path(
            f"{correction}xac-nhan/", decide(step="confirm"), name="engagement_confirm_correction"
        ),
        path(f"{correction}bo/", decide(step="drop"), name="engagement_drop_correction"),
    ]


@hooks.register("register_admin_viewset")
def register_policies() -> CasePolicyViewSet:
    """Add the screens of rules for cases."""
    return CasePolicyViewSet()


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Add the entry of the register."""
    return MenuItemFor(
        _("Citizens' cases"), reverse_lazy("engagement_cases"),
        name="citizens-cases", icon_name="comment", order=85,
        concerns=lambda request: sees_cases(request.user),
    )  # fmt: skip


@hooks.register("register_reports_menu_item")
def register_figures() -> MenuItem:
    """Add the statistics."""
    return MenuItemFor(
        _("Statistics of cases"), reverse_lazy("engagement_figures"),
        name="case-figures", icon_name="order", order=300,
        concerns=lambda request: sees_figures(request.user),
    )  # fmt: skip


@hooks.register("register_reports_menu_item")
def register_ratings() -> MenuItem:
    """Add the survey."""
    return MenuItemFor(
        _("Satisfaction survey"), reverse_lazy("engagement_ratings"),
        name="rating-figures", icon_name="pick", order=301,
        concerns=lambda request: sees_figures(request.user),
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Show what is due."""
    panels.append(CasesPanel(request))


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of this room's screens and panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("engagement/css/cases.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what happens to pages here."""
    formatter = type(
        "CorrectionFormatter",
        (LogFormatter,),
        {"label": _("Correction"), "message": _("Correction published")},
    )
    actions.register_action("engagement.correction")(formatter)
