"""The form that takes a Word file."""

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WordForm(forms.Form):
    """A file and, if it shall differ from the first heading, the title."""

    file = forms.FileField(
        label=_("Word file"),
        help_text=_(
            "A file that ends with .docx, at most 20 MB. Headings, lists, tables, pictures and "
            "footnotes are kept; colours and fonts are those of the site."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose the Word file."), "empty": _("The file is empty.")},
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=255,
        help_text=_(
            "Empty: the first heading of the file. For example: Thông báo lịch tiếp công dân "
            "tháng 12 năm 2026."
        ),
    )
