"""Rights on images and files: each role, each action, own and foreign collections, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from commune_site.models import PortalImage
from documents.models import PortalDocument
from portal_network.tenancy.models import Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from portal_network.tenancy.policies.collections import MembershipCollectionPermissionPolicy
from tests.factories import give_role, make_file, make_image, make_superuser, make_user
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db

HUE_COMMUNE = "19753"
ACTIONS = ("change", "delete", "choose")
MAKERS = {PortalImage: make_image, PortalDocument: make_file}

# What a role may do to the media of others at the place where it is held.
ALLOWED: dict[str, set[str]] = {
    Role.EDITOR: {"choose"},
    Role.APPROVER: {"change", "delete", "choose"},
    Role.SITE_ADMINISTRATOR: {"change", "delete", "choose"},
    Role.RESPONDER: {"choose"},
    Role.PROVINCE_ADMINISTRATOR: {"change", "delete", "choose"},
    Role.PROVINCE_MODERATOR: {"choose"},
    Role.PROVINCE_OBSERVER: set(),
}
MAY_ADD = {
    Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR, Role.RESPONDER,
    Role.PROVINCE_ADMINISTRATOR,
}  # fmt: skip
PLACES = (TAM_THANH, QUOC_KHANH, "20", HUE_COMMUNE, HUE)
REACH: dict[str, frozenset[str]] = dict.fromkeys(
    COMMUNE_ROLES, frozenset({TAM_THANH})
) | dict.fromkeys(PROVINCE_ROLES, frozenset({TAM_THANH, QUOC_KHANH, "20"}))


def home_of(role: Role) -> str:
    return "20" if role in PROVINCE_ROLES else TAM_THANH


def policy(model) -> MembershipCollectionPermissionPolicy:
    return policy_registry.get_by_type(model)


@pytest.fixture
def media(network) -> dict:
    """An image and a file of every place, uploaded by nobody in particular."""
    build_network(HUE, communes=[HUE_COMMUNE])
    return {(model, place): make(place) for model, make in MAKERS.items() for place in PLACES}


def test_the_table_covers_every_role():
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_to_media_what_the_table_says_and_only_where_it_is_held(media, role):
    user = make_user(role, home_of(role))
    for (model, place), item in media.items():
        may = {
            action
            for action in ACTIONS
            if policy(model).user_has_permission_for_instance(user, action, item)
        }
        assert may == (ALLOWED[role] if place in REACH[role] else set()), (model, place)


@pytest.mark.parametrize("role", Role)
def test_the_media_that_a_person_may_choose_are_those_of_the_table(media, role):
    user = make_user(role, home_of(role))
    for model in MAKERS:
        found = set(policy(model).instances_user_has_permission_for(user, "choose"))
        reached = REACH[role] if "choose" in ALLOWED[role] else ()
        assert found == {media[model, place] for place in reached}


@pytest.mark.parametrize("role", Role)
def test_the_collections_to_which_a_person_may_add_are_those_of_the_table(media, role):
    user = make_user(role, home_of(role))
    for model in MAKERS:
        found = policy(model).collections_user_has_permission_for(user, "add")
        expected = {
            media[model, place].collection for place in (REACH[role] if role in MAY_ADD else ())
        }
        assert set(found) == expected
        assert policy(model).user_has_permission(user, "add") == (role in MAY_ADD)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.RESPONDER])
@pytest.mark.parametrize("model", MAKERS)
def test_who_may_only_add_may_still_correct_what_was_their_own_upload(network, role, model):
    owner, colleague = make_user(role, TAM_THANH), make_user(role, TAM_THANH)
    item = MAKERS[model](TAM_THANH, uploaded_by_user=owner)
    for action in ("change", "delete"):
        assert policy(model).user_has_permission_for_instance(owner, action, item)
        assert not policy(model).user_has_permission_for_instance(colleague, action, item)
    assert set(policy(model).instances_user_has_permission_for(owner, "change")) == {item}
    assert not policy(model).instances_user_has_permission_for(colleague, "change")


@pytest.mark.parametrize("model", MAKERS)
def test_an_own_upload_that_lies_in_another_commune_is_out_of_reach(network, model):
    owner = make_user(Role.EDITOR, TAM_THANH)
    item = MAKERS[model](QUOC_KHANH, uploaded_by_user=owner)
    for action in ACTIONS:
        assert not policy(model).user_has_permission_for_instance(owner, action, item)


def test_a_collection_below_the_commune_s_own_belongs_to_the_commune(network):
    first, second = network.communes
    first.collection.refresh_from_db()
    below = first.collection.add_child(name="Ảnh lễ hội")
    image = make_image(first, collection=below)
    insider, neighbour = make_user(Role.APPROVER, first), make_user(Role.APPROVER, second)
    assert policy(PortalImage).user_has_permission_for_instance(insider, "change", image)
    assert not policy(PortalImage).user_has_permission_for_instance(neighbour, "change", image)


def test_media_outside_every_commune_belong_to_the_operator_alone(network):
    image = make_image(TAM_THANH, collection=Collection.get_first_root_node())
    for role in Role:
        user = make_user(role, home_of(role))
        for action in ACTIONS:
            assert not policy(PortalImage).user_has_permission_for_instance(user, action, image)
    assert policy(PortalImage).user_has_permission_for_instance(make_superuser(), "change", image)


def test_roles_in_two_communes_add_up_without_mixing(network):
    user = make_user(Role.EDITOR, TAM_THANH)
    give_role(user, Role.APPROVER, QUOC_KHANH)
    own, other = make_image(TAM_THANH), make_image(QUOC_KHANH)
    assert not policy(PortalImage).user_has_permission_for_instance(user, "delete", own)
    assert policy(PortalImage).user_has_permission_for_instance(user, "delete", other)


def test_closed_accounts_and_visitors_have_no_rights_on_media(network):
    image = make_image(TAM_THANH)
    closed = make_user(Role.APPROVER, TAM_THANH, is_active=False)
    for user in (closed, AnonymousUser(), make_user()):
        for action in ACTIONS:
            assert not policy(PortalImage).user_has_permission_for_instance(user, action, image)
        assert not policy(PortalImage).user_has_permission(user, "add")


@pytest.mark.parametrize("model", MAKERS)
def test_a_decision_on_media_costs_as_many_queries_with_many_communes_as_with_few(
    network, model, django_assert_num_queries
):
    for _round in range(2):
        item = model.objects.get(pk=MAKERS[model](TAM_THANH).pk)
        user = make_user(Role.PROVINCE_ADMINISTRATOR, "20")
        # One for the memberships, one for the collection in which the item lies.
        with django_assert_num_queries(2):
            for action in ACTIONS:
                policy(model).user_has_permission_for_instance(user, action, item)
        build_network(communes=6)


# On the screens


def test_the_image_list_of_an_editor_shows_the_own_commune_s_pictures_only(network, client_for):
    make_image(TAM_THANH, title="Chợ Kỳ Lừa")
    make_image(QUOC_KHANH, title="Đồi hồi Quốc Khánh")
    client = client_for(network.communes[0], user=make_user(Role.APPROVER, TAM_THANH))
    for path in ("/quan-tri/images/", "/quan-tri/images/chooser/"):
        answer = client.get(path)
        text = answer.json()["html"] if "chooser" in path else answer.content.decode()
        assert "Chợ Kỳ Lừa" in text, path
        assert "Đồi hồi Quốc Khánh" not in text, path


def test_a_foreign_picture_cannot_be_opened_changed_or_deleted_by_its_number(network, client_for):
    foreign = make_image(QUOC_KHANH, title="Đồi hồi Quốc Khánh")
    client = client_for(network.communes[0], user=make_user(Role.APPROVER, TAM_THANH))
    for path in (f"/quan-tri/images/{foreign.pk}/", f"/quan-tri/images/{foreign.pk}/delete/"):
        for answer in (client.get(path), client.post(path, {"title": "Đổi"})):
            assert answer.status_code in {302, 403, 404}
            assert "Đồi hồi Quốc Khánh" not in answer.content.decode()
    foreign.refresh_from_db()
    assert foreign.title == "Đồi hồi Quốc Khánh"
