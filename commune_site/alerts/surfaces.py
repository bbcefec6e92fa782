"""Verdicts on the addresses of this room."""

from commune_site.alerts.models import Alert
from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list

MANDATE = "The view asks for a role at the place whose alerts these are."

declare("alerts", scoped_list(MANDATE))
declare("alerts_raise", scoped_list(f"{MANDATE} The form offers own places and their communes."))
declare(
    ("alerts_change", "alerts_withdraw"),
    own_rows(f"The gate asks after the id. {MANDATE}", alert_id=Alert),
)
