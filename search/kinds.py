"""What kinds of things are found: the tabs of the search page, by their values in addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A tab; the order is that of the tabs."""

    DOCUMENT = "van-ban", _("Official documents")
    PROCEDURE = "thu-tuc", _("Procedures")
    NEWS = "tin-bai", _("News and articles")
    ANSWER = "hoi-dap", _("Public answers")
    PEOPLE = "to-chuc-can-bo", _("Units and officials")
    SECTION = "chuyen-muc", _("Sections")
    OTHER = "noi-dung-khac", _("Other content")
