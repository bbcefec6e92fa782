"""The page types of guidance and policies."""

from commune_site.guidance.models.pages import (
    GuidanceBasis,
    GuidancePage,
    PolicyBasis,
    PolicyPage,
)
from commune_site.guidance.models.practical import Audience, Field, PracticalPage, Validity

__all__ = [
    "Audience",
    "Field",
    "GuidanceBasis",
    "GuidancePage",
    "PolicyBasis",
    "PolicyPage",
    "PracticalPage",
    "Validity",
]
