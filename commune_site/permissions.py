"""What may be done to a page, beyond what the person's role allows."""

from wagtail.models import Page, PagePermissionTester

from commune_site.approval import approval_policy
from commune_site.variants import is_variant

# Pages that provisioning made from the registry; see ``PortalPage.registry_key``.
STRUCTURE_PREFIXES = ("home", "directory", "group:", "section:")


class PortalPagePermissionTester(PagePermissionTester):
    """The mandated tree of a site stays whole: it can be edited, but not taken apart (R42).

    Home pages, groups and sections are neither deleted nor moved, copied or unpublished; an
    operator (superuser) may, except for home pages, without which a site cannot be served.

    Publishing asks the policy of approval as well: nobody publishes their own text.
    """

    @property
    def holds_publish(self) -> bool:
        """Tell whether the person's role publishes here at all, whoever wrote the text."""
        return super().can_publish()

    def can_publish(self) -> bool:
        """Refuse what the person wrote, or what somebody else must approve."""
        return self.holds_publish and approval_policy().may_publish(self.user, self.page)

    def can_publish_subpage(self) -> bool:
        """Leave it to operators to make something that is public before anybody has read it."""
        return self.user.is_superuser and super().can_publish_subpage()

    def can_set_view_restrictions(self) -> bool:
        """Leave it to the role: who may read is no text."""
        return self.holds_publish

    def can_unschedule(self) -> bool:
        """Leave it to the role: less becomes public."""
        return self.holds_publish

    def can_move_to(self, destination: Page) -> bool:
        """Refuse to move what is public to where it would have needed another approval.

        English pages stay below their front page.
        """
        if self.is_variant or not super().can_move_to(destination):
            return False
        to = destination.specific
        if not hasattr(to, "province_id") or not self.page.get_descendants(True).live().exists():
            return True
        return approval_policy().may_publish_below(self.user, to)

    @property
    def is_protected(self) -> bool:
        """Tell whether the page is a part of the mandated tree that this person must keep."""
        key = getattr(self.page, "registry_key", "")
        if not key.startswith(STRUCTURE_PREFIXES):
            return False
        return key in {"home", "directory"} or not self.user.is_superuser

    @property
    def is_variant(self) -> bool:
        """Tell whether the page renders another one in English."""
        return is_variant(self.page)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Refuse to delete the mandated tree; moving asks this, too."""
        return not self.is_protected and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Refuse to unpublish the mandated tree: empty sections are hidden by themselves."""
        return not self.is_protected and super().can_unpublish()

    def can_copy(self) -> bool:
        """Refuse to copy the mandated tree, and an English page away from its original."""
        return not (self.is_protected or self.is_variant) and super().can_copy()
