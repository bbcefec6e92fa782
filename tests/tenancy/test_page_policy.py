"""Rights on pages: each role, each action, each place, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal_network.accounts.models import User
from portal_network.tenancy.models import Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from portal_network.tenancy.policies.pages import MembershipPagePermissionPolicy
from tests.factories import (
    add_page,
    give_role,
    make_article,
    make_information_page,
    make_superuser,
    make_user,
    section_page,
    site_page,
)
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, Network, build_network

pytestmark = pytest.mark.django_db

HUE_COMMUNE = "19753"

# What Wagtail asks of a page that has pages below it ("parent") and of one that has not ("leaf").
ACTIONS = {
    "add below": lambda leaf, parent: parent.can_add_subpage(),
    "edit": lambda leaf, parent: leaf.can_edit(),
    "publish": lambda leaf, parent: leaf.can_publish(),
    "unpublish": lambda leaf, parent: leaf.can_unpublish(),
    "publish below": lambda leaf, parent: parent.can_publish_subpage(),
    "delete": lambda leaf, parent: leaf.can_delete(),
    "delete with all below": lambda leaf, parent: parent.can_delete(),
    "move": lambda leaf, parent: leaf.can_move(),
    "copy": lambda leaf, parent: leaf.can_copy(),
    "lock": lambda leaf, parent: leaf.can_lock(),
    "unlock": lambda leaf, parent: leaf.can_unlock(),
    "restrict views": lambda leaf, parent: leaf.can_set_view_restrictions(),
    "reorder": lambda leaf, parent: parent.can_reorder_children(),
}
WRITES = {"add below", "edit", "copy"}
# Not "publish below": nothing new is public before another person has read it.
RELEASES = {
    "publish", "unpublish", "lock", "unlock", "restrict views", "reorder", "delete", "move",
}  # fmt: skip

# What a role may do to the pages of the place where it is held.
ALLOWED: dict[str, set[str]] = {
    Role.EDITOR: WRITES,
    Role.APPROVER: WRITES | RELEASES,
    Role.SITE_ADMINISTRATOR: WRITES | RELEASES,
    Role.RESPONDER: set(),
    Role.PROVINCE_ADMINISTRATOR: WRITES | RELEASES | {"delete with all below"},
    Role.PROVINCE_MODERATOR: {"edit", "copy"} | RELEASES,
    Role.PROVINCE_OBSERVER: set(),
}
PLACES = {
    "the commune": TAM_THANH,
    "its neighbour": QUOC_KHANH,
    "the province": "20",
    "a commune of another province": HUE_COMMUNE,
    "another province": HUE,
}
# Which of these places a role in the commune or in the province reaches.
REACH: dict[str, frozenset[str]] = dict.fromkeys(
    COMMUNE_ROLES, frozenset({"the commune"})
) | dict.fromkeys(PROVINCE_ROLES, frozenset({"the commune", "its neighbour", "the province"}))


@pytest.fixture
def two_provinces(network) -> Network:
    """Lạng Sơn with two communes, and Huế with one."""
    build_network(HUE, communes=[HUE_COMMUNE])
    return network


def policy() -> MembershipPagePermissionPolicy:
    """Return the policy that Wagtail asks about pages."""
    return policy_registry.get_by_type(Page)


def home_of(role: Role) -> str:
    return "20" if role in PROVINCE_ROLES else TAM_THANH


def allowed_actions(user: User, place: str) -> set[str]:
    """Return the actions that the person may do to pages of a place."""
    parent = section_page(place, "news").get_children().get().specific
    leaf = parent.get_children().get().specific
    rights = leaf.permissions_for_user(user), parent.permissions_for_user(user)
    return {name for name, may in ACTIONS.items() if may(*rights)}


@pytest.fixture
def pages(two_provinces) -> None:
    """An information page with one below it, in the news of every place."""
    for place in PLACES.values():
        make_information_page(make_information_page(section_page(place, "news")))


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_only_where_it_is_held(pages, role):
    user = make_user(role, home_of(role))
    for name, place in PLACES.items():
        expected = ALLOWED[role] if name in REACH[role] else set()
        assert allowed_actions(user, place) == expected, name


def test_the_table_covers_every_role():
    assert set(ALLOWED) == set(Role) == set(REACH)


def test_nobody_has_rights_without_a_role_and_the_operator_has_all(pages):
    nobody, operator = make_user(), make_superuser()
    for place in PLACES.values():
        assert allowed_actions(nobody, place) == set()
        assert allowed_actions(operator, place) == set(ACTIONS)


def test_a_closed_account_has_no_rights_whatever_its_roles(network):
    closed = make_user(Role.APPROVER, TAM_THANH, is_active=False)
    article = make_article(TAM_THANH)
    rights = article.permissions_for_user(closed)
    assert not any([rights.can_edit(), rights.can_publish(), rights.can_delete()])
    assert not policy().user_has_permission(closed, "change")
    assert not policy().instances_user_has_permission_for(closed, "change").exists()


def test_roles_in_two_communes_add_up_without_mixing(pages):
    user = make_user(Role.EDITOR, TAM_THANH)
    give_role(user, Role.APPROVER, QUOC_KHANH)
    assert allowed_actions(user, TAM_THANH) == ALLOWED[Role.EDITOR]
    assert allowed_actions(user, QUOC_KHANH) == ALLOWED[Role.APPROVER]
    assert allowed_actions(user, "20") == set()


def test_an_editor_deletes_a_draft_but_nothing_that_the_public_sees(network):
    editor = make_user(Role.EDITOR, TAM_THANH)
    draft, published = make_article(TAM_THANH, live=False), make_article(TAM_THANH)
    assert draft.permissions_for_user(editor).can_delete()
    assert not published.permissions_for_user(editor).can_delete()


def test_a_page_moves_only_between_communes_where_its_mover_may_publish(network):
    user = make_user(Role.APPROVER, TAM_THANH)
    article = make_article(TAM_THANH)
    own, foreign = section_page(TAM_THANH, "campaigns"), section_page(QUOC_KHANH, "news")
    assert article.permissions_for_user(user).can_move_to(own)
    assert not article.permissions_for_user(user).can_move_to(foreign)
    assert not article.permissions_for_user(user).can_copy_to(foreign)
    give_role(user, Role.EDITOR, QUOC_KHANH)
    assert not article.permissions_for_user(user).can_move_to(foreign)
    assert article.permissions_for_user(user).can_copy_to(foreign)


def test_nobody_but_the_operator_touches_the_root_of_all_trees(network):
    root = Page.get_first_root_node()
    for role in Role:
        rights = root.permissions_for_user(make_user(role, home_of(role)))
        assert not rights.can_add_subpage()
        assert not rights.can_edit()
        assert not rights.can_publish_subpage()


def test_a_commune_whose_name_begins_another_path_reaches_no_further(network):
    # Paths are compared by prefix: the second commune must not lie "below" the first.
    first, second = (site_page(code, "home") for code in (TAM_THANH, QUOC_KHANH))
    assert first.depth == second.depth
    assert not second.path.startswith(first.path)


# The mandated tree


@pytest.mark.parametrize("key", ["home", "directory", "group:gioi-thieu", "section:news"])
def test_a_province_administrator_cannot_take_the_mandated_tree_apart(network, client_for, key):
    page = site_page("20", key)
    admin = make_user(Role.PROVINCE_ADMINISTRATOR, "20")
    client = client_for(network.province, user=admin)
    for address in (
        f"/quan-tri/pages/{page.pk}/delete/",
        f"/quan-tri/hang-doi-duyet/trang/{page.pk}/go/",
        f"/quan-tri/bulk/wagtailcore/page/delete/?id={page.pk}",
        f"/quan-tri/bulk/wagtailcore/page/unpublish/?id={page.pk}",
    ):
        data = {"confirm_site_name": network.province.name, "reason": "Thử gỡ cây trang bắt buộc."}
        client.post(address, data)
        assert Page.objects.get(pk=page.pk).live, address


def test_the_same_requests_delete_and_unpublish_an_ordinary_page(network, client_for):
    client = client_for(
        network.province, user=make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    )
    reason = {"reason": "Gỡ để kiểm tra lại số liệu thu chi."}
    for address, is_gone in (
        ("/quan-tri/hang-doi-duyet/trang/{}/go/", False),
        ("/quan-tri/pages/{}/delete/", True),
        ("/quan-tri/bulk/wagtailcore/page/delete/?id={}", True),
    ):
        page = make_article(TAM_THANH)
        client.post(address.format(page.pk), reason)
        found = Page.objects.filter(pk=page.pk)
        assert found.exists() != is_gone, address
        assert not found.filter(live=True).exists(), address


# The same questions as sets


@pytest.mark.parametrize("role", Role)
def test_the_pages_that_a_person_may_edit_are_those_of_the_table(pages, role):
    user = make_user(role, home_of(role))
    found = {page.pk for page in policy().instances_user_has_permission_for(user, "change")}
    for name, place in PLACES.items():
        is_expected = "edit" in ALLOWED[role] and name in REACH[role]
        assert (site_page(place, "home").pk in found) == is_expected, name


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.EDITOR, TAM_THANH),
        (Role.APPROVER, TAM_THANH),
        (Role.PROVINCE_ADMINISTRATOR, "20"),
    ],
)
def test_the_explorer_starts_at_the_root_of_the_place(network, role, start):
    user = make_user(role, start)
    assert policy().explorable_root_instance(user).pk == site_page(start, "home").pk
    listed = {page.pk for page in policy().explorable_instances(user)}
    assert site_page(TAM_THANH, "home").pk in listed
    assert (site_page(QUOC_KHANH, "home").pk in listed) == (start == "20")


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.PROVINCE_OBSERVER])
def test_a_role_without_rights_on_pages_sees_none_of_them(network, role):
    user = make_user(role, home_of(role))
    assert policy().explorable_root_instance(user) is None
    assert not policy().explorable_instances(user).exists()
    assert not policy().user_has_permission(user, "change")


def test_an_unknown_visitor_has_no_grants(network):
    assert policy().get_all_permissions_for_user(AnonymousUser()) == []


def test_a_place_without_pages_gives_no_grants(network):
    user = make_user(Role.APPROVER, TAM_THANH)
    network.communes[0].__class__.objects.filter(pk=TAM_THANH).update(root_page=None)
    assert MembershipPagePermissionPolicy(Page).get_all_permissions_for_user(user) == []


def test_every_page_type_answers_to_the_policy_of_memberships(network):
    for model in (Page, type(make_article(TAM_THANH)), type(site_page("20", "home"))):
        assert isinstance(policy_registry.get_by_type(model), MembershipPagePermissionPolicy)


# Cost


def queries_of_a_decision(role: Role, place: str) -> int:
    """Return how many queries a person's first decision on a page takes."""
    article = make_article(TAM_THANH)
    user = User.objects.get(pk=make_user(role, place).pk)
    with CaptureQueriesContext(connection) as captured:
        rights = article.permissions_for_user(user)
        rights.can_edit(), rights.can_publish(), rights.can_delete()
    return len(captured)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.PROVINCE_MODERATOR])
