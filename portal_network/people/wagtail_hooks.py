"""Registers the screens of the people room, their menu and what they write into the history."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal_network.people.mandates import mandate_of
from portal_network.people.panels import NoStaffSessionPanel, OverdueReviewsPanel
from portal_network.people.views import invitations, people, reviews, staff_sessions
from portal_network.tenancy.screens.menu_items import MenuItemFor


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    return [*_people_urls(), *_review_urls(), *_staff_session_urls()]


def _people_urls() -> list:
    person = "nhan-su/<int:user_id>/"
    invitation = "nhan-su/loi-moi/<int:invitation_id>/"
    step = invitations.InvitationStepView.as_view
    return [
        path("nhan-su/", people.PeopleIndexView.as_view(), name="people"),
        path(
            "nhan-su/ket-qua/",
            people.PeopleIndexView.as_view(results_only=True),
            name="people_results",
        ),
        path("nhan-su/moi/", invitations.ChoosePlaceView.as_view(), name="people_invite"),
        path("nhan-su/moi/<str:place>/", invitations.InviteView.as_view(), name="people_invite_to"),
        path("nhan-su/loi-moi/", invitations.InvitationsView.as_view(), name="people_invitations"),
        path(f"{invitation}gui-lai/", step(step="resend"), name="people_invitation_resend"),
        path(f"{invitation}thu-hoi/", step(step="withdraw"), name="people_invitation_withdraw"),
        path(person, people.PersonView.as_view(), name="people_person"),
        path(
            f"{person}them-vai-tro/<str:place>/",
            people.AddRoleView.as_view(),
            name="people_add_role",
        ),
        path(
            f"{person}ket-thuc/<str:place>/",
            people.EndRolesView.as_view(),
            name="people_end_place",
        ),
        path(
            "nhan-su/vai-tro/<int:membership_id>/ket-thuc/",
            people.EndRolesView.as_view(),
            name="people_end_role",
        ),
        path(f"{person}mo-khoa/", people.UnlockView.as_view(), name="people_unlock"),
        path(f"{person}mo-lai/", people.ReactivateView.as_view(), name="people_reactivate"),
    ]


def _review_urls() -> list:
    return [
        path("nhan-su/ra-soat/", reviews.ReviewsView.as_view(), name="people_reviews"),
        path(
            "nhan-su/ra-soat/lan/<int:review_id>/",
            reviews.ReviewRecordView.as_view(),
            name="people_review_record",
        ),
        path("nhan-su/ra-soat/<str:place>/", reviews.ReviewView.as_view(), name="people_review"),
    ]


def _staff_session_urls() -> list:
    return [
        path(
            "phien-ho-tro/",
            staff_sessions.OpenStaffSessionView.as_view(),
            name="people_staff_session",
        ),
        path(
            "phien-ho-tro/ket-thuc/",
            staff_sessions.EndStaffSessionView.as_view(),
            name="people_staff_session_end",
        ),
        path(
            "phien-ho-tro/nhat-ky/",
            staff_sessions.StaffSessionLogView.as_view(),
            name="people_staff_log",
        ),
        path(
            "phien-ho-tro/nhat-ky/<int:session_id>/",
            staff_sessions.StaffSessionEntriesView.as_view(),
            name="people_staff_log_entries",
        ),
    ]


def administers_people(request: HttpRequest) -> bool:
    """Tell whether the person decides about somebody's roles."""
    return bool(mandate_of(request.user))


def reads_log(request: HttpRequest) -> bool:
    """Tell whether the person may read what operators did."""
    mandate = mandate_of(request.user)
    return mandate.is_everything or bool(mandate.provinces)


def may_open_session(request: HttpRequest) -> bool:
    """Tell whether the person is an operator without power at the moment."""
    return request.user.is_operator and not request.user.is_superuser


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Add the entry of people with its screens."""
    items = [
        MenuItemFor(
            label, reverse_lazy(address), name=address, icon_name=icon, order=order,
            concerns=concerns,
        )
        for order, (label, address, icon, concerns) in enumerate(
            [
                (_("People"), "people", "group", administers_people),
                (_("Invitations"), "people_invitations", "mail", administers_people),
                (_("Review of permissions"), "people_reviews", "check", administers_people),
                (_("Log of staff sessions"), "people_staff_log", "history", reads_log),
            ]
        )
    ]  # fmt: skip
    return SubmenuMenuItem(
        _("People"), Menu(items=items), name="people-menu", icon_name="group", order=255
    )


@hooks.register("register_admin_menu_item")
def register_staff_session_item() -> MenuItem:
    """Add the way to a staff session."""
    return MenuItemFor(
        _("Open a staff session"), reverse_lazy("people_staff_session"),
        name="staff-session", icon_name="key", order=10, concerns=may_open_session,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Remind administrators of overdue reviews, and operators of how to get power."""
    panels.append(OverdueReviewsPanel(request))
    if may_open_session(request):
        panels.append(NoStaffSessionPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what happens to people's roles."""
    actions.register_action("people.role_given", _("Give role"), _("Role given"))
    actions.register_action("people.role_ended", _("End role"), _("Role ended"))
    actions.register_action(
        "people.invitation_accepted", _("Accept invitation"), _("Invitation accepted")
    )
