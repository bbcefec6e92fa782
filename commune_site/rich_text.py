"""The editor of rich texts, which settings name."""

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea

from commune_site.fields import MALFORMED


class RichTextEditor(DraftailRichTextArea):
    """Wagtail's editor, which takes whatever its own script sends for granted."""

    def value_from_datadict(self, data, files, name) -> str | None:
        """Return the text as it is stored.

        Raises:
            BadRequest: it is not what the editor sends.
        """
        try:
            return super().value_from_datadict(data, files, name)
        except (*MALFORMED, RecursionError) as error:
            raise BadRequest(f"The text of {name} is malformed.") from error
