"""Verdicts on the addresses of this room."""

from wagtail.models import Page

from portal_network.tenancy.isolation.surfaces import declare, own_rows

GATE = "The gate asks after the page, the view after the role."

declare("languages_translate", own_rows(GATE, page_id=Page))
