"""Visitors of the small network's sites."""

import pytest
from django.test import Client

from portal_network.tenancy.models import Role
from tests.factories import make_user


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def neighbour(network):
    """Xã Quốc Khánh."""
    return network.communes[1]


@pytest.fixture
def visitor(commune, client_for) -> Client:
    """Somebody who reads the site of Tam Thanh without an account."""
    return client_for(commune)


@pytest.fixture
def province_visitor(network, client_for) -> Client:
    """Somebody who reads the portal of Lạng Sơn without an account."""
    return client_for(network.province)


@pytest.fixture
def editor(commune, client_for) -> Client:
    """An editor of Tam Thanh, logged in on Tam Thanh's site."""
    return client_for(commune, make_user(Role.EDITOR, commune))
