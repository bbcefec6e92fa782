"""Verdicts on the addresses of this room."""

from wagtail.models import Revision

from commune_site.organisation.models import RECORDS
from portal_network.tenancy.isolation.surfaces import (
    declare,
    operators_only,
    own_rows,
    scoped_list,
)

POLICY = "Lists rows of one's own places; the policy tells who may change them."
OF_ROW = "The view takes revisions of the row alone."
GATE = "The gate asks after every id; the policy tells who may change the row."

for model in RECORDS:
    name = f"organisation_{model._meta.model_name}"
    declare(
        tuple(f"wagtailsnippets_{name}:{view}" for view in ("list", "list_results", "add")),
        scoped_list(POLICY),
    )
    declare(
        tuple(
            f"wagtailsnippets_{name}:{view}"
            for view in ("edit", "delete", "usage", "history", "history_results", "unpublish")
        ),
        own_rows(GATE, pk=model),
    )
    declare(
        tuple(
            f"wagtailsnippets_{name}:{view}"
            for view in ("revisions_revert", "revisions_unschedule")
        ),
        own_rows(f"{GATE} {OF_ROW}", pk=model, revision_id=Revision),
    )
    declare(
        f"wagtailsnippets_{name}:revisions_compare",
        own_rows(
            f"{GATE} {OF_ROW}",
            pk=model,
            words=("revision_id_a", "revision_id_b"),
        ),
    )
    declare(
        f"wagtailsnippetchoosers_{name}:*",
        operators_only("Forms offer rows of the place as a plain list."),
    )
