"""Administrators of a province keep its words of search; nobody else does."""

import pytest
from django.urls import reverse

from portal_network.tenancy.models import Role
from search.finding import Scope, find
from search.models import Synonym
from tests.factories import make_article, make_user
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network

INDEX, ADD = "synonym:index", "synonym:add"


@pytest.fixture
def keeper(network, client_for):
    """The administration of Lạng Sơn, opened by its administrator."""
    return client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, network.province))


def test_a_province_adds_words_that_search_knows_at_once(network, keeper):
    make_article(network.communes[0], title="Lễ hội Lồng Tồng")
    data = {"province": LANG_SON, "words": "hội xuống đồng = Lồng Tồng", "is_active": "on"}
    assert keeper.post(reverse(ADD), data).status_code == 302
    assert "hội xuống đồng = Lồng Tồng" in keeper.get(reverse(INDEX)).content.decode()
    (hit,) = find(Scope(LANG_SON, TAM_THANH), "hội xuống đồng", all_words=True).hits
    assert hit.entry.title == "Lễ hội Lồng Tồng"


def test_a_province_adds_everyday_words_that_stand_apart(network, keeper):
    make_article(network.communes[0], title="Lễ hội Lồng Tồng")
    make_article(network.communes[0], title="Họp chợ đầu năm")
    data = {"province": LANG_SON, "words": "Lồng Tồng = xuống + đồng", "is_active": "on"}
    assert keeper.post(reverse(ADD), data).status_code == 302
    asked = find(Scope(LANG_SON, TAM_THANH), "bao giờ thì bà con mình xuống dưới đồng đầu năm")
    assert asked.hits[0].entry.title == "Lễ hội Lồng Tồng"


@pytest.mark.parametrize(
    "words", ["UBND", "UBND =", "= ! =", "UBND = ubnd", "=", "đẻ + con", "+ ="]
)
def test_a_row_that_means_nothing_is_refused_and_kept_in_the_form(keeper, words):
    response = keeper.post(reverse(ADD), {"province": LANG_SON, "words": words})
    assert "Hãy viết ít nhất hai cách gọi" in response.content.decode()
    assert not Synonym.everywhere.exists()


def test_words_of_another_province_do_not_exist(network, keeper, client_for):
    other = build_network(HUE, 1).province
    row = Synonym.everywhere.create(province=other, words="mè xửng = kẹo")
    assert "mè xửng" not in keeper.get(reverse(INDEX)).content.decode()
    assert keeper.get(reverse("synonym:edit", args=[row.pk])).status_code == 404
    officer = client_for(network.communes[0], make_user(Role.EDITOR, network.communes[0]))
    assert officer.get(reverse(ADD)).status_code in {302, 403, 404}
