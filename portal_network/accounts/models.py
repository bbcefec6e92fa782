"""The account of a person who works in the administration interface."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.accounts.records import (
    FailureCount,
    IdleRecord,
    PasswordRecord,
    SignInRecord,
)

# Django looks for models in this module alone.
__all__ = ["FailureCount", "IdleRecord", "PasswordRecord", "SignInRecord", "User"]


class User(AbstractUser):
    """A member of staff; what the person may do is told by ``tenancy.Membership`` rows alone."""

    email = models.EmailField(_("email address"), unique=True)

    REQUIRED_FIELDS = ["email"]

    _power_is_withheld = False
    # The collection of the site on which an operator works in a staff session.
    working_collection_id: int | None = None

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def is_operator(self) -> bool:
        """Tell whether the stored account is an operator's, whatever it may do right now."""
        return self.is_superuser or self._power_is_withheld

    def withhold_power(self) -> None:
        """Take the power of an operator from this object alone; what is stored stays."""
        if self.is_superuser:
            self.is_superuser = False
            self._power_is_withheld = True

    def save(self, *args, update_fields=None, **kwargs) -> None:
        """Store the account, but never the power that was only withheld from this object."""
        if self._power_is_withheld:
            fields = self._loaded_fields() if update_fields is None else set(update_fields)
            update_fields = fields - {"is_superuser"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def refresh_from_db(self, *args, **kwargs) -> None:
        """Read the account again; power that is withheld stays withheld."""
        super().refresh_from_db(*args, **kwargs)
        if self._power_is_withheld:
            self.is_superuser = False

    def _loaded_fields(self) -> set[str]:
        concrete = {field.attname for field in self._meta.concrete_fields if not field.primary_key}
        return concrete - self.get_deferred_fields()
