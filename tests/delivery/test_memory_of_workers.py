"""A worker that shows pages holds no library that only uploads, exports or stores of files need."""

import subprocess
import sys

import pytest

from portal_network.settings.environment import PROJECT_ROOT

RARELY_NEEDED = ("boto3", "holidays", "mammoth", "numpy", "openpyxl", "pypdf", "weasyprint")
LOOK = f"""
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*(name for name in {RARELY_NEEDED!r} if name in sys.modules))
"""


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """Return what of it a process has loaded that has started and knows all addresses."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOK], cwd=PROJECT_ROOT, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return run.stdout.split()


def test_a_worker_starts_without_libraries_that_few_requests_need(loaded):
    assert loaded == []
