"""Fills one's own forms with what belongs to others, field by field."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.models import Page, get_page_models

from portal_network.tenancy.models import Role
from tests.factories import section_page
from tests.isolation.attempts import Answer, Attempt
from tests.isolation.forms import PostForm, Slot, forms_of, previewed
from tests.isolation.numbering import NEVER
from tests.isolation.parameters import models_of
from tests.isolation.places import Place
from tests.isolation.session import Session

CREATABLE = (
    ("commune_site", "articlepage"), ("commune_site", "informationpage"),
    ("commune_site", "redirectpage"), ("documents", "legaldocumentpage"),
    ("guidance", "guidancepage"), ("guidance", "policypage"),
    ("activities", "albumpage"), ("activities", "campaignpage"), ("activities", "recordingpage"),
    ("plans", "landrecoverypage"), ("plans", "planningpage"), ("plans", "planpage"),
    ("plans", "projectpage"), ("plans", "tenderpage"),
)  # fmt: skip
# Where pages of these types are posted, unless among the news.
SECTION_OF = {
    "legaldocumentpage": "legal-documents", "guidancepage": "legal-guidance",
    "policypage": "policies", "albumpage": "media", "campaignpage": "campaigns",
    "recordingpage": "media", "landrecoverypage": "land-recovery",
    "planningpage": "planning-land", "planpage": "plans-results", "projectpage": "projects",
    "tenderpage": "bidding",
}  # fmt: skip
SAVE, PUBLISH, PREVIEW = "save", "action-publish", "preview"
# What each role does with a text, and with which; nobody repeats what another role proves.
ARTICLES = frozenset({"ArticlePage"})
EVERYTHING = frozenset(model.__name__ for model in get_page_models())
ENDINGS: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    Role.EDITOR: ((SAVE, EVERYTHING), (PREVIEW, ARTICLES | {"LegalDocumentPage"})),
    Role.APPROVER: ((PUBLISH, ARTICLES),),
    Role.SITE_ADMINISTRATOR: ((PREVIEW, EVERYTHING - ARTICLES),),
    Role.PROVINCE_ADMINISTRATOR: ((SAVE, EVERYTHING), (PUBLISH, ARTICLES)),
    Role.PROVINCE_MODERATOR: ((PREVIEW, ARTICLES),),
}
FILLED_IN = {
    "title": "Tiêu đề", "slug": "tieu-de", "author": "A", "source": "B", "issuer": "C",
    "target_url": "https://vidu.invalid/", "document_type": "ke-hoach", "field": "khac",
    "benefit": "D", "beneficiaries": "E", "starts_on": "01/03/2026", "transcript": "F",
    "external_url": "https://vidu.invalid/",
}  # fmt: skip
# What else the forms of one type must say.
FILLED_IN_OF = {
    "LandRecoveryPage": {"kind": "bang-gia-dat", "location": "F"},
    "PlanPage": {"kind": "ke-hoach-nam", "first_year": "2026"},
    "PlanningPage": {
        "kind": "quy-hoach-chung", "scope": "G", "first_year": "2026",
        "decision_number": "1/QĐ", "decided_on": "2026-01-05",
    },
    "ProjectPage": {
        "objective": "H", "project_type": "nhom-c", "investor": "I", "funding_type": "khac",
    },
    "TenderPage": {
        "kind": "xay-lap", "method": "rong-rai", "procuring_entity": "K",
        "closes_at": "2099-01-05 09:00",
    },
}  # fmt: skip


def page_forms(session: Session) -> Iterator[PostForm]:
    """Yield the forms with which the person edits pages of every type, and makes new ones."""
    own = session.actor.host
    news = section_page(own.authority, "news").pk
    paths = [
        ("wagtailadmin_pages:edit", reverse("wagtailadmin_pages:edit", args=[key]))
        for key in (*own.samples[Page][:5], news)
    ]
    for app_label, model_name in CREATABLE:
        parent = section_page(own.authority, SECTION_OF.get(model_name, "news")).pk
        path = reverse("wagtailadmin_pages:add", args=[app_label, model_name, parent])
        paths.append(("wagtailadmin_pages:add", path))
    for address, path in paths:
        shown = Attempt(address, "GET", path)
        for form in forms_of(shown, session.send(shown), own):
            if "title" in form.data:
                empty = {name for name, value in form.data.items() if not str(value).strip()}
                wanted = FILLED_IN | FILLED_IN_OF.get(form.kind, {})
                form.data |= {name: wanted[name] for name in wanted if name in empty}
                yield form


def attack_page_forms(session: Session, others: list[Place]) -> None:
    """Send every page form once per reference and ending."""
    for ending, kinds in ENDINGS.get(session.actor.name, ()):
        for form in page_forms(session):
            if form.kind in kinds:
                attack_form(session, form, others, ending)


def attack_form(session: Session, form: PostForm, others: list[Place], ending: str) -> None:
    """Send a form once per reference, with rows of one foreign place after another."""
    for number, slot in enumerate(form.slots(session.actor.host)):
        attack_slot(session, form, slot, others[number % len(others)], ending)


def attack_slot(session: Session, form: PostForm, slot: Slot, other: Place, ending: str) -> None:
    """Send the form with one reference to nobody, to one's own and to somebody else's row."""
    never = form.attempt(slot.data, how=slot.name, foreign=frozenset({str(NEVER)}))
    never = _ended(form, never, ending)
    answer = session.answer_for_nobody(never)
    own = session.actor.host
    models = [slot.model] if slot.model else models_of(answer.tables_of_never)
    for model in models:
        if model in own.samples and slot.model and slot.takes_own:
            accepted = session.send(_with(never, own.samples[model][0], foreign=False))
            name = f"{form.address} {form.kind}: {slot.name} ({ending})"
            session.note_own_reference(name, was_taken(accepted, ending))
        for key in other.samples.get(model, [])[:1]:
            session.send(_with(never, key, foreign=True))


def was_taken(answer: Answer, ending: str) -> bool:
    """Tell whether the form was accepted: it leads on, and a preview shows a page."""
    return answer.status == (200 if ending == PREVIEW else 302)


def _ended(form: PostForm, attempt: Attempt, ending: str) -> Attempt:
    if ending == PREVIEW:
        return previewed(form, attempt)
    if ending == SAVE:
        return attempt
    return Attempt(
        attempt.address, attempt.method, attempt.path, how=attempt.how, foreign=attempt.foreign,
        data=(*attempt.data, (ending, ending)),
    )  # fmt: skip


def _with(never: Attempt, key: object, *, foreign: bool) -> Attempt:
    changed = never.replaced(str(NEVER), str(key))
    return changed.about(frozenset({str(key)} if foreign else ()))
