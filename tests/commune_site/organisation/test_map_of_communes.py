"""The administrative map of a province shows its communes; that of a commune does not."""

from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import links_of

MAP = "/gioi-thieu/ban-do-hanh-chinh/"


def test_a_province_shows_its_communes_as_links(network, client_for):
    links = links_of(client_for(network.province_tenant).get(MAP))
    assert all(f"{commune.root_url}/" in links for commune in network.tenants)


def test_a_commune_without_villages_shows_no_map(network, client_for):
    forget_what_processes_remember()
    assert client_for(network.tenants[0]).get(MAP).status_code == 404
