"""The whole attack of one person, from the addresses that the resolver knows."""

from collections.abc import Callable, Iterator

from django.urls import reverse

from portal_network.tenancy.isolation.addresses import Address, admin_addresses
from portal_network.tenancy.models import Role
from tests.isolation.actors import Actor
from tests.isolation.attempts import METHODS, Answer, Attempt
from tests.isolation.crawl import crawl
from tests.isolation.forms import forms_of
from tests.isolation.own_forms import ENDINGS, SAVE, attack_form, attack_page_forms
from tests.isolation.parameters import attacks, names_read
from tests.isolation.places import Place
from tests.isolation.public import attack_public
from tests.isolation.session import Session
from tests.isolation.slots import Filled, foreign_fillings, own_fillings, stray_fillings
from tests.isolation.turns import is_in_turn
from tests.isolation.world import World

# The two with the widest rights try rows of the usual kinds everywhere.
THOROUGH = {str(Role.SITE_ADMINISTRATOR), str(Role.PROVINCE_ADMINISTRATOR)}
REFUSED = {403, 404, 405}
# These have an attack of their own (``own_forms``).
PAGE_FORMS = {
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:revisions_revert",
}


def named_addresses() -> list[Address]:
    """Return the addresses of the administration that have a name."""
    return [address for address in admin_addresses() if address.name]


def addresses_for(actor: Actor) -> list[Address]:
    """Return those of them that a person meets in this run."""
    return [address for address in named_addresses() if is_in_turn(actor.name, address.name)]


def foreign_addresses(session: Session, world: World) -> Iterator[Attempt]:
    """Yield every address with the rows of every other place.

    Of the first place every sample is read, and the first one asked by every method; of the
    others the first is read and posted to.
    """
    actor = session.actor
    for address in addresses_for(actor):
        for number, other in enumerate(world.others(actor.own)):
            for filled in foreign_fillings(address, actor.home, other):
                if filled.main:
                    methods = METHODS if number == 0 else METHODS[:2]
                else:
                    methods = METHODS[:1] if number == 0 else ()
                for method in methods:
                    yield attempt(filled, method)
        if actor.name in THOROUGH:
            for filled in stray_fillings(address, world.others(actor.own)[0]):
                yield attempt(filled, "GET")


def attempt(filled: Filled, method: str) -> Attempt:
    """Return the plain request of a filled address."""
    return Attempt(filled.name, method, filled.path, foreign=filled.foreign)


def own_addresses(session: Session, world: World) -> None:
    """Ask every address with the person's own rows, then with others' in all that it reads.

    Its parameters are attacked one by one, and so are the forms of the page it answers with.
    """
    session.warm_up()
    others = world.others(session.actor.own)
    seen: set[tuple[str, str]] = set()
    for address in addresses_for(session.actor):
        if session.actor.home is None and address.converters:
            continue
        for filled in own_fillings(address, session.actor.host):
            for method in ("GET", "POST"):
                base = attempt(filled, method)
                answer = session.send(base)
                # What is refused reads nothing; other words of the same address are read alike.
                if answer.status in REFUSED or (address.name, method) in seen:
                    continue
                seen.add((address.name, method))
                names = names_read(address, base, answer)
                session.send_all(attacks(session, base, names, others[::2]))
                if method == "GET" and address.name not in PAGE_FORMS:
                    attack_forms(session, base, answer, others[::2])


def attack_forms(session: Session, shown: Attempt, answer: Answer, others: list[Place]) -> None:
    """Send the forms of a page with one of its choices after another set to a foreign row."""
    for form in forms_of(shown, answer, session.actor.host):
        attack_form(session, form, others, SAVE)


def follow_links(session: Session, world: World) -> None:
    """Follow all links from the administration and from the site, and try what visitors can."""
    session.warm_up()
    crawl(session, reverse("wagtailadmin_home"))
    crawl(session, "/")
    attack_public(session, world.others(session.actor.own))


def visit_another_site(session: Session, world: World) -> None:
    """Work on the host of a foreign commune, which everybody can open."""
    away = session.on_site_of(world.places["huecommune"])
    for address in named_addresses():
        for filled in own_fillings(address, away.actor.host) if not address.converters else ():
            away.send(attempt(filled, "GET"))
    crawl(away, reverse("wagtailadmin_home"))
    session.count_in(away)


def send_foreign_addresses(session: Session, world: World) -> None:
    """Ask every address for the rows of every other place."""
    session.send_all(foreign_addresses(session, world))


def send_page_forms(session: Session, world: World) -> None:
    """Refer to foreign rows from one's own pages."""
    session.warm_up()
    attack_page_forms(session, world.others(session.actor.own)[::2])


# What one person does, in pieces that can run beside each other.
PARTS: dict[str, Callable[[Session, World], None]] = {
    "foreign addresses": send_foreign_addresses,
    "own addresses": own_addresses,
    "page forms": send_page_forms,
    "links": follow_links,
    "another site": visit_another_site,
}
# These have no addresses of which a run could take a share: it takes all of it, or nothing.
WHOLE = {"page forms", "links", "another site"}


def attacks_of(name: str) -> list[str]:
    """Return the parts that make sense for a person: visitors and strangers write no pages."""
    parts = [part for part in PARTS if part != "page forms" or name in ENDINGS]
    return [part for part in parts if part not in WHOLE or is_in_turn(name, part)]
