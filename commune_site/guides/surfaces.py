"""Verdicts on the addresses of this room."""

from portal_network.tenancy.isolation.surfaces import declare, no_tenant_data

HOW = "Files of the program, the same for everybody; one's own roles say which come first."

declare("guides", no_tenant_data(HOW))
declare("guides_guide", no_tenant_data(HOW, words=("guide",)))
declare("guides_book", no_tenant_data(HOW, words=("reader",)))
