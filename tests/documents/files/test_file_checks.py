"""Before publication files are looked at: scans, refused ones, and ones changed after signing."""

import pytest

from commune_site.checks import Level, blocks_of, examine
from documents.files.services import examine_stored
from documents.models import Examination, PortalDocument
from portal_network.moderation.errors import StoppedByChecks
from portal_network.moderation.services.publication import publish_at_once
from portal_network.tenancy.models import Role
from tests.documents.files import hostile
from tests.documents.files.signed_files import an_authority, changed_afterwards, sign
from tests.factories import attach, make_file, make_legal_document, make_user
from tests.networks import TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
REASON = "Văn thư đóng số sau khi lãnh đạo ký; nội dung không đổi."


def stored(content: bytes) -> PortalDocument:
    document = make_file(TAM_THANH, content)
    examine_stored(document.pk)
    document.refresh_from_db()
    return document


def page_with(*files: PortalDocument, **fields):
    page = make_legal_document(TAM_THANH, **fields)
    for file in files:
        attach(page, file)
    return type(page).objects.get(pk=page.pk)


def faults_of(page, code: str) -> tuple[str, ...]:
    return next(result.faults for result in examine(page) if result.check.code == code)


def test_a_changed_file_stops_publication_until_a_reason_is_typed(network):
    document = stored(changed_afterwards(sign(an_authority().signer())))
    page = page_with(document)
    (block,) = blocks_of(page)
    assert (block.check.code, block.level) == ("changed-file", Level.BLOCK)
    assert document.title in block.faults[0]
    user = make_user(Role.APPROVER, TAM_THANH)
    page.title = "Kế hoạch đã sửa"
    page.save_revision(user=user)
    with pytest.raises(StoppedByChecks):
        publish_at_once(user, page, "Thiên tai, phải đăng ngay trong đêm nay.")
    PortalDocument.objects.filter(pk=document.pk).update(changed_reason=REASON)
    assert blocks_of(type(page).objects.get(pk=page.pk)) == []
    publish_at_once(user, page, "Thiên tai, phải đăng ngay trong đêm nay.")


def test_a_file_as_it_was_signed_stops_nothing(network):
    assert blocks_of(page_with(stored(sign(an_authority().signer())))) == []


def test_a_refused_file_stops_publication_and_says_why(network):
    (block,) = blocks_of(page_with(stored(hostile.pdf_with_script())))
    assert block.check.code == "refused-file"
    assert "JavaScript" in block.faults[0]


def test_a_file_that_waits_is_pointed_out(network):
    page = page_with(make_file(TAM_THANH, examination=Examination.WAITING))
    assert len(faults_of(page, "waiting-file")) == 1
    assert blocks_of(page) == []


def test_a_scan_is_pointed_out_unless_its_text_stands_on_the_page(network):
    scan, text = stored(hostile.scanned_pdf()), stored(hostile.text_pdf())
    (fault,) = faults_of(page_with(scan, text, full_text=""), "scan")
    assert scan.title in fault
    assert faults_of(page_with(scan, full_text="<p>" + "Nội dung " * 20 + "</p>"), "scan") == ()


def test_checks_of_files_cost_the_same_however_many_there_are(network):
    def questions(page) -> int:
        with queries_of() as statements:
            examine(page, levels={})
        return len(statements)

    few = page_with(stored(hostile.text_pdf()), full_text="")
    many = page_with(*(stored(hostile.scanned_pdf()) for _number in range(8)), full_text="")
    none = page_with(full_text="")
    questions(none)
    # The files; those of the same content elsewhere; the titles of those that are public now.
    assert questions(many) == questions(few) <= questions(none) + 4


def test_a_page_says_in_plain_words_what_is_known_of_the_signatures(
    network, client_for, tmp_path, settings
):
    an_authority().write_to(tmp_path)
    settings.PORTAL_TRUST_STORE = str(tmp_path)
    good = stored(sign(an_authority().signer("Hoàng Thị Thử")))
    bad = stored(changed_afterwards(sign(an_authority().signer("Lý Văn Thử"))))
    PortalDocument.objects.filter(pk=bad.pk).update(changed_reason=REASON)
    client = client_for(network.communes[0])
    shown = client.get(page_with(good).url).content.decode()
    for words in (
        "1 chữ ký số", "Hoàng Thị Thử", "Ủy ban nhân dân phường Thử",
        "Tệp không thay đổi kể từ khi ký", "theo máy của người ký",
        "Tình trạng thu hồi chứng thư: chưa kiểm tra", "signature--good",
    ):  # fmt: skip
        assert words in shown
    shown = client.get(page_with(bad).url).content.decode()
    for words in ("tệp không còn nguyên như khi ký", "signature--bad", "Lý Văn Thử", REASON):
        assert words in shown
