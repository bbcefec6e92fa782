"""Verdicts on the addresses of this room."""

from portal_network.notices.models import Notice
from portal_network.tenancy.isolation.surfaces import (
    declare,
    no_tenant_data,
    own_rows,
    scoped_list,
)

OWN = "The person's own notices, of places in which they hold a role."

declare(("notices", "notices_read_all"), scoped_list(OWN))
declare("notices_open", own_rows(OWN, notice_id=Notice))
declare("notices_account", no_tenant_data("Shows and changes the person's own account alone."))
