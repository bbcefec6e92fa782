"""Verdicts on the addresses of this room."""

from portal_network.tenancy.isolation.surfaces import declare, scoped_list

declare("search_queries", scoped_list("Sums up the counts of one's own sites alone."))
