"""The shared page-type library, split by page type."""

from commune_site.models.articles import ArticlePage
from commune_site.models.attachments import Attachment
from commune_site.models.base import PortalPage
from commune_site.models.images import PortalImage, PortalRendition
from commune_site.models.information import InformationPage
from commune_site.models.redirects import RedirectPage
from commune_site.models.sections import CommuneHomePage, SectionPage

__all__ = [
    "ArticlePage",
    "Attachment",
    "CommuneHomePage",
    "InformationPage",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "RedirectPage",
    "SectionPage",
]
