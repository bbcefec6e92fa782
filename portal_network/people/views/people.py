"""The list of people, one person, and what an administrator does about them."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import Button, HeaderButton

from portal_network.accounts.idle_accounts import reactivate
from portal_network.accounts.models import User
from portal_network.accounts.throttle import locked_among, unlock_and_log
from portal_network.people.filters import PeopleFilterSet
from portal_network.people.forms import AddRoleForm
from portal_network.people.listings import people_within
from portal_network.people.services.roles import end_memberships, give_role
from portal_network.people.spreadsheets import SafeSpreadsheetMixin
from portal_network.people.tables import MomentColumn
from portal_network.people.views.base import MandateMixin, grouped_by_place, tell
from portal_network.tenancy.models import Membership


def name_of(user: User) -> str:
    """Return the name of a person, or the user name of an account without one."""
    return user.get_full_name() or user.get_username()


def state_of(user: User) -> str:
    """Return whether a listed account can be signed in to."""
    if not user.is_active:
        return pgettext("account", "closed")
    return pgettext("account", "locked") if user.is_locked else pgettext("account", "open")


def note_locks(people: list[User]) -> None:
    """Set ``is_locked`` on each person, in one query for all."""
    locked = locked_among(people)
    for person in people:
        person.is_locked = person.pk in locked


def roles_of(user: User) -> str:
    """Return the roles of a listed person, with their places."""
    return "; ".join(
        f"{row.get_role_display()} ({row.commune or row.province})" for row in user.roles_here
    )


class PeopleIndexView(MandateMixin, SafeSpreadsheetMixin, BaseListingView):
    """The people of one's own places; what they do elsewhere is not told."""

    model = get_user_model()
    page_title = gettext_lazy("People")
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/listing_results.html"
    index_url_name = "people"
    index_results_url_name = "people_results"
    verbose_name_plural = gettext_lazy("people")
    default_ordering = "first_name"
    is_searchable = True
    filterset_class = PeopleFilterSet
    paginate_by = 50
    table_classname = "listing people-list"
    export_filename = "nhan-su"
    list_export = ["whole_name", "username", "email", "roles", "last_login", "factor", "state"]
    export_headings = {
        "whole_name": gettext_lazy("Name of the person"),
        "username": gettext_lazy("User name"),
        "email": gettext_lazy("E-mail address"),
        "roles": gettext_lazy("Roles"),
        "last_login": gettext_lazy("Last sign-in"),
        "factor": gettext_lazy("Second factor"),
        "state": gettext_lazy("State"),
    }
    columns = [
        TitleColumn(
            "whole_name", label=gettext_lazy("Name of the person"), accessor=name_of,
            sort_key="first_name", url_name="people_person",
        ),
        Column("username", label=gettext_lazy("User name"), sort_key="username"),
        Column("email", label=gettext_lazy("E-mail address"), sort_key="email"),
        Column("roles", label=gettext_lazy("Roles"), accessor=roles_of),
        MomentColumn("last_login", label=gettext_lazy("Last sign-in"), sort_key="last_login"),
        BooleanColumn("second_factor", label=gettext_lazy("Second factor")),
        Column("state", label=gettext_lazy("State"), accessor=state_of),
    ]  # fmt: skip

    def get_base_queryset(self) -> QuerySet[User]:
        """Return everybody with a role within the mandate."""
        return people_within(self.mandate)

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Order Vietnamese names as people look for them: by given name first."""
        descending = self.ordering.startswith("-")
        keys = dict.fromkeys([self.ordering.lstrip("-"), "first_name", "last_name", "pk"])
        return queryset.order_by(*[f"-{key}" if descending else key for key in keys])

    def get_filterset_kwargs(self) -> dict:
        """Let the filters offer own places alone."""
        return super().get_filterset_kwargs() | {"mandate": self.mandate}

    def get_context_data(self, *args, **kwargs) -> dict:
        """Add to each person of the page whether the account is locked."""
        context = super().get_context_data(*args, **kwargs)
        people = list(context["object_list"])
        note_locks(people)
        return context | {"object_list": people, "table": self.get_table(people)}

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Find each word in name, user name or address."""
        for word in self.search_query.split():
            queryset = queryset.filter(
                Q(whole_name__icontains=word)
                | Q(username__icontains=word)
                | Q(email__icontains=word)
            )
        return queryset

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to an invitation."""
        return [HeaderButton(_("Invite"), url=reverse("people_invite"), icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the ways to the neighbouring screens and to spreadsheets."""
        return [
            Button(_("Invitations"), url=reverse("people_invitations"), icon_name="mail"),
            Button(_("Review of permissions"), url=reverse("people_reviews"), icon_name="check"),
            *super().header_more_buttons,
        ]

    def to_row_dict(self, item: User) -> dict:
        """Return the cells of a person."""
        return {
            "whole_name": name_of(item),
            "username": item.get_username(),
            "email": item.email,
            "roles": roles_of(item),
            "last_login": item.last_login,
            "factor": _("yes") if item.second_factor else _("no"),
            "state": state_of(item),
        }

    def render_to_response(self, context: dict, **kwargs) -> HttpResponse:
        """Answer with a page or with a spreadsheet."""
        if self.is_export:
            return self.as_spreadsheet(context["object_list"], self.request.GET["export"])
        return super().render_to_response(context, **kwargs)


