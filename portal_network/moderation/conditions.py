"""What stops a publication, whichever way it is tried."""

from commune_site.checks import blocks_of
from commune_site.models import PortalPage
from portal_network.moderation.errors import StoppedByChecks


def refuse_blocked(page) -> None:
    """Let a text pass, as a revision has it, that no check stops.

    Raises:
        StoppedByChecks: at least one does; the sentence names them all.
    """
    if not isinstance(page, PortalPage):
        return
    if faults := [fault for result in blocks_of(page) for fault in result.faults]:
        raise StoppedByChecks(faults)
