"""Pages of the provincial portal, and the boundaries that its map draws."""

from home.models.boundaries import CommuneBoundary
from home.models.pages import CommuneDirectoryPage, ProvinceHomePage

__all__ = ["CommuneBoundary", "CommuneDirectoryPage", "ProvinceHomePage"]
