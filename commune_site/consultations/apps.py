"""Application configuration of the consultations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """Drafts open for comments (rows 3 and 39): from the first day to the outcome."""

    name = "commune_site.consultations"
    label = "consultations"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        """Hand over the kind of case, its steps, the page type, checks and rules of ownership."""
        from commune_site.consultations import checks, signals  # noqa: F401
        from commune_site.consultations.kinds import OPINION
        from commune_site.consultations.listings import ConsultationListing
        from commune_site.consultations.models import Opinion
        from commune_site.consultations.reminders import remind
        from commune_site.consultations.steps import MODERATE, TAKE_OFF
        from commune_site.engagement.kinds import register_kind
        from commune_site.engagement.steps import register_step
        from commune_site.page_types import PageType, register_page_type
        from portal_network.notices.reminders import register_reminder
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        register_kind(OPINION)
        register_step("kiem-duyet", MODERATE)
        register_step("go-y-kien", TAKE_OFF)
        register_ownership(Opinion, ByPagePath("page__path"))
        register_page_type(
            PageType("consultation", "consultations.ConsultationPage", ConsultationListing())
        )
        register_reminder(remind)
        signals.connect()
