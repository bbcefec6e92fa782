"""Fields of the page types."""

from collections.abc import Mapping
from unicodedata import normalize

from django.core.exceptions import BadRequest
from django.forms import Field
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField

# What Wagtail's blocks raise over a form that no editor sent: parts missing or of another kind.
MALFORMED = (KeyError, ValueError, TypeError, AttributeError)


class BodyWidget(BlockWidget):
    """The editor of blocks; half a form is refused instead of taken for an empty text."""

    def value_from_datadict(self, data, files, name):
        """Return the blocks that were sent, letters and marks composed (NFC).

        Raises:
            BadRequest: they are incomplete or malformed.
        """
        try:
            return super().value_from_datadict(_composed(data, name), files, name)
        except MALFORMED as error:
            raise BadRequest(f"The form of {name} is malformed.") from error


def _composed(data: Mapping, prefix: str) -> Mapping:
    """Return what a form sent, its texts below ``prefix`` composed."""
    apart = {
        key: composed
        for key, text in data.items()
        if key.startswith(f"{prefix}-")
        and isinstance(text, str)
        and (composed := normalize("NFC", text)) != text
    }
    if apart:
        data = data.copy()
        for key, text in apart.items():
            data[key] = text
    return data


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations.

    Blocks change often and never touch the database column, so a migration per change of a label
    would only be noise.
    """

    def deconstruct(self):
        """Return the field as migrations see it: without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def formfield(self, **kwargs) -> Field:
        """Return the form field with our editor."""
        return super().formfield(**{"widget": BodyWidget(self.stream_block)} | kwargs)
