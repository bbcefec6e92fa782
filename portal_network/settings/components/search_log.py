"""Counts of what is searched for: how long they are kept."""

from datetime import timedelta

from portal_network.settings.environment import env

SEARCH_LOG_RETENTION = timedelta(days=env.int("SEARCH_LOG_DAYS", default=180))
