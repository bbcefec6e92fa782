"""An outcome that is owed is seen by the commune and by the province, until it is public."""

import pytest
from django.urls import reverse

from portal_network.tenancy.models import Role
from tests.commune_site.consultations.makers import make_consultation, make_opinion
from tests.factories import make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

HOME, LIST = "wagtailadmin_home", "consultations_unfinished"


@pytest.fixture
def province_client(client_for, network):
    return client_for(network.province, make_user(Role.PROVINCE_MODERATOR, LANG_SON))


def text_of(client, name=LIST, **query):
    return client.get(reverse(name), query).content.decode()


def test_commune_and_province_see_for_how_long_an_outcome_is_owed(
    client_for, network, province_client
):
    owed = make_consultation(TAM_THANH, opens=-60, closes=-12)
    editor = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    for client in (editor, province_client):
        for name in (HOME, LIST):
            text = text_of(client, name)
            assert owed.title in text and "nợ 12 ngày" in text
    owed.synthesis, owed.explanation = "<p>Tổng hợp</p>", "<p>Giải trình</p>"
    owed.save_revision().publish()
    for client in (editor, province_client):
        assert owed.title not in text_of(client, HOME)


def test_what_is_open_is_the_communes_own_and_shows_what_waits(
    client_for, network, province_client
):
    page = make_consultation(TAM_THANH)
    make_opinion(page, "Đồng ý với Điều 2.")
    editor = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    assert "1 chờ kiểm duyệt" in text_of(editor)
    assert page.title not in text_of(editor, no=1)
    assert page.title not in text_of(province_client)


def test_others_see_nothing_of_it(client_for, network):
    build_network(HUE, communes=1)
    owed = make_consultation(TAM_THANH, opens=-60, closes=-12)
    for user in (
        make_user(Role.EDITOR, QUOC_KHANH),
        make_user(Role.PROVINCE_MODERATOR, HUE),
    ):
        assert owed.title not in text_of(client_for(network.communes[0], user), HOME)


def test_the_list_costs_the_same_however_long_it_is(province_client, network):
    for days in range(1, 3):
        make_consultation(TAM_THANH, opens=-60, closes=-days)
    text_of(province_client)
    with queries_of() as few:
        text_of(province_client)
    for days in range(1, 31):
        make_consultation(QUOC_KHANH, opens=-60, closes=-days)
    with queries_of() as many:
        assert text_of(province_client).count("nợ ") >= 20
    # A second page of the list asks for nothing but its count, which the first did, too.
    assert len(many) == len(few)
