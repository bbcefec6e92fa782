"""Whose the rows of this room are."""

from commune_site.procedures.models import (
    CatalogueImport,
    LocalNote,
    Procedure,
    ProcedureVersion,
)
from portal_network.tenancy.isolation.ownership import ByAuthority, register_ownership


def register_rules() -> None:
    """Register the rules: the catalogue is the province's, notes are the commune's.

    Communes read the catalogue by way of their province's code, never by keys of its rows.
    """
    for model in (Procedure, ProcedureVersion, CatalogueImport):
        register_ownership(model, ByAuthority(commune=None))
    register_ownership(LocalNote, ByAuthority(province=None))
