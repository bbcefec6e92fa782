"""Application configuration of the activities room."""

import mimetypes

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Not every system knows them, and browsers are told not to guess.
MEDIA_TYPES = {
    ".vtt": "text/vtt",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
}


class ActivitiesConfig(AppConfig):
    """Schedules, campaigns, albums, recordings and the gazette."""

    name = "commune_site.activities"
    label = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        """Hand over page types, what sections show from schedules, and the rules of rows."""
        from commune_site.activities import models
        from commune_site.activities.presentation import SchedulePresentation
        from commune_site.page_types import PageType, register_page_type
        from commune_site.presentations import register_presentation
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        for extension, media_type in MEDIA_TYPES.items():
            mimetypes.add_type(media_type, extension)
        for row in (models.WorkEntry, models.ReceptionEntry, models.GatheredPage,
                    models.GazetteEntry):  # fmt: skip
            register_ownership(row, ByPagePath("page__path"))
        for name, model in (
            ("work_week", "activities.WorkWeekPage"),
            ("reception", "activities.ReceptionPage"),
            ("campaign", "activities.CampaignPage"),
            ("album", "activities.AlbumPage"),
            ("recording", "activities.RecordingPage"),
            ("gazette", "activities.GazettePage"),
        ):
            register_page_type(PageType(name, model))
        register_presentation(
            SchedulePresentation(
                "work-week",
                "components/standing/schedule.html",
                model="activities.WorkWeekPage",
            )
        )
        register_presentation(
            SchedulePresentation(
                "reception",
                "components/standing/reception_schedule.html",
                model="activities.ReceptionPage",
                stands_alone=True,
            )
        )
