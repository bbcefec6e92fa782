"""The attack on a small scale: it finds what leaks, and it finds nothing in the portal.

``make isolation`` is the whole of it; here one editor asks every address for the rows of one
commune of another province.
"""

import pytest
from wagtail.models import Page

from tests.isolation.actors import attacker
from tests.isolation.assault import attempt, named_addresses
from tests.isolation.attempts import Attempt
from tests.isolation.everything_else import models_of_places, suits
from tests.isolation.fixtures import nobody_s_session_is_locked, world
from tests.isolation.numbering import counted_models
from tests.isolation.public import PUBLIC, public_addresses
from tests.isolation.session import Session
from tests.isolation.slots import foreign_fillings
from tests.isolation.world import World

__all__ = ["nobody_s_session_is_locked", "world"]
pytestmark = pytest.mark.django_db

GATE = "portal_network.tenancy.isolation.gate.IsolationMiddleware"


@pytest.fixture
def without_gate(settings) -> None:
    """Take the gate away, as a careless change of the settings would."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != GATE]


def test_an_editor_meets_nothing_of_a_commune_of_another_province(world: World):
    session = Session(world, attacker(world, "editor"))
    for address in named_addresses():
        for filled in foreign_fillings(address, session.actor.home, world.places["huecommune"]):
            if filled.main:
                for method in ("GET", "POST"):
                    session.send(attempt(filled, method))
    assert session.requests > len(named_addresses())
    assert not session.leaks, "\n".join(map(str, session.leaks[:20]))


def test_the_attacker_knows_what_to_ask_of_every_public_address():
    assert {address.name for address in public_addresses()} <= PUBLIC.keys()


def test_without_the_gate_the_same_requests_leak(world: World, without_gate):
    session = Session(world, attacker(world, "editor"))
    for address in named_addresses():
        for filled in foreign_fillings(address, session.actor.home, world.places["huecommune"]):
            if filled.main:
                session.send(attempt(filled, "GET"))
    assert len({leak.attempt.address for leak in session.leaks}) > 10


@pytest.mark.urls("tests.isolation.leaky_urls")
@pytest.mark.parametrize(
    ("view", "kind", "what"),
    [
        ("show", "seen", "zzsecrethuecommune"),
        ("name_keys", "seen", "id of wagtailcore.Page of huecommune"),
        ("export", "seen", "zzsecrethuecommune"),
        ("lead_on", "seen", "zzopenhuecommune"),
        ("write", "mailed", "zzsecrethuecommune"),
        ("change", "changed", "title"),
        ("refer", "refers to", "wagtailcore.Page.alias_of"),
        ("tell_apart", "told apart", "status"),
        ("fail", "error", "RuntimeError"),
    ],
)
def test_the_referee_sees_every_kind_of_leak(
    world: World, without_gate, view: str, kind: str, what: str
):
    session = Session(world, attacker(world, "editor"))
    place = world.places["huecommune"]
    # The shown article has an open address; the draft has a secret title.
    key = place.samples[Page][0] if view == "lead_on" else place.drafted_key
    path = f"/quan-tri/lo/{view}/{key}/"
    session.send(Attempt(f"leaky_{view}", "GET", path, foreign=frozenset({str(key)})))
    assert any(leak.kind == kind and what in leak.what for leak in session.leaks), session.leaks


@pytest.mark.urls("tests.isolation.leaky_urls")
def test_what_a_request_did_is_undone_before_the_next_one(world: World, without_gate):
    session = Session(world, attacker(world, "editor"))
    key = world.places["huecommune"].samples[Page][0]
    title = Page.objects.get(pk=key).title
    session.send(Attempt("leaky_change", "GET", f"/quan-tri/lo/change/{key}/"))
    assert session.leaks
    assert Page.objects.get(pk=key).title == title


def test_every_place_has_a_row_of_every_model_that_belongs_to_places(world: World):
    missing = [
        f"{model._meta.label} of {place.name}"
        for place in world.places.values()
        for model in models_of_places()
        if suits(model, place) and not place.rows.get(model) and not issubclass(model, Page)
    ]
    assert not missing


def test_no_key_names_rows_of_two_tables(world: World):
    seen: dict[object, type] = {}
    for place in world.places.values():
        for model in counted_models():
            for key in place.rows[model]:
                assert seen.setdefault(key, model) is model
