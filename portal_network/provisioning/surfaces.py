"""Verdicts on the addresses of the wizard."""

from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list
from portal_network.tenancy.models import Commune, Province

HOW = "The gate asks after the code, the view after the role."

declare("provisioning", scoped_list("Shows the provinces that one administers."))
declare("provisioning-communes", own_rows(HOW, province_code=Province))
declare(
    ("provisioning-rename", "provisioning-suspend", "provisioning-resume"),
    own_rows(HOW, code=Commune),
)
