"""Fills a place with a marked row of every kind."""

import io
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zlib import crc32

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Page,
    PageSubscription,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
    WorkflowPage,
)
from wagtail.users.models import UserProfile

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
from commune_site.alerts.models import Alert
from commune_site.alerts.services import raise_alert
from commune_site.consultations.models import Opinion
from commune_site.engagement.kinds_shipped import REPORT
from commune_site.engagement.models import Case, Contact
from commune_site.engagement.services.corrections import write as write_correction
from commune_site.engagement.services.intake import Submission, receive
from commune_site.engagement.services.signing import propose as propose_answer
from commune_site.engagement.uploads import CheckedFile as CheckedUpload
from commune_site.guidance.models import GuidanceBasis, PolicyBasis
from commune_site.languages.services import translate
from commune_site.models import ArticlePage, PortalPage
from commune_site.plans import models as plans
from commune_site.procedures.importing.checking import CheckedFile
from commune_site.procedures.importing.services import apply_import, keep_checked
from commune_site.procedures.models import LocalNote, Procedure
from commune_site.procedures.records import DossierCase, DossierPart, ProcedureRecord
from documents.models import (
    DocumentEdition,
    DocumentFilePage,
    DocumentImport,
    DocumentRelation,
    ImportedRow,
    IntakeItem,
    Reading,
    RelationKind,
)
from portal_network.people.models import Invitation
from portal_network.people.models.places import place_keys
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, HostName, Province, Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from tests.commune_site.consultations.makers import make_consultation, make_opinion
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
    make_file,
    make_guidance,
    make_image,
    make_information_page,
    make_legal_document,
    make_policy,
    make_redirect,
    make_user,
    section_page,
)
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


def name_place(place: Place) -> None:
    """Put the open word into the names that provisioning gave."""
    authority = place.authority
    name = f"{authority.name} {place.open_word}"
    type(authority).objects.filter(pk=authority.pk).update(
        name=name,
        address=f"Số 1 {place.open_word}",
        phone="02053 000 111",
        email=f"vanthu@{place.open_word}.invalid",
        person_responsible=f"Người phụ trách {place.open_word}",
    )
    Site.objects.filter(pk=authority.site_id).update(site_name=name)
    Collection.objects.filter(pk=authority.collection_id).update(name=name)
    PortalPage.objects.filter(pk=authority.root_page_id).update(title=name, draft_title=name)
    authority.refresh_from_db()


def add_people(place: Place) -> None:
    """Give the place one person per role, with the secret word in name and address."""
    roles = COMMUNE_ROLES if isinstance(place.authority, Commune) else PROVINCE_ROLES
    for role in roles:
        place.people[role] = _person(place, role)
    for role in roles:
        holder = place.people[role]
        UserProfile.get_for_user(holder)
        APIToken.objects.create(
            user=holder, name=f"khoa {place.secret_word}", key_hash=holder.username
        )


def _person(place: Place, role: str):
    name = f"{place.secret_word}.{role}"
    return make_user(
        role,
        place.authority,
        username=name,
        email=f"{name}@vidu.invalid",
        last_name=f"Họ {place.secret_word}",
        first_name=Role(role).label,
    )


def head_of(place: Place):
    """Return whoever administers the place."""
    return place.people.get(Role.SITE_ADMINISTRATOR) or place.people[Role.PROVINCE_ADMINISTRATOR]


def add_media(place: Place) -> None:
    """Store pictures and files: some that pages show, some that nobody published."""
    head = head_of(place)
    for model, make in ((get_image_model(), make_image), (get_document_model(), make_file)):
        for word in (place.open_word, place.secret_word):
            extra = {"filename": f"{word}.pdf"} if model is get_document_model() else {}
            made = make(place.authority, title=f"Tư liệu {word}", uploaded_by_user=head, **extra)
            made.tags.add(f"nhan {place.secret_word}")
            place.sample(model, made.pk)
    for key in place.samples[get_document_model()]:
        DocumentFilePage.everywhere.create(
            document_id=key, number=1, text=f"Nội dung {place.secret_word}"
        )
    _add_dropped_file(place, head)
    _add_private_collection(place)


