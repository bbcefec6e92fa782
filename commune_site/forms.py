"""The form of pages: what a province blocks is told beside the field before a text leaves it."""

from django.utils.translation import gettext as _

from commune_site.checks import Result, blocks_of
from commune_site.slugs import VietnameseSlugInput
from portal_network.tenancy.isolation.forms import OwnPageForm


class PortalPageForm(OwnPageForm):
    """Refuses to submit or publish what a check blocks; a draft may lack anything.

    A refused form is shown again with all that was typed.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = VietnameseSlugInput(self.fields["slug"].widget.attrs)
        if self.instance.pk is None:
            self._begin_with_origin()

    def _begin_with_origin(self) -> None:
        """Fill in what is true of most new pages: who writes them, and for which authority."""
        tenant = getattr(self.parent_page, "tenant", None)
        origin = {
            "author": self.for_user.get_full_name() if self.for_user else "",
            "source": tenant.authority_name if tenant else "",
        }
        for name, value in origin.items():
            if name in self.fields and not self.initial.get(name):
                self.initial[name] = value

    def clean(self) -> dict:
        """Let the page know whether it is only kept: its own rules wait until it is submitted."""
        cleaned = super().clean()
        self.instance.is_kept_as_draft = self.is_deferred_validation
        return cleaned

    def is_valid(self) -> bool:
        """Tell whether fields, rows and checks let the text pass."""
        if not super().is_valid():
            return False
        if self.is_deferred_validation or self.instance is None:
            return True
        if not hasattr(self, "_blocks"):
            # Checks read the page as it would be saved, with the rows of its inline panels.
            self._blocks = blocks_of(self.save(commit=False))
            for result in self._blocks:
                self._tell(result)
        return not self._blocks

    def _tell(self, result: Result) -> None:
        place = result.check.field if result.check.field in self.fields else None
        for fault in result.faults:
            message = fault if place else f"{result.check.label}: {fault}"
            self.add_error(
                place,
                _("%(fault)s This must be put right before publication.") % {"fault": message},
            )
