"""The calendar by which deadlines are counted."""

# ``(start, number of working days, code of the province or None) -> date``
WORKING_DAY_CALENDAR = "portal_network.oversight.calendar.add_working_days"
