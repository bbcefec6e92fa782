"""Models of the disclosures."""

from commune_site.disclosures.models.pages import DisclosurePage
from commune_site.disclosures.models.rows import Correction, DisclosureFigures

__all__ = ["Correction", "DisclosureFigures", "DisclosurePage"]
