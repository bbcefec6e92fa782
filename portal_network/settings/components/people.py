"""Operators' staff sessions."""

from portal_network.settings.environment import env

# Seconds for which an operator has power at most; never more than two hours (people.E001).
PORTAL_STAFF_SESSION_MAX = env.int("PORTAL_STAFF_SESSION_MAX", default=7200)
