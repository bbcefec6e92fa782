"""The form of files, wherever they are uploaded or changed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.files.services import check_upload
from portal_network.tenancy.isolation.media_forms import OwnDocumentForm

SHORTEST_REASON = 20


class PortalDocumentForm(OwnDocumentForm):
    """Refuses what may do harm beside the field, before anything is kept."""

    class Media:
        css = {"all": ["commune_site/css/files.css"]}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "changed_reason" in self.fields and not self.instance.is_changed_after_signing:
            del self.fields["changed_reason"]

    def clean_file(self):
        """Examine a new file.

        Raises:
            ValidationError: it cannot be accepted.
        """
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            self.instance.examined = check_upload(file, file.name)
        return file

    def clean_changed_reason(self) -> str:
        """Take a reason that says something, or none.

        Raises:
            ValidationError: it is too short.
        """
        reason = " ".join(self.cleaned_data["changed_reason"].split())
        if reason and len(reason) < SHORTEST_REASON:
            raise ValidationError(
                _("Write at least %(count)d letters.") % {"count": SHORTEST_REASON}
            )
        return reason
