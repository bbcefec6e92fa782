"""Verdicts on the addresses of this room."""

from wagtail.models import Page

from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list

declare(
    ("audit_log", "audit_download"),
    scoped_list(
        "Entries of one's own communes and provinces, for administrators and observers; "
        "filters offer own communes and near colleagues."
    ),
)
declare("audit_page", own_rows("The gate asks after the id.", page_id=Page))
