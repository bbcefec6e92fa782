"""Verdicts on the addresses of this room."""

from commune_site.procedures.models import CatalogueImport, Procedure
from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list
from portal_network.tenancy.models import Commune

KEEPERS = "The view answers those who keep a catalogue, with their own provinces."

declare(
    (
        "procedures_catalogue", "procedures_import", "procedures_download",
        "procedures_sample_file",
    ),
    scoped_list(KEEPERS),
)  # fmt: skip
declare(
    "procedures_procedure", own_rows(f"The gate asks after the id. {KEEPERS}",
                                     procedure_id=Procedure),
)  # fmt: skip
declare(
    "procedures_import_review",
    own_rows(f"The gate asks after the id. {KEEPERS}", import_id=CatalogueImport),
)
declare("procedures_notes", scoped_list("Lists the notes of one's own communes."))
declare(
    "procedures_note",
    own_rows(
        "The gate asks after the commune, the view after the role; the code is looked up in the "
        "catalogue of the commune's province.",
        words=("procedure_code",),
        commune_code=Commune,
    ),
)
