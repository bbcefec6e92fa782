"""Application configuration of the engagement room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    """Questions, reports of wrong information and the survey: received, answered, forgotten."""

    name = "commune_site.engagement"
    label = "engagement"
    verbose_name = _("Citizens' cases")

    def ready(self) -> None:
        """Hand over kinds of cases, rules, the page type and what its sections show."""
        from commune_site.engagement import kinds_shipped, ownership, signals
        from commune_site.engagement.listing import AnswersListing
        from commune_site.engagement.presentations import QuestionsPresentation
        from commune_site.engagement.services.outbox import send_due
        from commune_site.page_types import PageType, register_page_type
        from commune_site.presentations import Presentation, register_presentation
        from portal_network.notices.delivery import register_outbox

        kinds_shipped.register()
        register_page_type(PageType("answer", "engagement.AnswerPage", AnswersListing()))
        register_presentation(
            QuestionsPresentation("questions", "engagement/standing/questions.html")
        )
        register_presentation(Presentation("feedback", "engagement/standing/feedback.html"))
        register_outbox(send_due)
        ownership.register_rules()
        signals.connect()
