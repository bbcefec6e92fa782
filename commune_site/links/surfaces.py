"""Verdicts on the addresses of this room."""

from portal_network.tenancy.isolation.surfaces import declare, scoped_list

declare("links_report", scoped_list("Lists links within reach, with what was found of each."))
