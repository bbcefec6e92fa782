"""Nobody meets what belongs to others: every role × every address × every way to ask."""

import pytest

from tests.isolation.actors import ATTACKERS, OUTSIDERS, attacker, owners
from tests.isolation.assault import PARTS, attacks_of
from tests.isolation.ownership_shown import addresses_shown_to_owners, unanswered
from tests.isolation.session import Session
from tests.isolation.turns import is_reduced
from tests.isolation.world import World

pytestmark = pytest.mark.django_db

SHOWN = 40


@pytest.mark.parametrize(
    ("name", "part"), [(name, part) for name in ATTACKERS for part in attacks_of(name)]
)
def test_nobody_meets_what_belongs_to_others(world: World, record_property, name: str, part: str):
    session = Session(world, attacker(world, name))
    PARTS[part](session, world)
    record_property("requests", session.requests)
    record_property("leaks", [str(leak) for leak in session.leaks])
    assert session.requests, "nothing was asked"
    assert session.is_let_in() is (name not in OUTSIDERS), "the attacker was shut out on the way"
    shown = "\n".join(str(leak) for leak in session.leaks[:SHOWN])
    assert not session.leaks, f"{len(session.leaks)} leaks:\n{shown}"
    refused = [reference for reference, taken in session.own_references.items() if not taken]
    assert not refused, f"these forms take no row of one's own: {refused}"


def test_the_same_requests_succeed_for_the_owners(world: World, record_property):
    """Zero leaks would mean nothing if the addresses answered nobody at all."""
    sessions = [Session(world, owner) for owner in owners(world)]
    shown = addresses_shown_to_owners(world, sessions)
    record_property("requests", sum(session.requests for session in sessions))
    record_property("leaks", [str(leak) for session in sessions for leak in session.leaks])
    assert not (silent := unanswered(shown)), f"these answer not even the owners: {silent}"
    # A share may hold few lists.
    marked = sum(best.marked for best in shown.values())
    assert is_reduced() or marked > len(shown) / 2, "marks are rarely shown"
