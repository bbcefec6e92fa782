"""The account of a person who works in the administration interface."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff; what the person may do is told by ``tenancy.Membership`` rows alone."""

    email = models.EmailField(_("email address"), unique=True)

    REQUIRED_FIELDS = ["email"]

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()
