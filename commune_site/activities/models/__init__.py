"""The page types of the activities room."""

from commune_site.activities.models.albums import AlbumPage
from commune_site.activities.models.campaigns import CampaignPage, GatheredPage
from commune_site.activities.models.gazette import GazetteEntry, GazettePage
from commune_site.activities.models.recordings import RecordingPage
from commune_site.activities.models.schedules import (
    ReceptionEntry,
    ReceptionPage,
    ScheduleEntry,
    SchedulePage,
    WorkEntry,
    WorkWeekPage,
)

__all__ = [
    "AlbumPage",
    "CampaignPage",
    "GatheredPage",
    "GazetteEntry",
    "GazettePage",
    "ReceptionEntry",
    "ReceptionPage",
    "RecordingPage",
    "ScheduleEntry",
    "SchedulePage",
    "WorkEntry",
    "WorkWeekPage",
]
