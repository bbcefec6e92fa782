"""Models of the people room, split by concern."""

from portal_network.people.models.invitations import Invitation
from portal_network.people.models.places import AtPlace
from portal_network.people.models.reviews import PermissionReview
from portal_network.people.models.staff_sessions import StaffSession, StaffSessionEntry

__all__ = ["AtPlace", "Invitation", "PermissionReview", "StaffSession", "StaffSessionEntry"]