class PersonView(MandateMixin, TemplateView):
    """One person with the roles within the mandate."""

    template_name = "people/person.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        """Return the name."""
        return name_of(self.person)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((name_of(self.person), ""))

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the person."""
        self.person = self.person_or_404(kwargs["user_id"])
        note_locks([self.person])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add the roles by place, each place with its form."""
        groups = [
            {
                "place": place,
                "roles": held,
                "form": AddRoleForm(place=place, held=held, auto_id=f"id_{place.pk}_%s"),
            }
            for place, held in grouped_by_place(self.person.roles_here)
        ]
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "groups": groups,
            "is_self": self.person.pk == self.request.user.pk,
            "state": state_of(self.person),
        }


@method_decorator(require_POST, name="dispatch")
class AddRoleView(MandateMixin, View):
    """Gives a person of one's own a further role at the place."""

    def post(self, request: HttpRequest, user_id: int, place: str) -> HttpResponse:
        """Give the role, or say why not."""
        person, at = self.person_or_404(user_id), self.place_or_404(place)
        role = request.POST.get("role", "")
        done = _("%(name)s has a new role at %(place)s.") % {"name": name_of(person), "place": at}
        tell(request, lambda: give_role(request.user, person, role, at), done)
        return redirect("people_person", person.pk)


class EndRolesView(MandateMixin, View):
    """Asks first, then ends roles; the person disappears from the list with the last one."""

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Ask whether that is meant."""
        rows = self.rows_or_404()
        return render(request, "people/end_roles.html", self.context(rows))

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """End the roles, or say why not."""
        rows = self.rows_or_404()
        person = rows[0].user
        done = _("%(name)s: %(count)d roles ended.") % {
            "name": name_of(person), "count": len(rows),
        }  # fmt: skip
        tell(request, lambda: end_memberships(request.user, rows), done)
        if self.mandate.people().filter(pk=person.pk).exists():
            return redirect("people_person", person.pk)
        return redirect("people")

    def rows_or_404(self) -> list[Membership]:
        """Return the memberships of the address."""
        rows = list(self.rows().select_related("user", "commune", "province"))
        if not rows:
            raise Http404
        return rows

    def rows(self) -> QuerySet[Membership]:
        """Return the one membership, or all of a person at a place."""
        memberships = self.mandate.memberships()
        if "membership_id" in self.kwargs:
            return memberships.filter(pk=self.kwargs["membership_id"])
        place = self.place_or_404(self.kwargs["place"])
        return memberships.filter(
            Q(commune=place.pk) | Q(province=place.pk), user=self.kwargs["user_id"]
        )

    def context(self, rows: list[Membership]) -> dict:
        """Return what the question shows."""
        person = rows[0].user
        trail = self.trail(
            (name_of(person), reverse("people_person", args=[person.pk])), (_("End roles"), "")
        )
        return self.get_context_data(rows=rows, person=person) | {
            "breadcrumbs_items": trail,
            "header_title": _("End roles"),
        }


@method_decorator(require_POST, name="dispatch")
class UnlockView(MandateMixin, View):
    """Lets a person try again who has typed a wrong password too often."""

    def post(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Forget the failures."""
        person = self.person_or_404(user_id)
        tell(request, lambda: unlock_and_log(person), _("The account is unlocked."))
        return redirect("people_person", person.pk)


@method_decorator(require_POST, name="dispatch")
class ReactivateView(MandateMixin, View):
    """Opens an account again that was closed because nobody used it."""

    def post(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Open the account."""
        person = self.person_or_404(user_id)
        if person.is_operator and not self.mandate.is_everything:
            raise Http404
        tell(request, lambda: reactivate(person), _("The account is open again."))
        return redirect("people_person", person.pk)
