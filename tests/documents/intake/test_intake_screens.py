"""Files are dropped, read and confirmed; nothing is saved silently, nothing is lost."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse
from pypdf import PdfWriter

from commune_site.models import Attachment
from documents.intake import items
from documents.models import IntakeItem, LegalDocumentPage, PortalDocument, Reading
from portal_network.tenancy.models import Role
from tests.documents.files.signed_files import an_authority, sign
from tests.documents.intake.official_pdf import OfficialText, draw
from tests.documents.intake.scanned_pdf import scan
from tests.factories import (
    attach,
    give_role,
    make_legal_document,
    make_user,
    section_page,
    site_page,
)
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

ROOT = "/quan-tri/van-ban-tu-tep/"
TEXT = OfficialText(
    issuer=("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"), number_line="Số: 33/KH-UBND",
    place_line="Tam Thanh, ngày 05 tháng 8 năm 2025", type_line="KẾ HOẠCH",
    summary=("Chuyển đổi số năm 2026",), body=("Giao các đơn vị thực hiện.",) * 6,
    recipients=("Như trên;", "Lưu: VT."), sign=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signatory="Lý Văn Páo",
)  # fmt: skip


@pytest.fixture
def plan(tmp_path):
    """The bytes of a plan with text."""
    return draw(TEXT, tmp_path / "plan.pdf").read_bytes()


@pytest.fixture
def editor(network):
    """An editor of phường Tam Thanh."""
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def client(network, editor, client_for):
    """The editor at work."""
    return client_for(network.communes[0], editor)


@pytest.fixture
def home(network):
    """The home page of phường Tam Thanh."""
    return site_page(TAM_THANH, "home")


def drop(client, parent, *files: tuple[str, bytes], follow: bool = True):
    """Drop files as a browser does."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{ROOT}{parent.pk}/", {"files": uploads}, follow=follow)


def confirmed(client, answer, **changes):
    """Send the form of the first dropped file as it is shown, with changes."""
    form = answer.context["form"]
    # Of boxes none of which is ticked a browser sends nothing.
    values = {name: form[name].value() for name in form.fields}
    data = {name: value or "" for name, value in values.items() if value != []}
    data |= {"action": "submit", "alike_keys": answer.context["alike_keys"]}
    item = answer.context["item"]
    return client.post(f"{ROOT}tep/{item.pk}/", data | changes, follow=True)


def test_a_dropped_file_is_read_and_nothing_is_saved_before_it_is_confirmed(client, home, plan):
    answer = drop(client, home, ("ke-hoach.pdf", plan))
    form = answer.context["form"]
    shown = {name: form[name].value() for name in items.FIELDS if form[name].value()}
    assert shown == {
        "title": "Chuyển đổi số năm 2026", "document_type": "ke-hoach", "number": "33/KH-UBND",
        "issued_on": date(2025, 8, 5), "issuer": "Ủy ban nhân dân phường Tam Thanh",
        "place": "Tam Thanh", "signatory": "Lý Văn Páo", "signatory_post": "Phó Chủ tịch",
        "signing_form": "KT.", "recipients": "Như trên\nLưu: VT",
    }  # fmt: skip
    said = answer.content.decode()
    assert "Chắc chắn" in said
    assert "Trang 1: “Số: 33/KH-UBND”" in said
    assert "Không thấy" in said
    assert not LegalDocumentPage.objects.filter(number="33/KH-UBND").exists()


def test_what_is_confirmed_goes_to_approval_with_the_file_in_the_right_section(
    client, home, plan, editor
):
    answer = drop(client, home, ("ke-hoach.pdf", plan))
    confirmed(client, answer)
    page = LegalDocumentPage.objects.get(number="33/KH-UBND")
    assert (page.section, page.commune_id, page.owner) == ("admin-documents", TAM_THANH, editor)
    assert (page.title, page.issued_on) == ("Chuyển đổi số năm 2026", date(2025, 8, 5))
    assert page.slug == "chuyen-doi-so-nam-2026"
    assert not page.live
    assert page.workflow_in_progress
    assert page.attachments.get().document.title == "ke-hoach"
    assert page.attachments.get().document.collection_id == page.tenant.collection_id
    assert not IntakeItem.objects.exists()


def test_a_file_that_was_changed_after_signing_is_told_before_it_is_confirmed(client, home, plan):
    signed = sign(an_authority().signer("Lý Văn Páo"), plan)
    changed = BytesIO()
    writer = PdfWriter(BytesIO(signed), incremental=True)
    writer.add_blank_page()
    writer.write(changed)
    said = "Tệp đã bị thay đổi sau khi ký."
    assert said in drop(client, home, ("doi.pdf", changed.getvalue())).content.decode()
    assert said not in drop(client, home, ("ky.pdf", signed)).content.decode()


