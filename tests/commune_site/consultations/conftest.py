"""People and pages that the tests of the room begin with."""

import pytest

from portal_network.tenancy.models import Role
from tests.commune_site.consultations.makers import make_consultation
from tests.factories import make_user
from tests.networks import TAM_THANH


@pytest.fixture
def visitor(network, client_for):
    """Somebody who looks at the site of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def responder(network):
    """Who answers, and so moderates, in phường Tam Thanh."""
    return make_user(Role.RESPONDER, TAM_THANH, last_name="Lương", first_name="Đáp")


@pytest.fixture
def at_work(client_for, network, responder):
    """The responder, signed in."""
    return client_for(network.communes[0], responder)


@pytest.fixture
def consultation(network):
    """A draft of phường Tam Thanh on which people can comment."""
    return make_consultation(TAM_THANH)
