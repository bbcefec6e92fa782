"""Asks as the owners what the attackers asked: there the same addresses must answer."""

from dataclasses import dataclass

from portal_network.tenancy.isolation.surfaces import Verdict, surface_of
from tests.isolation.assault import attempt, named_addresses
from tests.isolation.session import Session
from tests.isolation.slots import foreign_fillings
from tests.isolation.world import World

OWN_KINDS = {Verdict.OWN_ROWS, Verdict.SCOPED_LIST}


@dataclass
class Shown:
    """How an address answered the owners, and whether it showed a mark of the place."""

    status: int
    marked: bool = False


def addresses_shown_to_owners(world: World, sessions: list[Session]) -> dict[str, Shown]:
    """Return the best answer that an owner got, by address."""
    places = (world.places["huecommune"], world.places["thuathien"])
    best: dict[str, Shown] = {}
    for address in named_addresses():
        surface = surface_of(address.name)
        if surface is None or surface.verdict not in OWN_KINDS or not address.converters:
            continue
        for session in sessions:
            for place in places:
                for filled in foreign_fillings(address, None, place):
                    for method in ("GET", "POST"):
                        answer = session.send(attempt(filled, method).about(frozenset()))
                        marked = (
                            f"zzopen{place.name}" in answer.text or place.secret_word in answer.text
                        )
                        _keep_best(best, address.name, Shown(answer.status, marked))
            if address.name in best and best[address.name].status < 400:
                break
    return best


def unanswered(shown: dict[str, Shown]) -> list[str]:
    """Return the addresses that answered no owner with a page or a way on."""
    return sorted(name for name, best in shown.items() if best.status >= 400)


def _keep_best(best: dict[str, Shown], name: str, found: Shown) -> None:
    known = best.get(name)
    if known is None or found.status < known.status or (found.marked and not known.marked):
        best[name] = Shown(min(found.status, known.status if known else 600), found.marked)
