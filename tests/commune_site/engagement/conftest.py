"""People, forms and cases that the tests of the room begin with."""

import pytest

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import Case
from commune_site.engagement.services.intake import Submission, receive
from portal_network.accounts.models import User
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import CONTACT, submission
from tests.factories import make_user
from tests.moderation.conftest import approver, moderator  # noqa: F401
from tests.networks import TAM_THANH
from tests.notices.conftest import kinds_of, mail_server, no_mail_server  # noqa: F401


@pytest.fixture
def commune(network):
    """Phường Tam Thanh, as requests see it."""
    return network.tenants[0]


@pytest.fixture
def visitor(network, client_for):
    """Somebody who looks at the site of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def responder(network) -> User:
    """Who answers in phường Tam Thanh."""
    return make_user(Role.RESPONDER, TAM_THANH, last_name="Lương", first_name="Đáp")


@pytest.fixture
def question(commune) -> Case:
    """A question of a citizen who can be reached and agrees to publication."""
    sent: Submission = submission(contact=CONTACT, allows_publishing=True)
    return receive(commune, QUESTION, sent).case


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Return a block after which everything that waits for a commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
