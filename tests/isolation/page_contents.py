"""Fills a place with a marked page of every type and in every state."""

from datetime import date, time, timedelta

from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Page,
    PageViewRestriction,
)

from commune_site.activities.models import (
    AlbumPage,
    CampaignPage,
    GatheredPage,
    GazetteEntry,
    GazettePage,
    ReceptionEntry,
    ReceptionPage,
    RecordingPage,
    WorkEntry,
    WorkWeekPage,
)
from commune_site.guidance.models import GuidanceBasis, PolicyBasis
from commune_site.languages.services import translate
from commune_site.models import ArticlePage, PortalPage
from commune_site.plans import models as plans
from documents.models import (
    DocumentEdition,
    DocumentRelation,
    RelationKind,
)
from portal_network.tenancy.directory import directory
from tests.commune_site.disclosures.makers import REVENUE, make_disclosure
from tests.commune_site.plans.records import (
    make_land_paper,
    make_plan,
    make_planning,
    make_project,
    make_tender,
)
from tests.factories import (
    attach,
    make_activity,
    make_article,
    make_guidance,
    make_information_page,
    make_legal_document,
    make_policy,
    make_redirect,
    section_page,
)
from tests.isolation.contents import head_of
from tests.isolation.places import Place

POLICIES = "policies"
EMPTY_TABLE = {
    "columns": [
        {"name": "Nội dung", "kind": "text", "unit": ""},
        {"name": "Số liệu", "kind": "number", "unit": "ha"},
    ],
    "rows": [],
    "note": "",
}


def _practical_pages(place: Place, head) -> list[PortalPage]:
    word, authority = place.open_word, place.authority
    guidance = make_guidance(authority, title=f"Hướng dẫn {word}", owner=head, where=word)
    policy = make_policy(authority, title=f"Chính sách {word}", owner=head, benefit=word)
    for page, basis in ((guidance, GuidanceBasis), (policy, PolicyBasis)):
        basis.everywhere.create(page=page, citation=f"Luật {word}")
    return [guidance, policy]


def _activity_pages(place: Place, head) -> list[PortalPage]:
    word, day = place.open_word, timezone.localdate()
    image = get_image_model().objects.get(pk=place.samples[get_image_model()][0])

    def publish(model: type[PortalPage], **fields) -> PortalPage:
        name = model._meta.model_name
        return make_activity(
            place.authority, model, "media", title=f"{name} {word}", slug=f"{name}-{word}",
            owner=head, source=word, **fields,
        )  # fmt: skip

    week = publish(WorkWeekPage, first_day=day)
    reception = publish(ReceptionPage, first_day=day)
    entry = {"day": day, "starts": time(8), "content": word, "chair": word, "place": word}
    WorkEntry.everywhere.create(page=week, **entry)
    ReceptionEntry.everywhere.create(page=reception, **entry)
    campaign = publish(CampaignPage, starts_on=day, slogan=word)
    GatheredPage.everywhere.create(page=campaign, item=week)
    gazette = publish(GazettePage, number="07", issued_on=day, disclosed_on=day)
    GazetteEntry.everywhere.create(page=gazette, number=f"1/{word}", abstract=word)
    picture = ("image", {"image": image, "alt": word, "caption": ""})
    album = publish(AlbumPage, place=word, gallery=[picture])
    recording = publish(RecordingPage, external_url=f"https://{word}.invalid/", transcript=word)
    return [week, reception, campaign, gazette, album, recording]


def _plan_pages(place: Place, head, image, document) -> list[PortalPage]:
    """Publish plans, projects and papers on land with a row of every kind."""
    word, authority = place.open_word, place.authority
    told = {"owner": head, "summary": f"Tóm tắt {word}"}
    planning = make_planning(authority, title=f"Quy hoạch {word}", scope=word, **told)
    planning.maps.add(
        plans.PlanningMap(
            title=f"Bản đồ {word}", text_alternative=word, image=image, document=document
        )
    )
    plan = make_plan(
        authority, title=f"Chỉ tiêu {word}", targets=[(f"Thu {word}", "ha", 2026, 1, 1)], **told
    )
    project = make_project(
        authority, title=f"Dự án {word}", milestones=[(word, date(2026, 3, 1), None)], **told
    )
    tender = make_tender(authority, title=f"Gói thầu {word}", project=project, **told)
    paper = make_land_paper(authority, title=f"Thu hồi {word}", project=project, **told)
    table = {"title": f"Bảng {word}", "data": EMPTY_TABLE}
    plan.figures.add(plans.PlanFigures(**table))
    paper.figures.add(plans.LandFigures(**table))
    for page in (planning, plan, paper):
        page.save()
    return [planning, plan, project, tender, paper]


