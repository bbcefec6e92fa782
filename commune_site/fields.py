"""Fields of the page types."""

from wagtail.fields import StreamField


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
