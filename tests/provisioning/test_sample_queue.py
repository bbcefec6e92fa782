"""A trial begins with a few texts that wait; what is there is not made again."""

import pytest

from portal_network.moderation.models import QueueItem, Stage
from portal_network.provisioning.sample_queue import TEXTS, submit_sample_texts
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def test_the_sample_editors_texts_wait_for_the_commune_once(network):
    make_user(Role.EDITOR, TAM_THANH, username="bientap.xa")
    assert submit_sample_texts(network.communes[0]) == len(TEXTS)
    assert submit_sample_texts(network.communes[0]) == 0
    items = QueueItem.objects.waiting()
    assert {item.stage for item in items} == {Stage.COMMUNE}
    assert sorted(item.failed_checks for item in items) == [0, 0, 2]
    assert not any(item.page.live for item in items)


def test_without_the_sample_editor_nothing_is_made(network):
    assert submit_sample_texts(network.communes[0]) == 0
    assert not QueueItem.objects.exists()
