"""Every common job can be done without a mouse, and whoever does it sees where the focus is."""

import pytest

from tests.e2e.common_jobs import JOBS, Job
from tests.e2e.conftest import OpenPage
from tests.e2e.keyboard import Keyboard
from tests.e2e.portal import Portal


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_common_job_is_done_by_keyboard_alone(
    portal: Portal, open_page: OpenPage, job: Job
) -> None:
    hand = job.measure(portal, open_page, Keyboard)
    assert hand.unseen == []
    assert hand.keys
