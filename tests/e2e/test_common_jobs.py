"""The commonest jobs take few actions."""

import pytest

from tests.e2e.common_jobs import JOBS, Job
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import Portal


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_common_job_takes_few_actions(portal: Portal, open_page: OpenPage, job: Job) -> None:
    assert job.measure(portal, open_page).actions <= job.limit
