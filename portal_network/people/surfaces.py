"""Verdicts on the addresses of this room."""

from portal_network.accounts.models import User
from portal_network.people.models import Invitation, PermissionReview, StaffSession
from portal_network.tenancy.isolation.surfaces import (
    declare,
    no_tenant_data,
    own_rows,
    scoped_list,
)
from portal_network.tenancy.models import Membership

MANDATE = "The view asks the person's mandate; what lies outside never existed."
BOTH = f"The gate asks after every id. {MANDATE}"

declare(
    "people_accept",
    no_tenant_data("The link alone tells what is offered.", words=("token",)),
)
declare(
    ("people_staff_session", "people_staff_session_end"),
    no_tenant_data("For operators; shows nothing of any place."),
)
declare(
    (
        "people", "people_results", "people_invite", "people_invitations", "people_reviews",
        "people_staff_log",
    ),
    scoped_list(MANDATE),
)  # fmt: skip
declare(("people_invite_to", "people_review"), scoped_list(MANDATE, words=("place",)))
declare(("people_person", "people_unlock", "people_reactivate"), own_rows(BOTH, user_id=User))
declare(("people_add_role", "people_end_place"), own_rows(BOTH, words=("place",), user_id=User))
declare("people_end_role", own_rows(BOTH, membership_id=Membership))
declare(
    ("people_invitation_resend", "people_invitation_withdraw"),
    own_rows(BOTH, invitation_id=Invitation),
)
declare("people_review_record", own_rows(BOTH, review_id=PermissionReview))
declare("people_staff_log_entries", own_rows(BOTH, session_id=StaffSession))
