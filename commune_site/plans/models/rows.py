"""The base of rows that hang on a page of this room."""

from wagtail.models import Orderable

from commune_site.validation import compose_letters
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class RecordRow(Orderable):
    """A row of a page; the subclass adds ``page``, a ``ParentalKey``."""

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        """Compose letters and marks (NFC), as pages do."""
        compose_letters(self)
        super().clean()
