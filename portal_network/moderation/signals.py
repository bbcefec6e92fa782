"""What others may listen to; each is sent once the change is committed.

All carry ``item`` (the :class:`~portal_network.moderation.models.QueueItem`) and ``user`` (who did
it, or None); ``sent_back`` carries ``reasons`` and ``comment`` as well.
"""

from django.db import transaction
from django.dispatch import Signal

approval_requested = Signal()
approved = Signal()
sent_back = Signal()
withdrawn = Signal()
# Published in an emergency: a review after publication is asked for.
published_at_once = Signal()

# Carry ``page``, ``user`` and ``reason``.
page_withdrawn = Signal()
page_restored = Signal()
page_reverted = Signal()


def send_on_commit(signal: Signal, sender, **kwargs) -> None:
    """Send a signal when the transaction is committed; a listener's failure stops nobody."""
    transaction.on_commit(lambda: signal.send_robust(sender, **kwargs))
