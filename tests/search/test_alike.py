"""Pages of one section of one site that are about the same, for rooms that ask so."""

import pytest

from search.finding import Scope, find
from search.queries import find_alike
from tests.factories import make_article

pytestmark = pytest.mark.django_db
WORDS = ["tach", "thua", "dat"]


def alike(scope, words=WORDS, most=5):
    """Return the keys of news that share words."""
    return find_alike(scope, words, section="news", most=most)


def test_those_that_share_most_words_come_first(network):
    some, half, whole = (
        make_article(network.communes[0], "news", title=title)
        for title in ("Đất rừng", "Thửa đất ở", "Tách thửa đất")
    )
    make_article(network.communes[0], "news", title="Lịch cắt điện")
    make_article(network.communes[0], "campaigns", title="Tách thửa đất")
    make_article(network.communes[1], "news", title="Tách thửa đất")
    scope = Scope.site_of(network.tenants[0])
    assert alike(scope) == [whole.pk, half.pk, some.pk]
    assert alike(scope, most=2) == [whole.pk, half.pk]
    assert alike(scope, ["khongco"]) == alike(scope, []) == []


def test_the_portal_of_a_province_can_be_asked_without_its_communes(network):
    tenant = network.province_tenant
    own = make_article(network.province, "news", title="Tách thửa đất toàn tỉnh")
    make_article(network.communes[0], "news", title="Tách thửa đất ở phường")
    assert alike(Scope.site_of(tenant)) == [own.pk]
    assert find(Scope.site_of(tenant), "tách thửa").total == 1
    assert find(Scope.of(tenant), "tách thửa").total == 2
