"""What signing in remembers beside the account: history, failures, old passwords, idle notices."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInRecord(models.Model):
    """An attempt to sign in to an existing account, for its owner to see (R90).

    Personal data: nothing is kept but what the owner is shown, and only for
    ``settings.PORTAL_LOG_RETENTION``.
    """

    class Result(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        WRONG_PASSWORD = "wrong_password", _("Wrong password")
        WRONG_CODE = "wrong_code", _("Wrong code")
        LOCKED = "locked", _("Locked after too many failures")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_records"
    )
    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    browser = models.CharField(_("browser"), max_length=40)
    result = models.CharField(_("result"), max_length=16, choices=Result.choices)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_record_of_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.at:%Y-%m-%d %H:%M} · {self.get_result_display()}"


class FailureCount(models.Model):
    """Failures in a row of one account, unknown name or network address.

    The key is a keyed hash: neither names that strangers typed nor addresses are stored. A row is
    void once ``settings.SIGN_IN_LOCK`` has passed since ``last_at``.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}…: {self.failures}"


class PasswordRecord(models.Model):
    """The hash of a password that an account has had, so that it is not taken again (R89)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_records"
    )
    encoded = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} · {self.at:%Y-%m-%d}"


class IdleRecord(models.Model):
    """When the owner of an idle account was warned, and since when a reopened one counts anew."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idle_record"
    )
    warned_at = models.DateTimeField(null=True)
    reactivated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.user)
