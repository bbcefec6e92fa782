"""Fills a place with what people leave behind while they work: talk, approvals, cases, alerts."""

from datetime import UTC, datetime, timedelta
from zlib import crc32

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    Page,
    PageSubscription,
    UploadedFile,
    Workflow,
    WorkflowPage,
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
from commune_site.models import PortalPage
from commune_site.procedures.importing.checking import CheckedFile
from commune_site.procedures.importing.services import apply_import, keep_checked
from commune_site.procedures.models import LocalNote, Procedure
from commune_site.procedures.records import DossierCase, DossierPart, ProcedureRecord
from portal_network.people.models import Invitation
from portal_network.people.models.places import place_keys
from portal_network.tenancy.models import Commune, HostName, Province
from tests.commune_site.consultations.makers import make_consultation, make_opinion
from tests.isolation.contents import head_of
from tests.isolation.places import Place


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
        user=head, content_type=page_type, object_id=str(page.pk),
        # Wagtail forgets those of an hour ago, whoever asks; the attack may take longer.
        last_seen_at=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
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
