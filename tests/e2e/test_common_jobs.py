"""The commonest jobs take few actions."""

import pytest

from tests.e2e.common_jobs import HOME, JOBS, Job
from tests.e2e.conftest import OpenPage
from tests.e2e.hand import Hand
from tests.e2e.portal import Portal
from tests.e2e.sessions import enter, sessions_of


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_common_job_takes_few_actions(portal: Portal, open_page: OpenPage, job: Job) -> None:
    word = job.prepare(portal, open_page)
    page = open_page("about:blank")
    address = enter(page.context, portal, job.role, sessions_of(portal, [job.role])[job.role])
    page.goto(address(HOME))
    hand = Hand(page)
    job.do(hand, word)
    print(f"| {job.name} | {hand.actions} | {hand.keys} | {job.limit} |")
    assert hand.actions <= job.limit