def _add_dropped_file(place: Place, head) -> None:
    word, content = place.secret_word, io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(90, 700, "Ke hoach")
    canvas.save()
    document = make_file(
        place.authority, content.getvalue(), f"{word}-cho-xac-nhan.pdf", title=f"Chờ {word}",
        uploaded_by_user=head,
    )  # fmt: skip
    proposal = {"value": word, "passage": word, "page": 1, "confidence": 0.5}
    item = IntakeItem.everywhere.create(
        document=document, parent_id=place.authority.root_page_id, owner=head,
        reading=Reading.DONE, proposals={"title": proposal}, page_count=1, pages_read=[1],
    )  # fmt: skip
    place.sample(IntakeItem, item.pk)
    batch = DocumentImport.everywhere.create(
        parent=PortalPage.everywhere.get(pk=place.authority.root_page_id),
        owner=head_of(place), name=f"{word}.zip", state=DocumentImport.State.CHECKED,
    )  # fmt: skip
    ImportedRow.everywhere.create(
        batch=batch, number=1, file_name=f"{word}.pdf", values={"title": word},
        outcome=ImportedRow.Outcome.REFUSED, remarks=[word],
    )  # fmt: skip
    place.sample(DocumentImport, batch.pk)


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


def _add_private_collection(place: Place) -> None:
    closed = place.authority.collection.add_child(name=f"Kho {place.secret_word}")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    hidden = make_file(
        place.authority,
        content=f"%PDF-1.7 {place.secret_word}".encode(),
        filename=f"{place.closed_word}.pdf",
        title=f"Tệp kín {place.secret_word}",
        collection=closed,
    )
    place.sample(get_document_model(), hidden.pk)
    place.secret_paths += [urlsplit(hidden.url).path, hidden.file.url]


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


def add_conversation(place: Place) -> None:
    """Comment on a page, answer, subscribe, and leave traces in the logs."""
    page = Page.objects.get(pk=place.samples[Page][0])
    head, word = head_of(place), place.secret_word
    comment = Comment.objects.create(
        page=page, user=head, text=f"Ý kiến {word}", contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=head, text=f"Trả lời {word}")
    PageSubscription.objects.create(page=page, user=head, comment_notifications=True)
    log(page, "wagtail.edit", user=head, title=f"Nhật ký {word}")
    log(place.authority, "wagtail.edit", user=head, title=f"Nhật ký {word}")
    for model in (get_image_model(), get_document_model()):
        media = model.objects.get(pk=place.samples[model][0])
        log(media, "wagtail.edit", user=head, title=f"Nhật ký {word}")


def add_approvals(place: Place, workflow: Workflow) -> None:
    """Send a draft through the installation's workflow, up to the waiting for approval."""
    head, word = head_of(place), place.secret_word
    draft = Page.objects.get(pk=place.drafted_key).specific
    WorkflowPage.objects.create(page=draft, workflow=workflow)
    state = workflow.start(draft, head)
    task_state = state.current_task_state
    task_state.comment = f"Ghi chú {word}"
    task_state.save()


def add_work_in_hand(place: Place) -> None:
    """Leave what people leave while they work: uploads, open editors, unsaved forms.

    It is of this minute, however old the world is: Wagtail clears away what is not.
    """
    head, word = head_of(place), place.secret_word
    page = Page.objects.get(pk=place.samples[Page][0])
    page_type = ContentType.objects.get_for_model(page.specific_class)
    for model in (get_image_model(), get_document_model()):
        UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"x", name=f"{word}.jpg"),
            uploaded_by_user=head,
        )
    EditingSession.objects.create(
        user=head, content_type=page_type, object_id=str(page.pk), last_seen_at=datetime.now(UTC)
    )
    FormState.objects.create(
        user=head, content_type=page_type, object_id=str(page.pk), data=f"title={word}",
        last_updated_at=datetime.now(UTC),
    )  # fmt: skip


def add_packages(place: Place) -> None:
    """Make rows of the packages beside Wagtail: redirects, menus, translations."""
    page = Page.objects.get(pk=place.samples[Page][0])
    site, word = place.authority.site, place.secret_word
    apps.get_model("wagtailredirects", "Redirect").objects.create(
        old_path=f"/{word}", site=site, redirect_page=page
    )
    menu = apps.get_model("wagtailmenus", "MainMenu").objects.get(site=site)
    apps.get_model("wagtailmenus", "MainMenuItem").objects.create(
        menu=menu, link_text=f"Mục {place.open_word}", link_page=page
    )
    flat = apps.get_model("wagtailmenus", "FlatMenu").objects.create(
        site=site, title=f"Thực đơn {word}", handle=word
    )
    apps.get_model("wagtailmenus", "FlatMenuItem").objects.create(
        menu=flat, link_text=f"Mục {word}", link_page=page
    )
    sources = apps.get_model("wagtail_localize", "TranslationSource")
    source, _created = sources.update_or_create_from_instance(page.specific)
    english = apps.get_model("wagtailcore", "Locale").objects.get(language_code="en")
    apps.get_model("wagtail_localize", "Translation").objects.create(
        source=source, target_locale=english
    )


