"""Each kind of row belongs to one place, and a kind without a rule to nobody."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django_scopes import scope
from django_scopes.exceptions import ScopeError
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, Page, Revision, Site, Workflow

from commune_site.models import PortalPage
from portal_network.tenancy.isolation import ownership
from portal_network.tenancy.isolation.ownership import (
    ByAuthority,
    ByObject,
    ByPerson,
    owns,
    owns_key,
    register_ownership,
    registered_rule,
    within,
)
from portal_network.tenancy.isolation.reach import EVERYTHING, NOTHING, reach_of, reach_of_site
from portal_network.tenancy.models import Commune, HostName, Membership, Province, Role
from portal_network.tenancy.scoping import within_reach
from tests.factories import make_article, make_image, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, Network, build_network

pytestmark = pytest.mark.django_db

HUE_COMMUNE = "19753"


@pytest.fixture
def two_provinces(network: Network) -> Network:
    """Lạng Sơn with two communes, and Huế with one."""
    build_network(HUE, [HUE_COMMUNE])
    return network


def keys(reach, model) -> set:
    """Return the keys of the rows within reach."""
    return set(within(reach, model._base_manager.all()).values_list("pk", flat=True))


def test_authorities_sites_hosts_collections_and_pages_of_one_commune(two_provinces):
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    commune = two_provinces.communes[0]
    assert keys(reach, Commune) == {TAM_THANH}
    assert keys(reach, Province) == set()
    assert keys(reach, Site) == {commune.site_id}
    assert keys(reach, Collection) == {commune.collection_id}
    assert keys(reach, HostName) == set(commune.hosts.values_list("pk", flat=True))
    assert keys(reach, Page) == set(
        PortalPage.everywhere.filter(commune=TAM_THANH).values_list("pk", flat=True)
    )


def test_a_province_owns_what_its_communes_own_and_nothing_of_another(two_provinces):
    reach = reach_of(make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))
    assert keys(reach, Commune) == {TAM_THANH, QUOC_KHANH}
    assert keys(reach, Province) == {LANG_SON}
    assert keys(reach, PortalPage) == set(
        PortalPage.everywhere.filter(province=LANG_SON).values_list("pk", flat=True)
    )


def test_people_know_colleagues_of_their_places_and_themselves(two_provinces):
    near = make_user(Role.APPROVER, TAM_THANH)
    above = make_user(Role.PROVINCE_OBSERVER, LANG_SON)
    far = make_user(Role.EDITOR, HUE_COMMUNE)
    me = make_user(Role.EDITOR, TAM_THANH)
    assert keys(reach_of(me), get_user_model()) == {me.pk, near.pk}
    assert keys(reach_of(above), get_user_model()) == {me.pk, near.pk, above.pk}
    assert owns(reach_of(far), far) and not owns(reach_of(far), me)


def test_rows_about_an_object_belong_to_whoever_owns_it(two_provinces):
    mine, other = make_article(TAM_THANH), make_article(HUE_COMMUNE)
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    assert owns(reach, mine.save_revision())
    assert not owns(reach, other.save_revision())
    with pytest.raises(NotImplementedError):
        within(reach, Revision.objects.all()).exists()


def test_a_row_about_an_object_that_is_gone_belongs_to_nobody(two_provinces):
    article = make_article(TAM_THANH)
    revision = article.save_revision()
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    Page.objects.filter(pk=article.pk).update(depth=article.depth)
    article.delete()
    assert not Revision.objects.filter(pk=revision.pk).exists()
    assert not owns_key(reach, Revision, revision.pk)
    assert not owns_key(reach, ModelLogEntry, 1)


def test_media_belong_to_the_place_of_their_collection(two_provinces):
    mine, other = make_image(TAM_THANH), make_image(HUE_COMMUNE)
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    assert keys(reach, get_image_model()) == {mine.pk}
    assert not owns_key(reach, get_image_model(), other.pk)


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, None, "1 OR 1=1", "\x00", 0, "½"])
def test_a_key_that_fits_no_row_is_owned_by_nobody_without_an_error(two_provinces, key):
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    assert owns_key(reach, Page, key) is False
    assert owns_key(EVERYTHING, Page, key) is False


def test_a_model_without_a_rule_belongs_to_nobody_but_operators(two_provinces):
    group = Group.objects.create(name="Nhóm")
    assert registered_rule(Group) is None
    assert not owns(reach_of(make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)), group)
    assert owns(EVERYTHING, group)


def test_what_all_share_is_there_for_whoever_works_somewhere(two_provinces):
    workflow = Workflow.objects.create(name="Duyệt")
    assert owns(reach_of(make_user(Role.EDITOR, TAM_THANH)), workflow)


def test_subclasses_inherit_a_rule_and_a_later_rule_counts(monkeypatch):
    monkeypatch.setattr(ownership, "_rules", dict(ownership._rules))
    assert registered_rule(PortalPage) is registered_rule(Page)
    rule = ByPerson()
    register_ownership(PortalPage, rule)
    assert registered_rule(PortalPage) is rule
    assert registered_rule(Page) is not rule


def test_rules_of_one_level_ask_for_that_level_alone(two_provinces):
    reach = reach_of(make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))
    only_province = ByAuthority(commune=None).condition(reach)
    assert "commune" not in str(only_province)
    assert not HostName.everywhere.filter(ByAuthority().condition(NOTHING)).exists()
    assert ByPerson().condition(NOTHING) == ownership.NOBODY
    assert ByObject(lambda row: None).owns(reach, Session()) is False


@pytest.mark.parametrize("model", [PortalPage, get_image_model(), HostName, Membership])
def test_a_manager_that_knows_on_whose_behalf_keeps_to_it(two_provinces, model):
    make_image(TAM_THANH)
    make_image(HUE_COMMUNE)
    make_user(Role.EDITOR, HUE_COMMUNE)
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    with within_reach(reach):
        found = set(model.objects.values_list("pk", flat=True))
        own = keys(reach, model)
        # Of pages those above can be read, and nothing beside them.
        above = (
            set()
            if model is not PortalPage
            else set(model.everywhere.filter(path__in=reach.way_paths).values_list("pk", flat=True))
        )
        assert found == own | above
        assert model.everywhere.count() > model.objects.count() > 0
    with within_reach(EVERYTHING):
        assert model.objects.count() == model.everywhere.count()


@pytest.mark.parametrize("model", [PortalPage, get_image_model(), HostName, Membership])
@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.all(),
        lambda rows: rows.filter(pk=1),
        lambda rows: rows.get(pk=1),
        lambda rows: rows.count(),
        lambda rows: rows.first(),
        lambda rows: rows.exists(),
        lambda rows: rows.exclude(pk=1).exists(),
        lambda rows: rows.in_bulk([1]),
        lambda rows: rows.distinct().exists(),
        lambda rows: rows.select_related(None).exists(),
        lambda rows: list(rows.values("pk")),
    ],
)
def test_a_manager_that_does_not_know_on_whose_behalf_refuses(two_provinces, model, ask):
    with scope(_enabled=True), pytest.raises(ScopeError):
        ask(model.objects)


def test_a_visitor_s_site_asks_within_its_province(two_provinces):
    with within_reach(reach_of_site(two_provinces.tenants[0])):
        provinces = set(PortalPage.objects.values_list("province_id", flat=True))
    assert provinces == {LANG_SON}