def _legal_document(place: Place, head) -> PortalPage:
    """Publish a document that cites another one and was corrected once."""
    word = place.open_word
    page = make_legal_document(
        place.authority, title=f"Văn bản {word}", number=f"1/{word}", issuer=word, owner=head
    )
    page.relations.add(DocumentRelation(kind=RelationKind.BASED_ON, cited_title=f"Luật {word}"))
    page.save()
    DocumentEdition.everywhere.create(page=page, number=9, reason=f"Sửa {word}", changes=[])
    return page


def add_pages(place: Place) -> None:
    """Publish a page of every type, and pages in every state in which a page can be."""
    image_key, document_key = (
        place.samples[model][0] for model in (get_image_model(), get_document_model())
    )
    image = get_image_model().objects.get(pk=image_key)
    document = get_document_model().objects.get(pk=document_key)
    word, head = place.open_word, head_of(place)
    told = {"summary": f"Tóm tắt {word}", "author": word, "source": word, "owner": head}
    shown = make_article(
        place.authority, title=f"Bài {word}", lead_image=image, lead_image_alt=word, **told,
        slug=f"bai-{word}",
        body=[
            ("paragraph", f"<p>Nội dung {word}</p>"),
            ("image", {"image": image, "alt": word, "caption": ""}),
            ("documents", [document]),
        ],
    )  # fmt: skip
    attach(shown, document, f"Tệp {word}")
    others = [
        _legal_document(place, head),
        make_redirect(
            place.authority, "news", "https://vidu.invalid/", title=f"Liên kết {word}", owner=head
        ),
        make_information_page(
            section_page(place.authority, "news"), title=f"Thông tin {word}", owner=head
        ),
        *_practical_pages(place, head),
        *_activity_pages(place, head),
        make_disclosure(
            place.authority,
            title=f"Công khai {word}",
            table=REVENUE,
            correction=f"Sửa {word}",
            decision_number=word,
            owner=head,
        ),
        *_plan_pages(place, head, image, document),
    ]
    for page in (shown, *others):
        page.save_revision(user=head)
        # Past the queue: nobody may publish the own text.
        page.get_latest_revision().publish(user=head, skip_permission_checks=True)
        place.sample(Page, page.pk)
        place.open_paths.append(page.get_url_parts()[2])
    place.samples[Page] += [section_page(place.authority, "news").pk, place.authority.root_page_id]
    _add_english_pages(place, shown, head)
    _add_alias(place, shown)
    add_unpublished(place, shown)


def _add_english_pages(place: Place, shown: ArticlePage, head) -> None:
    place.authority.has_english = True
    place.authority.save()
    directory.forget()
    variant = translate(shown, head)
    variant.title = f"English {place.open_word}"
    variant.save_revision(user=head).publish(user=head, skip_permission_checks=True)
    for page in (variant, variant.get_parent().specific):
        place.sample(Page, page.pk)
        place.open_paths.append(page.get_url_parts()[2])


def _add_alias(place: Place, shown: ArticlePage) -> None:
    alias = shown.create_alias(
        parent=section_page(place.authority, POLICIES), update_slug=f"bi-danh-{place.open_word}"
    )
    place.sample(Page, alias.pk)


def add_unpublished(place: Place, shown: ArticlePage) -> None:
    """Write pages that the public must not see, and a new text for one that it sees."""
    word, head = place.secret_word, head_of(place)
    told = {"summary": f"Tóm tắt {word}", "author": word, "source": word, "owner": head}

    draft = make_article(place.authority, title=f"Nháp {word}", live=False, **told)
    draft.save_revision(user=head)
    private = make_article(place.authority, title=f"Kín {word}", slug=place.closed_word, **told)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    locked = make_article(
        place.authority, title=f"Khóa {word}", live=False, locked=True, locked_by=head,
        locked_at=timezone.now(), **told,
    )  # fmt: skip
    planned = make_article(
        place.authority, title=f"Hẹn giờ {word}", live=False,
        go_live_at=timezone.now() + timedelta(days=30), **told,
    )  # fmt: skip
    planned.save_revision(user=head).publish(user=head, skip_permission_checks=True)
    place.drafted_key = draft.pk
    for page in (draft, private, locked, planned):
        place.sample(Page, page.pk)
    place.secret_paths.append(private.get_url_parts()[2])
    shown.title = f"Bản sửa {word}"
    shown.save_revision(user=head)
