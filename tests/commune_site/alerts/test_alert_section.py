"""The section of alerts shows the newest above its articles and opens with the first alert."""

import pytest

from commune_site.navigation import forget_site_tree
from tests.commune_site.alerts.making import make_alert
from tests.factories import make_article, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import links_of, main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db


def test_the_section_opens_with_the_first_alert(network, client_for):
    visitor, path = (
        client_for(network.communes[0]),
        path_of(section_page(TAM_THANH, "public-alerts")),
    )
    assert visitor.get(path).status_code == 404
    alert = make_alert(TAM_THANH)
    forget_site_tree(f"commune:{TAM_THANH}")
    answer = visitor.get(path)
    assert alert.title in main_text_of(answer)
    assert {alert.path, "/canh-bao/"} <= set(links_of(answer))
    assert '"@type": "SpecialAnnouncement"' in answer.content.decode()


def test_alerts_stand_above_articles_and_cost_the_same_with_2_and_with_60(network, client_for):
    article = make_article(TAM_THANH, "public-alerts")
    visitor, path = (
        client_for(network.communes[0]),
        path_of(section_page(TAM_THANH, "public-alerts")),
    )
    for _ in range(2):
        make_alert(TAM_THANH)
    few = len(uncached_queries(visitor, path))
    assert few <= 10
    for _ in range(58):
        newest = make_alert(TAM_THANH)
    assert len(uncached_queries(visitor, path)) == few
    text = main_text_of(visitor.get(path))
    assert text.index(newest.title) < text.index(article.title)
