"""Nobody takes one of the last passwords again (TCVN 14423:2026, R89)."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal_network.accounts.records import PasswordRecord


class NotReusedValidator:
    """Refuses a password that is among the last ``count`` of its account.

    Django calls ``password_changed`` whenever an account is stored with a new password.
    """

    def __init__(self, count: int = 10) -> None:
        self.count = count

    def validate(self, password: str, user=None) -> None:
        """Raise ``ValidationError`` for a password that the account has, or had before."""
        if user is None or user.pk is None:
            return
        # The present one also counts where it is older than the records.
        known = [user.password, *self._records(user).values_list("encoded", flat=True)]
        if any(check_password(password, encoded) for encoded in dict.fromkeys(known)):
            raise ValidationError(
                _("You have used this password before. Choose another one."), code="reused"
            )

    def password_changed(self, password: str, user=None) -> None:
        """Remember the new password's hash and forget those too old to count."""
        PasswordRecord.objects.create(user=user, encoded=user.password)
        kept = self._records(user).values_list("pk", flat=True)
        PasswordRecord.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return ngettext(
            "Your password must differ from your last one.",
            "Your password must differ from your last %(count)d ones.",
            self.count,
        ) % {"count": self.count}

    def _records(self, user):
        return PasswordRecord.objects.filter(user=user)[: self.count]
