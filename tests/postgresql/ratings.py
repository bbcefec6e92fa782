"""Ratings as citizens send them who have taken the time to fill in the form."""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock

from django.utils import timezone

from commune_site.engagement import limits, tickets
from portal_network.tenancy.directory import directory
from tests.postgresql.serving import HOST

RATE = "/danh-gia/"
GOOD = {"interface": "easy", "content": "met", "quality": "good", "interaction": "satisfied",
        "support": "partly"}  # fmt: skip


def ratings(most: int) -> Callable[[str], dict[str, str]]:
    """Return what makes a form by its remark, at most so often."""
    tenant = directory.snapshot().by_host[HOST]
    earlier = timezone.now() - limits.SHORTEST_TYPING - timedelta(seconds=1)
    with mock.patch.object(tickets, "timezone", mock.Mock(now=lambda: earlier)):
        made = [tickets.new_ticket(tenant, "rating") for _ in range(most)]
    return lambda name: GOOD | {"remark": name, "ticket": made.pop(), "proof": ""}