def test_the_officer_corrects_and_keeps_a_draft(client, home, plan):
    answer = drop(client, section_page(TAM_THANH, "legal-documents"), ("a.pdf", plan))
    answer = confirmed(client, answer, number="34/KH-UBND", issued_on="2025-08-06", action="draft")
    page = LegalDocumentPage.objects.get(number="34/KH-UBND")
    assert (page.section, page.issued_on) == ("legal-documents", date(2025, 8, 6))
    assert not page.workflow_in_progress
    assert "Đã lưu bản nháp" in answer.content.decode()


def test_what_the_library_has_already_is_shown_before_a_second_record_is_made(client, home, plan):
    first = make_legal_document(
        TAM_THANH, title="Chuyển đổi số", number="33 / KH–UBND", issued_on=date(2025, 8, 5),
        issuer="UBND phường Tam Thanh",
    )  # fmt: skip
    edit = reverse("wagtailadmin_pages:edit", args=[first.pk])
    answer = drop(client, home, ("ke-hoach.pdf", plan))
    assert edit in answer.content.decode() and "đã có văn bản này" in answer.content.decode()
    # Who has seen it may go on all the same: it may be another document.
    confirmed(client, answer, action="draft")
    again = LegalDocumentPage.objects.exclude(pk=first.pk).get(number="33/KH-UBND")
    # The same file, of which number and date are not read: told by its content.
    other = drop(client, home, ("ban-sao.pdf", plan))
    assert reverse("wagtailadmin_pages:edit", args=[again.pk]) in other.content.decode()
    # What was corrected to a number that is known is shown first, with all that was typed.
    answer = confirmed(client, other, alike_keys="", number="99/KH-UBND", place="Chỗ khác")
    assert answer.context["form"]["place"].value() == "Chỗ khác"
    assert not LegalDocumentPage.objects.filter(number="99/KH-UBND").exists()


def test_a_document_of_another_year_or_place_is_no_other_record(client, home, plan):
    for place, day in ((TAM_THANH, date(2024, 8, 5)), (QUOC_KHANH, date(2025, 8, 5))):
        make_legal_document(
            place, number="33/KH-UBND", issued_on=day, issuer="UBND phường Tam Thanh"
        )
    answer = drop(client, home, ("ke-hoach.pdf", plan))
    assert answer.context["alike"] == []
    confirmed(client, answer, action="draft")
    assert LegalDocumentPage.objects.filter(commune=TAM_THANH, number="33/KH-UBND").count() == 2


@pytest.fixture
def decision(tmp_path):
    """A decision that rests on a law, on a decision of the province, and on how things are."""
    text = OfficialText(
        issuer=("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"), number_line="Số: 41/QĐ-UBND",
        place_line="Tam Thanh, ngày 05 tháng 8 năm 2025", type_line="QUYẾT ĐỊNH",
        summary=("Kiện toàn Ban Chỉ đạo",),
        body=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "Căn cứ Quyết định số 2214/QĐ-UBND ngày 30/6/2025 của UBND tỉnh về chuyển đổi số;",
            "Căn cứ tình hình thực tế của phường;",
            "QUYẾT ĐỊNH:",
            "Điều 1. Kiện toàn Ban Chỉ đạo chuyển đổi số của phường.",
        ),
        recipients=("Như Điều 3;", "Lưu: VT."), sign=("CHỦ TỊCH",), signatory="Lý Văn Páo",
    )  # fmt: skip
    return draw(text, tmp_path / "decision.pdf").read_bytes()


def test_grounds_become_relations_and_known_ones_lead_to_their_record(client, home, decision):
    known = make_legal_document(
        LANG_SON, title="Chuyển đổi số của tỉnh", number="2214/QĐ-UBND",
        issued_on=date(2025, 6, 30), issuer="Ủy ban nhân dân tỉnh Lạng Sơn",
    )  # fmt: skip
    answer = drop(client, home, ("qd.pdf", decision))
    assert known.full_url in answer.content.decode()
    assert "tình hình thực tế" not in answer.content.decode()
    confirmed(client, answer, action="draft")
    page = LegalDocumentPage.objects.get(number="41/QĐ-UBND")
    assert page.recipients == "Như Điều 3\nLưu: VT"
    law, ruling = page.get_latest_revision_as_object().relations.all()
    assert {law.kind, ruling.kind} == {"can-cu"}
    assert (law.target, law.cited_title) == (None, "Luật Tổ chức chính quyền địa phương")
    assert law.cited_on == date(2025, 6, 16)
    assert (ruling.target, ruling.cited_number) == (known, "")
    # What the officer takes out becomes none.
    answer = drop(client, home, ("ban-hai.pdf", decision))
    confirmed(client, answer, action="draft", bases=["0"], number="42/QĐ-UBND")
    (only,) = LegalDocumentPage.objects.get(number="42/QĐ-UBND").relations.all()
    assert only.cited_on == date(2025, 6, 16)


