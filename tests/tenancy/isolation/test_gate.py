"""The gate answers before any view, and the same for foreign and for never."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, include, path
from wagtail.models import Page

from portal_network.tenancy.isolation import surfaces
from portal_network.tenancy.isolation.gate import IsolationMiddleware, is_allowed
from portal_network.tenancy.isolation.reach import reach_of
from portal_network.tenancy.isolation.surfaces import (
    UndeclaredConverter,
    declare,
    no_tenant_data,
    operators_only,
    own_rows,
    scoped_list,
    surface_of,
)
from portal_network.tenancy.models import Role
from tests.factories import make_article, make_superuser, make_user
from tests.networks import QUOC_KHANH, TAM_THANH, Network

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdicts(monkeypatch):
    """Let a test declare what it likes."""
    monkeypatch.setattr(surfaces, "_surfaces", {})


def asked(rf, reach, name: str = "x", query: str = "", **captured) -> HttpRequest:
    """Return a request for the address ``name`` with these values in its path."""
    request = rf.get(f"/quan-tri/x/?{query}")
    request.reach = reach
    request.resolver_match = ResolverMatch(
        lambda request: HttpResponse(), (), captured, url_name=name,
        captured_kwargs=captured,
    )  # fmt: skip
    return request


def allowed(rf, reach, surface, query: str = "", **captured) -> bool:
    """Tell whether the gate lets the request through."""
    return is_allowed(surface, asked(rf, reach, query=query, **captured), captured, reach)


@pytest.fixture
def reach(network: Network):
    """Return what an editor of Tam Thanh may meet."""
    return reach_of(make_user(Role.EDITOR, TAM_THANH))


def test_own_ids_pass_and_foreign_ones_and_unknown_ones_do_not(rf, reach):
    mine, other = make_article(TAM_THANH), make_article(QUOC_KHANH)
    surface = own_rows("", page_id=Page)
    assert allowed(rf, reach, surface, page_id=mine.pk)
    assert not allowed(rf, reach, surface, page_id=other.pk)
    assert not allowed(rf, reach, surface, page_id=987654)


def test_every_id_must_be_one_s_own(rf, reach):
    mine, other = make_article(TAM_THANH), make_article(QUOC_KHANH)
    surface = own_rows("", page_id=Page, destination_id=Page)
    assert allowed(rf, reach, surface, page_id=mine.pk, destination_id=mine.pk)
    assert not allowed(rf, reach, surface, page_id=mine.pk, destination_id=other.pk)


def test_ids_of_the_query_are_asked_after_as_well_and_empty_ones_are_none(rf, reach):
    mine, other = make_article(TAM_THANH), make_article(QUOC_KHANH)
    surface = scoped_list("", query_ids={"id": Page})
    assert allowed(rf, reach, surface, query=f"id={mine.pk}&id=")
    assert not allowed(rf, reach, surface, query=f"id={mine.pk}&id={other.pk}")
    assert not allowed(rf, reach, surface, query="id=x")


def test_words_are_not_asked_after_but_must_be_declared(rf, reach):
    assert allowed(rf, reach, scoped_list("", words=("model_name",)), model_name="page")
    with pytest.raises(UndeclaredConverter):
        allowed(rf, reach, scoped_list(""), model_name="page")


def test_a_check_has_the_last_word(rf, reach):
    assert not allowed(rf, reach, scoped_list("", check=lambda *asked: False))
    assert allowed(rf, reach, scoped_list("", check=lambda *asked: True))


def test_what_is_for_operators_is_there_for_nobody_else(rf, reach):
    assert not allowed(rf, reach, operators_only(""))


def test_an_address_without_verdict_answers_404_but_for_operators(network, verdicts, client_for):
    operator = make_superuser()
    person = make_user(Role.EDITOR, TAM_THANH)
    gate = IsolationMiddleware(lambda request: HttpResponse())
    for user, passes in ((person, False), (operator, True)):
        request = client_for(network.communes[0], user=user).get("/quan-tri/").wsgi_request
        request.user = user
        request.reach = reach_of(user)
        request.resolver_match = ResolverMatch(
            lambda request: None, (), {}, url_name="nobody-knows-it", captured_kwargs={}
        )
        answer = gate.process_view(request, None, (), {})
        assert (answer is None) is passes
        if not passes:
            assert answer.status_code == 404


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
def test_foreign_and_never_are_answered_alike_by_every_method(network, client_for, method):
    other = make_article(QUOC_KHANH)
    client = client_for(network.communes[0], user=make_user(Role.APPROVER, TAM_THANH))
    answers = [
        getattr(client, method)(f"/quan-tri/pages/{key}/edit/") for key in (other.pk, 98765432)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].headers.keys() == answers[1].headers.keys()
    assert len(answers[0].content) == len(answers[1].content)


def test_visitors_and_public_pages_pass(network, client_for):
    assert client_for(network.communes[0]).get("/quan-tri/").status_code == 302
    assert client_for(network.communes[0]).get("/").status_code == 200


def test_the_nearest_verdict_counts(verdicts):
    whole, exact = operators_only("whole"), no_tenant_data("exact")
    declare("room:*", whole)
    declare(("room:one", "room:two"), exact)
    assert surface_of("room:one") is surface_of("room:two") is exact
    assert surface_of("room:other") is surface_of("room:inner:deep") is whole
    assert surface_of("elsewhere") is None
    assert surfaces.declared().keys() == {"room:*", "room:one", "room:two"}


def _view(request: HttpRequest, **captured) -> HttpResponse:
    return HttpResponse()


inner = ([path("<int:page_id>/<slug:word>/", _view, name="deep")], "inner")
urlpatterns = [
    path("quan-tri/", _view, name="wagtailadmin_home"),
    path("quan-tri/", include(([path("r/", include(inner))], "room"))),
    path("khac/", _view, name="public"),
]


@pytest.mark.urls(__name__)
def test_addresses_carry_full_name_route_and_converters():
    from portal_network.tenancy.isolation.addresses import admin_addresses, all_addresses

    assert {address.name for address in all_addresses()} == {
        "wagtailadmin_home", "room:inner:deep", "public",
    }  # fmt: skip
    deep = next(address for address in admin_addresses() if address.name == "room:inner:deep")
    assert deep.route == "quan-tri/r/<int:page_id>/<slug:word>/"
    assert deep.converters == {"page_id", "word"}
    assert deep.view is _view
    assert "public" not in {address.name for address in admin_addresses()}
