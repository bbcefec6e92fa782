"""From a closed question to a public page: anonymised by one person, approved by another."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from commune_site.engagement.errors import NamesPeople, RefusedStep
from commune_site.engagement.models.answers import AnswerPage
from commune_site.engagement.models.cases import Case, Deed, State
from commune_site.engagement.services.handling import happened, links_of, locked
from commune_site.engagement.texts import personal_data_in
from commune_site.models.base import PortalPage
from commune_site.models.sections import SectionPage
from commune_site.variants import MAIN_LANGUAGE
from search.text import fold

_SLUG_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A question and its answer as they are to be published."""

    title: str
    question: str
    answer: str
    topic: str

    @property
    def everything(self) -> str:
        """Return all of it as one text."""
        return f"{self.title}\n{self.question}\n{self.answer}"


class NotPublishable(RefusedStep):
    """The answer of this case is none that may be published."""

    def __init__(self) -> None:
        super().__init__(_("Only an answered question can be published."))


class WithoutConsent(RefusedStep):
    """The sender has not agreed to publication."""

    def __init__(self) -> None:
        super().__init__(_("The sender has not agreed to the publication of question and answer."))


class WaitsAlready(RefusedStep):
    """The text waits for approval, or is public."""

    def __init__(self) -> None:
        super().__init__(_("This answer waits for approval already, or is public."))


@transaction.atomic
def propose(user, key: int, text: Anonymised) -> AnswerPage:
    """Make the page, or its next version, and submit it for approval; nothing is public yet.

    Raises:
        NotYours: the person does not answer at this place.
        NotPublishable, WithoutConsent, WaitsAlready, NamesPeople: nothing changes.
    """
    case = locked(user, key, must_be_open=False)
    _refuse_unpublishable(case)
    if found := personal_data_in(text.everything, case.contact()):
        raise NamesPeople(found)
    page = case.answer_page or _new_page(case, user, text)
    page = page.get_latest_revision_as_object()
    _fill(page, text, case)
    page.save_revision(user=user, log_action=True)
    if case.answer_page_id is None:
        case.answer_page = AnswerPage.everywhere.get(pk=page.pk)
        case.save(update_fields=["answer_page"])
    _submit(page, user)
    happened(case, Deed.PUBLICATION_ASKED, user)
    return page


def published(page: AnswerPage) -> None:
    """Note in the history of the case that its answer is public now."""
    case = Case.everywhere.filter(answer_page=page.pk).first()
    if case is not None and not case.events(manager="everywhere").filter(deed=Deed.PUBLISHED):
        happened(case, Deed.PUBLISHED, is_public=True)


def _refuse_unpublishable(case: Case) -> None:
    if not case.what.is_publishable or case.state != State.ANSWERED or case.erased_at:
        raise NotPublishable
    if not case.allows_publishing:
        raise WithoutConsent
    page = case.answer_page
    if page is None:
        return
    state = page.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    if page.live or waits:
        raise WaitsAlready


def _new_page(case: Case, user, text: Anonymised) -> AnswerPage:
    pages = PortalPage.everywhere.of_tenant(case.tenant)
    tree = pages.filter(section=case.what.section, is_item=False, written_in=MAIN_LANGUAGE)
    parent = tree.order_by("depth").first()
    if parent is None or parent.specific_class is not SectionPage:
        raise NotPublishable
    page = AnswerPage(slug=_free_slug(parent, text.title), live=False, owner=user)
    _fill(page, text, case)
    parent.add_child(instance=page)
    page.save_revision(user=user)
    return page


def _fill(page: AnswerPage, text: Anonymised, case: Case) -> None:
    page.title = page.draft_title = text.title
    page.question, page.topic = text.question, text.topic
    page.body = [("paragraph", _paragraphs(text.answer, links_of(case)))]
    page.summary = " ".join(text.question.split())[:300]
    page.author = page.source = case.tenant.authority_name


def _paragraphs(text: str, links: list[tuple[str, str]]) -> str:
    blocks = [part.strip() for part in text.split("\n\n") if part.strip()]
    html = "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in blocks)
    if not links:
        return html
    items = "".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for title, url in links)
    return f"{html}<ul>{items}</ul>"


def _submit(page: AnswerPage, user) -> None:
    page = AnswerPage.everywhere.get(pk=page.pk)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def _free_slug(parent: PortalPage, title: str) -> str:
    base = slugify(fold(title))[:_SLUG_LENGTH].strip("-") or "cau-hoi"
    taken = set(parent.get_children().values_list("slug", flat=True))
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
