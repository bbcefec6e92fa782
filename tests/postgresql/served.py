"""Settings of a portal that tests serve: as in the tests, on what the environment names."""

from portal_network.settings import base
from portal_network.settings.test import *  # noqa: F403

DATABASES, CACHES = base.DATABASES, base.CACHES
PAGE_CACHE, TASKS = base.PAGE_CACHE, base.TASKS
