"""Asks as the owners what the attackers asked: there the same addresses must answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal_network.tenancy.isolation.addresses import Address
from portal_network.tenancy.isolation.surfaces import Verdict, surface_of
from tests.isolation.assault import attempt, named_addresses
from tests.isolation.attempts import Attempt
from tests.isolation.places import Place
from tests.isolation.session import Session
from tests.isolation.slots import foreign_fillings, own_fillings
from tests.isolation.turns import is_in_turn
from tests.isolation.world import World

# These answer with the address of what they are asked for.
FIND = {
    "wagtailadmin_api:pages:find": Page,
    "wagtailadmin_api:images:find": get_image_model(),
    "wagtailadmin_api:documents:find": get_document_model(),
}
OWN_KINDS = {Verdict.OWN_ROWS, Verdict.SCOPED_LIST}


@dataclass
class Shown:
    """How an address answered the owners, and whether it showed a mark of the place."""

    status: int
    marked: bool = False


def addresses_shown_to_owners(world: World, sessions: list[Session]) -> dict[str, Shown]:
    """Return the best answer that an owner got, by address of this run."""
    places = (world.places["huecommune"], world.places["thuathien"])
    best: dict[str, Shown] = {}
    for address in named_addresses():
        if not is_in_turn("owners", address.name):
            continue
        surface = surface_of(address.name)
        if surface is None or surface.verdict not in OWN_KINDS:
            continue
        for session in sessions:
            for place in places:
                for asked in requests_of(address, place):
                    answer = session.send(asked)
                    words = (place.open_word, place.secret_word)
                    found = Shown(answer.status, any(word in answer.text for word in words))
                    _keep_best(best, address.name, found)
            if address.name in best and best[address.name].status < 400:
                break
    return best


def requests_of(address: Address, place: Place) -> Iterator[Attempt]:
    """Yield the address with all samples of the place, or as it is where it takes none."""
    fill = foreign_fillings(address, None, place) if address.converters else None
    for filled in fill or own_fillings(address, place):
        for method in ("GET", "POST"):
            asked = attempt(filled, method).about(frozenset())
            if address.name in FIND:
                asked = replace(asked, query=(("id", str(place.samples[FIND[address.name]][0])),))
            yield asked


def unanswered(shown: dict[str, Shown]) -> list[str]:
    """Return the addresses that answered no owner with a page or a way on."""
    return sorted(name for name, best in shown.items() if best.status >= 400)


def _keep_best(best: dict[str, Shown], name: str, found: Shown) -> None:
    known = best.get(name)
    if known is None or found.status < known.status or (found.marked and not known.marked):
        best[name] = Shown(min(found.status, known.status if known else 600), found.marked)
