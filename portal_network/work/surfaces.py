"""Verdicts on the addresses of this room."""

from portal_network.tenancy.isolation.surfaces import declare, operators_only

declare(
    "work_status",
    operators_only("Parts of the machine and tasks of all places; for operators in a session."),
)
