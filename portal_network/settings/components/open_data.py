"""Open data: under which terms they may be reused, and how much one network may ask."""

from portal_network.settings.environment import env

OPEN_DATA_LICENCE_NAME = env.str("OPEN_DATA_LICENCE_NAME", default="CC BY 4.0")
OPEN_DATA_LICENCE_URL = env.str(
    "OPEN_DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/"
)
# By one network address (IPv6: its /64) within a minute.
OPEN_DATA_REQUESTS_PER_MINUTE = env.int("OPEN_DATA_REQUESTS_PER_MINUTE", default=120)
