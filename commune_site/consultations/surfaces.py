"""Verdicts on the addresses of this room."""

from portal_network.tenancy.isolation.surfaces import declare, scoped_list

declare(
    "consultations_unfinished",
    scoped_list("The view asks the person's roles and lists pages of their places alone."),
)
