"""Notices on the home page, the choice of mails on the account page, and whom no mail reaches."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from commune_site.engagement.rights import sees_cases
from portal_network.accounts.models import User
from portal_network.moderation.approvers import approves_anything, provinces_of
from portal_network.notices.addresses import unreachable
from portal_network.notices.choices import choice_of
from portal_network.notices.forms import MailChoiceForm
from portal_network.notices.models import DAILY, OF_CASES, Kind, Notice
from portal_network.people.mandates import mandate_of

ROWS_SHOWN = 5
# What waits stands in a panel of its own, with its deadlines.
SHOWN_ELSEWHERE = (
    frozenset({Kind.WAITING, Kind.REVIEW}) | DAILY | OF_CASES - {Kind.CASE_BACK, Kind.CASE_GIVEN}
)


class NewNoticesPanel(Component):
    """The latest unread notices; nothing at all where there are none."""

    name = "new_notices"
    template_name = "notices/home_panel.html"
    order = 105

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    @cached_property
    def rows(self) -> list[Notice]:
        """Return the rows, in one query."""
        return list(self.unread.select_related("actor")[:ROWS_SHOWN])

    @property
    def unread(self) -> QuerySet[Notice]:
        """Return the unread notices of which no other panel tells."""
        own = Notice.objects.filter(user=self.user, read_at=None)
        return own.exclude(kind__in=SHOWN_ELSEWHERE)

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing."""
        return super().render_html(parent_context) if self.rows else ""

    def get_context_data(self, parent_context) -> dict:
        """Return the notices and how many there are in all."""
        number = self.unread.count() if len(self.rows) == ROWS_SHOWN else len(self.rows)
        return {"rows": self.rows, "number": number, "request": parent_context["request"]}


class UnreachablePanel(Component):
    """Tells administrators whose address gives mails back; one query, and none for others."""

    name = "unreachable_people"
    template_name = "notices/unreachable_panel.html"
    order = 125

    def __init__(self, request: HttpRequest) -> None:
        self.mandate = mandate_of(request.user)

    @cached_property
    def people(self) -> list[User]:
        """Return the people, one more than are shown."""
        return list(unreachable(self.mandate)[: ROWS_SHOWN + 1]) if self.mandate else []

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing when all mails arrive."""
        return super().render_html(parent_context) if self.people else ""

    def get_context_data(self, parent_context) -> dict:
        """Name the people."""
        return {"people": self.people[:ROWS_SHOWN], "has_more": len(self.people) > ROWS_SHOWN}


class MailChoicePanel(BaseSettingsPanel):
    """Which mails the person gets, on the page of the own account."""

    name = "mail_choice"
    title = _("E-mails about texts")
    tab = notifications_tab
    order = 100
    template_name = "notices/choice_panel.html"

    @cached_property
    def form(self) -> MailChoiceForm:
        """Return the form of this request; the page asks for it several times."""
        return MailChoiceForm(
            self.request.POST if self.request.method == "POST" else None,
            instance=choice_of(self.user, provinces_of(self.user)),
            approves=approves_anything(self.user),
            answers_citizens=sees_cases(self.user),
            prefix=self.name,
        )

    def get_form(self) -> MailChoiceForm:
        """Return the form."""
        return self.form

    def get_context_data(self) -> dict:
        """Add what became of mails to this address."""
        choice = self.form.instance
        is_refused = choice.refused_address and choice.refused_address == self.user.email
        return {"form": self.form, "choice": choice, "is_refused": is_refused}
