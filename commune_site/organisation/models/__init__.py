"""Models of the organisation room."""

from commune_site.organisation.models.channels import Channel, ChannelKind
from commune_site.organisation.models.heritage import HeritagePage, HeritageRank
from commune_site.organisation.models.maps import AdministrativeMap
from commune_site.organisation.models.people import Appointment, Honorific, Person
from commune_site.organisation.models.places import PlaceRecord
from commune_site.organisation.models.units import Unit, UnitKind

RECORDS: tuple[type[PlaceRecord], ...] = (Unit, Person, Channel, AdministrativeMap)

__all__ = [
    "RECORDS",
    "AdministrativeMap",
    "Appointment",
    "Channel",
    "ChannelKind",
    "HeritagePage",
    "HeritageRank",
    "Honorific",
    "Person",
    "PlaceRecord",
    "Unit",
    "UnitKind",
]
