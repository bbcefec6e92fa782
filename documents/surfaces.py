"""Verdicts on the addresses of this room."""

from wagtail.models import Page

from documents.models import DocumentImport, IntakeItem
from portal_network.tenancy.isolation.surfaces import declare, no_tenant_data, own_rows

GATE = "The gate asks after the row, the view after the role."

declare("intake_start", no_tenant_data("Names the places of one's own roles alone."))
declare("intake_drop", own_rows(GATE, page_id=Page))
declare("intake_confirm", own_rows(GATE, posted_ids={"section": Page}, item_id=IntakeItem))
declare("intake_picture", own_rows(GATE, words=("number",), item_id=IntakeItem))
declare("bulk_import_send", own_rows(GATE, page_id=Page))
declare(("bulk_import", "bulk_import_report"), own_rows(GATE, import_id=DocumentImport))
