"""Verdicts on the addresses of this room."""

from portal_network.oversight.models import CalendarDay
from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list

KEEPERS = "The view asks for a mandate over the province; operators keep the country's days."

declare("oversight_calendar", scoped_list("Shows the calendars of one's own provinces."))
declare("oversight_calendar_add", scoped_list(f"{KEEPERS} The form offers own provinces."))
declare("oversight_calendar_confirm", scoped_list(KEEPERS, words=("year",)))
declare(
    ("oversight_calendar_edit", "oversight_calendar_delete"),
    own_rows(f"The gate asks after the id. {KEEPERS}", day_id=CalendarDay),
)
