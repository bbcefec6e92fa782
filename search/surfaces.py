"""Verdicts on the addresses of this room."""

from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list
from search.models import Synonym

STAFF = (
    "The view asks whether the person works for the site; the index keeps to its place by a label."
)
POLICY = "The gate asks after every id; the policy keeps rows to administrators of their province."

declare("search_staff", scoped_list(STAFF))
declare(tuple(f"synonym:{name}" for name in ("index", "index_results", "add")), scoped_list(POLICY))
declare(
    tuple(f"synonym:{name}" for name in ("edit", "delete", "history", "history_results", "usage")),
    own_rows(POLICY, pk=Synonym),
)