def test_a_normative_number_leads_to_the_section_of_normative_documents(client, home, tmp_path):
    text = OfficialText(
        issuer=("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"), number_line="Số: 02/2025/QĐ-UBND",
        place_line="Tam Thanh, ngày 05 tháng 8 năm 2025", type_line="QUYẾT ĐỊNH",
        summary=("Ban hành Quy chế làm việc",), sign=("CHỦ TỊCH",), signatory="Lý Văn Páo",
    )  # fmt: skip
    content = draw(text, tmp_path / "a.pdf").read_bytes()
    confirmed(client, drop(client, home, ("a.pdf", content)))
    assert LegalDocumentPage.objects.get(number="02/2025/QĐ-UBND").section == "legal-documents"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.pdf", b"", "0 byte"), ("a.pdf", b"%PDF-1.7 cut", "bị hỏng"),
     ("a.exe", b"MZ", "PDF và Word"), ("a.docx", b"PK\x03\x04", "bị hỏng")],
)  # fmt: skip
def test_a_bad_file_is_told_and_does_not_stop_the_others(client, home, plan, name, content, said):
    answer = drop(client, home, (name, content), ("ke-hoach.pdf", plan))
    assert said in answer.content.decode()
    assert answer.context["item"].document.title == "ke-hoach"
    assert IntakeItem.objects.count() == 1


def test_several_files_are_confirmed_one_after_another(client, home, plan):
    answer = drop(client, home, ("mot.pdf", plan), ("hai.pdf", plan), ("ba.pdf", plan))
    assert answer.context["others"] == 2
    answer = confirmed(client, answer, action="draft")
    assert answer.context["item"].document.title == "hai"
    waiting = client.get(f"{ROOT}{home.pk}/").content.decode()
    assert "hai" in waiting
    assert "mot</a>" not in waiting


def test_nothing_typed_is_lost_when_a_field_is_wrong(client, home, plan):
    answer = drop(client, home, ("a.pdf", plan))
    answer = confirmed(client, answer, issued_on="2999-01-01", signatory="Lò Văn Pọm")
    assert answer.status_code == 200
    assert "không được sau ngày hôm nay" in str(answer.context["form"].errors["issued_on"])
    assert answer.context["form"]["signatory"].value() == "Lò Văn Pọm"
    answer = confirmed(client, answer, issued_on="31/02/2025", title="")
    assert {"issued_on", "title"} <= set(answer.context["form"].errors)
    assert IntakeItem.objects.count() == 1
    assert not LegalDocumentPage.objects.filter(number="33/KH-UBND").exists()


def test_no_file_at_all_is_said_beside_the_field(client, home):
    answer = client.post(f"{ROOT}{home.pk}/", {})
    assert "ít nhất một tệp" in str(answer.context["form"].errors["files"])


def test_a_file_nobody_wants_is_deleted(client, home, plan):
    answer = drop(client, home, ("a.pdf", plan))
    item = answer.context["item"]
    client.post(f"{ROOT}tep/{item.pk}/", {"action": "discard"})
    assert not PortalDocument.objects.filter(pk=item.document_id).exists()


def test_a_file_that_a_page_uses_stays(client, home, plan):
    answer = drop(client, home, ("a.pdf", plan))
    attach(make_legal_document(TAM_THANH), answer.context["item"].document)
    with pytest.raises(ProtectedError):
        items.discard(answer.context["item"])
    assert Attachment.objects.filter(document=answer.context["item"].document).exists()
    assert IntakeItem.objects.exists()


def test_a_scan_without_recognition_is_said_to_be_one(client, home, tmp_path, plan, monkeypatch):
    monkeypatch.setattr(items, "can_recognise", lambda: False)
    monkeypatch.setattr("documents.intake.reader.can_recognise", lambda: False)
    scanned = scan(draw(TEXT, tmp_path / "a.pdf"), tmp_path / "scan.pdf", dpi=72)
    answer = drop(client, home, ("a.pdf", scanned.read_bytes()))
    assert answer.context["item"].reading == Reading.PICTURES
    assert "chưa cài chương trình nhận dạng" in answer.content.decode()


