"""Lighthouse finds nothing to mend in accessibility, best practices and search engine fitness.

Its score for performance is a timing, which a busy machine spoils: `make lighthouse` measures it,
and ``docs/quality.md`` records it.
"""

import pytest

from tests.e2e.browser import chromium_path
from tests.e2e.pages import SHOWN, page_url
from tests.e2e.portal import Portal
from tests.quality.lighthouse import PROGRAM, audit, scores, shortcomings

NOT_TIMED = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("name", SHOWN)
def test_lighthouse_finds_nothing_to_mend(portal: Portal, name: str) -> None:
    if chromium_path() is None or not PROGRAM.exists():
        pytest.skip("Lighthouse needs Chromium and `make quality` to install it")

    report = audit(page_url(portal, name))

    print(name, scores(report))
    assert not shortcomings(report, NOT_TIMED)
    assert {scores(report)[category] for category in NOT_TIMED} == {100}
