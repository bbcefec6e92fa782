"""A file to download stands on the site of its own authority and nowhere else."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Role
from tests.factories import attach, make_article, make_file, make_superuser, make_user
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


def make_shown_file(place, **fields):
    """Store a file that a page of the place shows, for files are private otherwise."""
    document = make_file(place, **fields)
    attach(make_article(place), document)
    return document


def path_of(document, tenant) -> str:
    assert document.url.startswith(tenant.root_url + "/tep/")
    return document.url.removeprefix(tenant.root_url)


def test_a_file_is_downloaded_from_the_site_of_its_authority(network, client_for):
    for place, tenant in (
        (TAM_THANH, network.tenants[0]),
        (network.province, network.province_tenant),
    ):
        answer = client_for(tenant).get(path_of(make_shown_file(place), tenant))
        assert answer.status_code == 200
        assert b"".join(answer).startswith(b"%PDF")


@pytest.mark.parametrize("user", [None, "own", "foreign", "province"])
def test_on_any_other_site_it_does_not_exist_whoever_asks(user, network, client_for):
    hue = build_network(HUE, communes=1)
    people = {
        "own": lambda: make_user(Role.APPROVER, TAM_THANH),
        "foreign": lambda: make_user(Role.APPROVER, QUOC_KHANH),
        "province": lambda: make_user(Role.PROVINCE_ADMINISTRATOR, network.province),
    }
    account = people[user]() if user else None
    path = path_of(make_shown_file(TAM_THANH, filename="ke-hoach.pdf"), network.tenants[0])
    unknown = "/tep/99999999/ke-hoach.pdf"
    for place in (network.communes[1], network.province, *hue.communes, hue.province):
        client = client_for(place, user=account)
        answers = [client.get(path), client.get(unknown)]
        assert [answer.status_code for answer in answers] == [404, 404]
        # The page says which address was asked for, and nothing else differs.
        shown = [answer.content.decode() for answer in answers]
        assert shown[0].replace(path, unknown) == shown[1]


def test_a_file_of_a_commune_is_not_the_provinces(network, client_for):
    file = make_shown_file(QUOC_KHANH)
    path = path_of(file, network.tenants[1])
    assert client_for(network.province).get(path).status_code == 404
    assert client_for(network.communes[1]).get(path).status_code == 200


def test_a_file_below_a_communes_collection_is_the_communes(network, client_for):
    inner = network.communes[0].collection.add_child(instance=Collection(name="Biểu mẫu"))
    path = path_of(make_shown_file(TAM_THANH, collection=inner), network.tenants[0])
    assert client_for(network.communes[0]).get(path).status_code == 200
    assert client_for(network.province).get(path).status_code == 404


def test_a_file_that_is_nobodys_stands_nowhere(network, client_for):
    file = make_file(TAM_THANH, collection=Collection.get_first_root_node())
    assert file.url.startswith("/tep/")
    assert client_for(network.communes[0]).get(file.url).status_code == 404


def test_a_private_file_asks_for_a_sign_in_at_home_and_is_nothing_elsewhere(network, client_for):
    inner = network.communes[0].collection.add_child(instance=Collection(name="Nội bộ"))
    CollectionViewRestriction.objects.create(
        collection=inner, restriction_type=CollectionViewRestriction.LOGIN
    )
    path = path_of(make_shown_file(TAM_THANH, collection=inner), network.tenants[0])
    assert client_for(network.communes[0]).get(path).status_code == 302
    assert client_for(network.communes[1]).get(path).status_code == 404
    for role, place in ((Role.EDITOR, TAM_THANH), (Role.PROVINCE_OBSERVER, network.province)):
        client = client_for(network.communes[0], user=make_user(role, place))
        assert client.get(path).status_code == 200


def test_who_signed_in_but_works_elsewhere_reads_no_private_file(network, client_for):
    inner = network.communes[0].collection.add_child(instance=Collection(name="Nội bộ"))
    CollectionViewRestriction.objects.create(
        collection=inner, restriction_type=CollectionViewRestriction.LOGIN
    )
    path = path_of(make_shown_file(TAM_THANH, collection=inner), network.tenants[0])
    for stranger in (make_user(), make_user(Role.APPROVER, QUOC_KHANH), make_superuser()):
        client = client_for(network.communes[0], user=stranger)
        assert client.get(path).status_code == 404
        assert (
            client.get(path_of(make_shown_file(TAM_THANH), network.tenants[0])).status_code == 200
        )


def test_the_password_of_a_private_collection_is_asked_at_home_alone(network, client_for):
    inner = network.communes[0].collection.add_child(instance=Collection(name="Nội bộ"))
    restriction = CollectionViewRestriction.objects.create(
        collection=inner,
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="mật khẩu dùng thử",
    )
    path = path_of(make_shown_file(TAM_THANH, collection=inner), network.tenants[0])
    form = f"/tep/authenticate_with_password/{restriction.pk}/"
    home = client_for(network.communes[0])
    assert form in home.get(path).content.decode()
    data = {"password": "mật khẩu dùng thử", "return_url": path}
    for place in (network.communes[1], network.province):
        visitor = client_for(place)
        assert visitor.get(form).status_code == visitor.post(form, data).status_code == 404
    assert home.post(form, data).headers["Location"] == path
    assert home.get(path).status_code == 200


def test_a_page_links_the_provinces_file_where_it_can_be_downloaded(network, client_for):
    page = make_article(TAM_THANH)
    files = [make_file(network.province), make_file(TAM_THANH)]
    for file in files:
        attach(page, file)
    visitor = client_for(network.communes[0])
    text = visitor.get(page.url).content.decode()
    for file in files:
        assert file.url in text
    host = network.province_tenant
    assert client_for(host).get(path_of(files[0], host)).status_code == 200


def test_whose_a_file_is_costs_no_query(network, client_for):
    file = make_file(TAM_THANH)
    directory.snapshot()
    with queries_of() as statements:
        assert file.url
    assert statements == []
