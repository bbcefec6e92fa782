"""The catalogue of procedures, its versions and imports, and the notes of communes."""

from .catalogue import Procedure, ProcedureVersion
from .imports import CatalogueImport
from .local_notes import LocalNote

__all__ = ["CatalogueImport", "LocalNote", "Procedure", "ProcedureVersion"]