def test_a_file_that_breaks_the_reading_is_filled_in_by_hand(client, home, plan, monkeypatch):
    def broken(text):
        raise RuntimeError

    monkeypatch.setattr(items, "propose_record", broken)
    answer = drop(client, home, ("a.pdf", plan))
    assert answer.context["item"].reading == Reading.FAILED
    assert "nhập các mục bằng tay" in answer.content.decode()


def test_a_file_for_which_no_time_was_left_is_read_in_the_background(
    client, home, plan, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(items, "SECONDS_PER_DROP", -1.0)
    with django_capture_on_commit_callbacks(execute=True):
        drop(client, home, ("a.pdf", plan), follow=False)
    item = IntakeItem.objects.get()
    assert item.reading == Reading.DONE
    assert item.proposals["number"]["value"] == "33/KH-UBND"
    items.read_later(item.pk + 1)


def test_a_file_that_nobody_has_read_yet_is_read_when_its_turn_comes(
    client, home, plan, monkeypatch
):
    monkeypatch.setattr(items, "SECONDS_PER_DROP", -1.0)
    answer = drop(client, home, ("a.pdf", plan), follow=False)
    assert IntakeItem.objects.get().reading == Reading.WAITING
    answer = client.get(answer["Location"])
    assert answer.context["form"]["number"].value() == "33/KH-UBND"


def test_pages_are_shown_beside_the_form(client, home, plan):
    answer = drop(client, home, ("a.pdf", plan))
    address = f"{ROOT}tep/{answer.context['item'].pk}/trang/"
    assert f'src="{address}1/"' in answer.content.decode()
    picture = client.get(f"{address}1/")
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"{address}99/").status_code == 404


def test_other_places_find_neither_files_nor_screens(network, home, client, plan, client_for):
    answer = drop(client, home, ("a.pdf", plan))
    item = answer.context["item"]
    stranger = client_for(network.communes[1], make_user(Role.EDITOR, QUOC_KHANH))
    for path in (f"{home.pk}/", f"tep/{item.pk}/", f"tep/{item.pk}/trang/1/"):
        assert stranger.get(f"{ROOT}{path}").status_code == 404
    own = section_page(QUOC_KHANH, "admin-documents")
    foreign = confirmed(client, answer, section=own.pk)
    assert foreign.status_code in (200, 404)
    assert IntakeItem.objects.filter(pk=item.pk).exists()


def test_roles_that_add_no_pages_are_refused(network, home, client_for):
    responder = client_for(network.communes[0], make_user(Role.RESPONDER, TAM_THANH))
    assert responder.get(f"{ROOT}{home.pk}/").status_code in (302, 403)


def test_sections_without_documents_take_none(client, network):
    assert client.get(f"{ROOT}{section_page(TAM_THANH, 'heritage').pk}/").status_code == 404


def test_the_ways_to_the_screen(client, home):
    assert ROOT in client.get("/quan-tri/").content.decode()
    assert client.get(ROOT)["Location"] == f"{ROOT}{home.pk}/"
    for page in (home, section_page(TAM_THANH, "admin-documents")):
        listing = client.get(f"/quan-tri/pages/{page.pk}/").content.decode()
        assert f"{ROOT}{page.pk}/" in listing
    news = section_page(TAM_THANH, "news")
    assert ROOT not in client.get(f"/quan-tri/pages/{news.pk}/").content.decode()


def test_who_writes_for_several_sites_is_asked_for_which(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    give_role(user, Role.EDITOR, QUOC_KHANH)
    said = client_for(network.communes[0], user).get(ROOT).content.decode()
    assert f"{ROOT}{site_page(TAM_THANH, 'home').pk}/" in said
    assert f"{ROOT}{site_page(QUOC_KHANH, 'home').pk}/" in said


def test_the_list_of_waiting_files_asks_as_much_for_two_as_for_sixty(client, home, plan, editor):
    drop(client, home, ("mot.pdf", plan), ("hai.pdf", plan))
    client.get(f"{ROOT}{home.pk}/")
    with queries_of() as few:
        client.get(f"{ROOT}{home.pk}/")
    first = IntakeItem.objects.first().document
    for number in range(58):
        document = PortalDocument.objects.create(
            title=f"Tệp {number}", file=first.file.name, collection=first.collection
        )
        IntakeItem.objects.create(document=document, parent=home, owner=editor)
    with queries_of() as many:
        answer = client.get(f"{ROOT}{home.pk}/")
    assert len(answer.context["waiting"]) == 60
    assert len(many) == len(few) <= 24