def test_a_decision_costs_as_many_queries_in_a_large_network_as_in_a_small_one(network, role):
    few = queries_of_a_decision(role, home_of(role))
    build_network(communes=6)
    assert queries_of_a_decision(role, home_of(role)) == few <= 6


def test_a_decision_costs_as_much_with_many_roles_as_with_one(network):
    article = make_article(TAM_THANH)
    user = make_user(Role.EDITOR, TAM_THANH)
    counts = []
    for _round in range(2):
        fresh = User.objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as captured:
            article.permissions_for_user(fresh).can_edit()
        counts.append(len(captured))
        if not _round:
            for commune in build_network(communes=5).communes:
                give_role(user, Role.APPROVER, commune)
    assert counts[0] == counts[1]


# On the screens


def test_an_editor_writes_in_the_explorer_of_the_commune_and_not_of_its_neighbour(
    network, client_for
):
    own, foreign = make_article(TAM_THANH), make_article(QUOC_KHANH)
    client = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))
    assert client.get(f"/quan-tri/pages/{own.pk}/edit/").status_code == 200
    answer = client.get(f"/quan-tri/pages/{foreign.pk}/edit/")
    assert answer.status_code in {302, 403, 404}
    assert foreign.title not in answer.content.decode()


def test_what_an_editor_adds_belongs_to_the_commune_of_the_section(network):
    section = section_page(TAM_THANH, "news")
    article = make_article(QUOC_KHANH)
    copy = article.copy(to=section, update_attrs={"slug": "ban-sao"}, copy_revisions=False)
    assert (copy.commune_id, copy.province_id) == (TAM_THANH, "20")
    new = add_page(section, type(article)(title="Mới", slug="moi", author="A", source="B"))
    assert new.commune_id == TAM_THANH
