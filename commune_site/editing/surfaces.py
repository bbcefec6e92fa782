"""Verdicts on the addresses of this room."""

from wagtail.models import Page

from portal_network.tenancy.isolation.surfaces import declare, no_tenant_data, own_rows

GATE = "The gate asks after the page, the view after the role."

declare(("editing_checklist", "editing_word"), own_rows(GATE, page_id=Page))
declare("editing_paste", no_tenant_data("Turns pasted text into blocks; stores and names nothing."))