def add_particulars(place: Place) -> None:
    """Add what only an authority has: an old host, an outline on the map."""
    key = "province" if isinstance(place.authority, Province) else "commune"
    HostName.objects.create(host=f"cu.{place.secret_word}.localhost", **{key: place.authority})
    if key == "commune":
        apps.get_model("home", "CommuneBoundary").objects.create(
            commune=place.authority,
            polygons=[[[[106.7, 21.8], [106.8, 21.8], [106.8, 21.9], [106.7, 21.8]]]],
            attribution=place.open_word,
        )


def add_alerts(place: Place) -> None:
    """Raise an alert that everybody sees, and plan one of which nobody is told yet."""
    authority, head = place.authority, head_of(place)
    keys = (
        {"province": authority}
        if isinstance(authority, Province)
        else {"province": authority.province, "commune": authority}
    )
    for word, begins in ((place.open_word, -1), (place.secret_word, 30)):
        starts_at = timezone.now() + timedelta(days=begins)
        alert = Alert(
            **keys, title=f"Cảnh báo {word}", area=word, text=word, source=word,
            starts_at=starts_at, ends_at=starts_at + timedelta(days=20),
        )  # fmt: skip
        place.sample(Alert, raise_alert(alert, head).pk)


def add_case(place: Place) -> None:
    """Receive a report about a page from a citizen, with a file, and write its correction."""
    word, head = place.secret_word, head_of(place)
    page = PortalPage.everywhere.get(pk=place.samples[Page][0])
    case = receive(
        place.tenant,
        REPORT,
        Submission(
            nonce=f"nonce-{word}",
            subject=f"Bài viết {word}",
            body=f"Nội dung chưa đúng {word}",
            contact=Contact(name=f"Người dân {word}", email=f"dan@{word}.invalid"),
            page=page,
            files=[CheckedUpload(f"{word}.pdf", "application/pdf", b"%PDF-1.7")],
            sender_key=word,
        ),
    ).case
    Case.everywhere.filter(pk=case.pk).update(assigned_to=head)
    write_correction(head, case.pk, f"Đính chính {word}", f"Lý do {word}")
    propose_answer(head, case.pk, f"Trả lời {word}", [(f"Trang {word}", page.full_url)])


def add_consultation(place: Place) -> None:
    """Ask for comments on a draft; somebody sends one that nobody has moderated yet."""
    page = make_consultation(
        place.authority.code, title=f"Dự thảo {place.open_word}", organiser=place.open_word
    )
    case = make_opinion(page, f"Góp ý {place.secret_word}")
    place.sample(Opinion, Opinion.everywhere.get(case=case).pk)


def add_invitation(place: Place) -> None:
    """Invite somebody; what else belongs to a place is made from its model alone."""
    Invitation.objects.create(
        **place_keys(place.authority),
        email=f"moi.{place.secret_word}@vidu.invalid",
        last_name=f"Họ {place.secret_word}",
        first_name="Được mời",
        roles=[next(iter(place.people))],
        token_hash=place.secret_word,
        invited_by=head_of(place),
    )


# Every catalogue of the world has it, and one procedure that no other has.
SHARED_CODE = "1.001193"


def add_procedures(place: Place) -> None:
    """Give a province a catalogue, and a commune its notes on it."""
    word = place.open_word
    if isinstance(place.authority, Commune):
        shared = Procedure.everywhere.get(province=place.province_code, code=SHARED_CODE)
        for procedure in (None, shared):
            LocalNote.objects.create(
                commune=place.authority,
                procedure=procedure,
                counter=word,
                updated_by=head_of(place),
            )
        return
    own_code = f"2.{crc32(word.encode()) % 10**6:06d}"
    records = [
        ProcedureRecord(
            code=code, name=f"Thủ tục {word}", field=f"Lĩnh vực {word}", levels=("xa", "tinh"),
            dossier=(DossierCase("", (DossierPart("Tờ khai", 1, 0, f"Tệp {word}"),)),),
            online_level="toan-trinh",
        )
        for code in (SHARED_CODE, own_code)
    ]  # fmt: skip
    applied = keep_checked(
        place.authority.pk, CheckedFile(records), file_name=f"{place.secret_word}.xlsx",
        is_whole=True, user=head_of(place),
    )  # fmt: skip
    apply_import(applied, user=head_of(place))
    waiting = keep_checked(
        place.authority.pk, CheckedFile(records[:1]), file_name=f"cho {place.secret_word}.xlsx",
        is_whole=False, user=head_of(place),
    )  # fmt: skip
    place.sample(type(waiting), waiting.pk, applied.pk)
    place.open_paths.append(f"/dich-vu-cong/thu-tuc-hanh-chinh/{own_code}/")
