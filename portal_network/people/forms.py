"""Forms of the people screens."""

import unicodedata
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.forms import BaseUserCreationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _

from portal_network.accounts.credentials import check_password
from portal_network.accounts.models import User
from portal_network.accounts.throttle import TooManyFailures
from portal_network.people.mandates import roles_at
from portal_network.people.models.staff_sessions import SHORTEST_REASON, StaffSession
from portal_network.tenancy.models import Authority, Membership

NAME_LENGTH = 150
PUNCTUATION_OF_NAMES = " -'’"


def validate_person_name(value: str) -> None:
    """Refuse what no name holds: digits, addresses of pages, line breaks.

    The name stands in a mail to a stranger, which must not become somebody's leaflet.

    Raises:
        ValidationError: another character than letters, spaces, hyphens and apostrophes.
    """
    if any(
        unicodedata.category(character)[0] not in "LM" and character not in PUNCTUATION_OF_NAMES
        for character in value
    ):
        raise ValidationError(_("A name holds letters, spaces, hyphens and apostrophes only."))


def name_field(label: str) -> forms.CharField:
    """Return the field of a part of a person's name."""
    return forms.CharField(label=label, max_length=NAME_LENGTH, validators=[validate_person_name])


class InvitationForm(forms.Form):
    """Whom to invite to a place, in which roles."""

    last_name = name_field(_("Family and middle name"))
    first_name = name_field(_("Given name"))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link goes to this address; it works once and for eight hours."),
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, place: Authority, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in roles_at(place)]


class AddRoleForm(forms.Form):
    """A further role for somebody at one place; those that the person holds are not offered."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, place: Authority, held: list[Membership], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roles = {row.role for row in held}
        self.fields["role"].choices = [
            (role.value, role.label) for role in roles_at(place) if role not in roles
        ]

    @property
    def has_choices(self) -> bool:
        """Tell whether there is a role that the person does not hold yet."""
        return bool(self.fields["role"].choices)


class NewAccountForm(BaseUserCreationForm):
    """What an invited person without account chooses: user name, password, own name."""

    last_name = name_field(_("Family and middle name"))
    first_name = name_field(_("Given name"))

    class Meta:
        model = User
        fields = ["last_name", "first_name", "username"]

    field_order = ["last_name", "first_name", "username", "password1", "password2"]

    def clean_username(self) -> str:
        """Refuse a name that differs from another one by capitals only (R92)."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            self._update_errors(
                ValidationError(
                    {"username": self.instance.unique_error_message(User, ["username"])}
                )
            )
        return username


class ReopeningForm(SetPasswordForm):
    """A new password for a closed account whose owner is invited again."""


class ReviewForm(forms.Form):
    """Keep or end: one answer for each membership of a place, none given beforehand."""

    KEEP, END = "keep", "end"

    def __init__(self, *args, memberships: list[Membership], actor: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = memberships
        for membership in memberships:
            choices = [(self.KEEP, _("Keep the role")), (self.END, _("End the role"))]
            if membership.user_id == actor.pk:
                choices = choices[:1]
            self.fields[self._name(membership)] = forms.ChoiceField(
                label=f"{membership.user.get_full_name()}, {membership.get_role_display()}",
                choices=choices,
                widget=forms.RadioSelect,
            )

    def rows(self) -> list[tuple[Membership, forms.BoundField]]:
        """Return each membership with its question."""
        return [(membership, self[self._name(membership)]) for membership in self.memberships]

    def decisions(self) -> dict[int, bool]:
        """Return for each membership whether it is kept; the form must be valid."""
        return {
            membership.pk: self.cleaned_data[self._name(membership)] == self.KEEP
            for membership in self.memberships
        }

    def _name(self, membership: Membership) -> str:
        return f"membership-{membership.pk}"


class StaffSessionForm(forms.Form):
    """Why an operator needs power, for how long, and the password once more."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=StaffSession._meta.get_field("reason").max_length,
        validators=[MinLengthValidator(SHORTEST_REASON)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The authorities whose data you touch can read this sentence."),
    )
    ticket = forms.CharField(
        label=_("Number of the request"),
        max_length=StaffSession._meta.get_field("ticket").max_length,
        required=False,
    )
    minutes = forms.TypedChoiceField(label=_("Time"), coerce=int)
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        longest = timedelta(seconds=settings.PORTAL_STAFF_SESSION_MAX) // timedelta(minutes=1)
        offered = sorted({minutes for minutes in (15, 30, 60) if minutes < longest} | {longest})
        self.fields["minutes"].choices = [
            (minutes, _("%(minutes)d minutes") % {"minutes": minutes}) for minutes in offered
        ]

    def clean_password(self) -> str:
        """Refuse a wrong password; every failure counts towards the lock of the account."""
        password = self.cleaned_data["password"]
        try:
            is_right = check_password(self.request, self.request.user, password)
        except TooManyFailures:
            raise ValidationError(
                _("Too many wrong entries. Please wait before you try again.")
            ) from None
        if not is_right:
            raise ValidationError(_("The password is not right."))
        return password
