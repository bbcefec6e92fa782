"""What may be done to a page, beyond what the person's role allows."""

from wagtail.models import PagePermissionTester

# Pages that provisioning made from the registry; see ``PortalPage.registry_key``.
STRUCTURE_PREFIXES = ("home", "directory", "group:", "section:")


class PortalPagePermissionTester(PagePermissionTester):
    """The mandated tree of a site stays whole: it can be edited, but not taken apart (R42).

    Home pages, groups and sections are neither deleted nor moved, copied or unpublished; an
    operator (superuser) may, except for home pages, without which a site cannot be served.
    """

    @property
    def is_protected(self) -> bool:
        """Tell whether the page is a part of the mandated tree that this person must keep."""
        key = getattr(self.page, "registry_key", "")
        if not key.startswith(STRUCTURE_PREFIXES):
            return False
        return key in {"home", "directory"} or not self.user.is_superuser

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Refuse to delete the mandated tree; moving asks this, too."""
        return not self.is_protected and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Refuse to unpublish the mandated tree: empty sections are hidden by themselves."""
        return not self.is_protected and super().can_unpublish()

    def can_copy(self) -> bool:
        """Refuse to copy the mandated tree."""
        return not self.is_protected and super().can_copy()
