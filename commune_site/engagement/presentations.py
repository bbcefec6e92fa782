"""What the section of questions and answers shows besides its list."""

from django.http import HttpRequest

from commune_site.engagement.structured_data import MOST_IN_LISTS, listed_questions
from commune_site.presentations import Presentation


class QuestionsPresentation(Presentation):
    """How to ask and to follow; machines read the newest answers with their questions."""

    schema_types = ("FAQPage",)

    def structured_data(self, page, request: HttpRequest) -> list[dict]:
        """Describe the newest answers (``FAQPage``); one query."""
        from commune_site.engagement.models import AnswerPage

        answers = AnswerPage.objects.of_tenant(page.tenant).filter(section=page.section)
        newest = answers.public_items()[:MOST_IN_LISTS]
        return listed_questions(newest, page.full_url, page.title)
