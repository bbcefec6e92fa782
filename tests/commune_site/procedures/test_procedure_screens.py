"""The screens of the province's catalogue and of communes' notes."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from commune_site.procedures.importing.checking import check_file
from commune_site.procedures.models import CatalogueImport, LocalNote, Procedure
from portal_network.tenancy.models import Role
from tests.commune_site.procedures.conftest import take_over
from tests.commune_site.procedures.procedure_files import (
    BIRTH,
    MARRIAGE,
    csv_file,
    numbered,
    workbook,
)
from tests.factories import make_user
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

CATALOGUE = "/quan-tri/thu-tuc/"
IMPORT = f"{CATALOGUE}nhap/"
NOTES = "/quan-tri/chi-dan-thu-tuc/"


@pytest.fixture
def office(client_for, network, keeper):
    return client_for(network.province, keeper)


@pytest.fixture
def person(client_for, network):
    def sign_in(role, place=None):
        place = place or network.communes[0]
        return client_for(place, make_user(role, place))

    return sign_in


def send(client, content: bytes, scope="part", name="danh-muc.xlsx"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "scope": scope})


def text(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one("main").get_text(" ", strip=True)


def test_a_file_is_checked_looked_at_and_taken_over(office, catalogue, keeper):
    new = BIRTH | {"Mã thủ tục": "1.000656", "Tên thủ tục": "Thủ tục đăng ký khai tử"}
    changed = BIRTH | {"Kết quả thực hiện": "Bản điện tử"}
    checked = send(office, workbook([changed, new]), "whole")
    shown = office.get(checked["Location"])

    assert checked.status_code == 302
    for told in ("1.000656", "Thủ tục đăng ký khai tử", "Kết quả thực hiện", "1.000894"):
        assert told in text(shown)
    assert Procedure.everywhere.current().count() == 2
    taken = office.post(checked["Location"], {"fingerprint": shown.context["plan"].fingerprint})

    assert taken["Location"] == CATALOGUE
    codes = set(Procedure.everywhere.current().values_list("code", flat=True))
    assert codes == {"1.001193", "1.000656"}
    entry = ModelLogEntry.objects.get(action="procedures.import", user=keeper)
    assert entry.data == {"added": 1, "changed": 1, "withdrawn": 1, "unchanged": 0}
    assert "thêm mới 1, thay đổi 1, gỡ 1" in str(entry.formatter.format_message(entry))


def test_a_file_with_faults_shows_each_of_them_and_keeps_nothing(office, network):
    rows = [BIRTH, MARRIAGE | {"Cấp thực hiện": "Cấp thôn", "Ngày quyết định": "mai"}]
    response = send(office, workbook(rows), "whole")

    assert response.status_code == 422
    for told in ("2 lỗi", "3 Cấp thực hiện", "Cấp thôn", "Ngày quyết định", "mai"):
        assert told in text(response)
    chosen = BeautifulSoup(response.content, "html.parser").select_one("input[type=radio][checked]")
    assert chosen["value"] == "whole"
    assert not CatalogueImport.everywhere.exists() and not Procedure.everywhere.exists()


def test_many_faults_are_counted_and_the_first_of_them_shown(office):
    rows = [row | {"Cấp thực hiện": "?"} for row in numbered(250)]
    response = send(office, csv_file(rows).encode(), name="danh-muc.csv")

    assert "250 lỗi" in text(response) and "Chỉ hiện 200 mục đầu." in text(response)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7", "PDF"), (b"", "trống"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls")],
)
def test_files_of_another_kind_are_refused_beside_the_field(office, content, said):
    response = send(office, content)

    assert response.status_code == 422
    assert said in str(response.context["form"].errors["file"])


def test_sending_no_file_says_so(office):
    assert "Hãy chọn tệp." in str(office.post(IMPORT, {}).context["form"].errors["file"])


def test_what_changed_meanwhile_must_be_looked_at_again(office, catalogue):
    address = send(office, workbook([BIRTH | {"Từ khóa": "a"}]))["Location"]
    seen = office.get(address).context["plan"].fingerprint
    take_over([BIRTH | {"Từ khóa": "b"}])
    response = office.post(address, {"fingerprint": seen})

    assert response["Location"] == address
    assert "đã thay đổi" in str(next(iter(get_messages(response.wsgi_request))))
    assert Procedure.everywhere.get(code="1.001193").parts.keywords == "b"


def test_a_checked_file_can_be_thrown_away(office, catalogue):
    address = send(office, workbook([MARRIAGE | {"Từ khóa": "a"}]))["Location"]
    office.post(address, {"discard": "1"})

    thrown = CatalogueImport.everywhere.exclude(pk=catalogue.pk).get()
    assert thrown.state == CatalogueImport.State.DISCARDED
    assert "đã bỏ" in text(office.get(address))
    assert Procedure.everywhere.get(code="1.000894").version == 1


def test_the_catalogue_is_searched_and_shows_what_was_withdrawn(office, catalogue):
    take_over([BIRTH], is_whole=True)

    assert "1.000894" not in text(office.get(CATALOGUE))
    assert "1.000894" in text(office.get(CATALOGUE, {"loai": "da-go"}))
    assert "1.001193" in text(office.get(CATALOGUE, {"q": "dang ky khai sinh"}))
    assert "1.001193" not in text(office.get(CATALOGUE, {"q": "kết hôn"}))


def test_a_procedure_shows_what_each_version_changed_and_which_files_are_missing(office, catalogue):
    take_over([BIRTH | {"Kết quả thực hiện": "Bản điện tử"}])
    row = Procedure.everywhere.get(code="1.001193")
    shown = text(office.get(f"{CATALOGUE}{row.pk}/"))

    assert "Kết quả thực hiện" in shown and "chưa có tệp" in shown
    assert "Luật Hộ tịch" in shown


def test_the_catalogue_and_the_sample_file_are_downloaded(office, catalogue):
    downloaded = check_file(office.get(f"{CATALOGUE}tai-ve/").content)
    assert {record.code for record in downloaded.records} == {"1.001193", "1.000894"}
    assert check_file(office.get(f"{CATALOGUE}mau-tep/").content).records


@pytest.mark.parametrize(
    "role",
    [Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR, Role.RESPONDER],
)
def test_people_of_communes_do_not_meet_the_catalogue(person, catalogue, role):
    client = person(role)
    row = Procedure.everywhere.first()

    for path in (CATALOGUE, IMPORT, f"{CATALOGUE}{row.pk}/", f"{CATALOGUE}tai-ve/",
                 f"{CATALOGUE}mau-tep/", f"{IMPORT}{catalogue.pk}/"):  # fmt: skip
        assert client.get(path).status_code == 404
    assert CATALOGUE not in client.get("/quan-tri/").content.decode()


def test_another_province_does_not_meet_it_either(client_for, catalogue):
    other = build_network(HUE, communes=0)
    client = client_for(other.province, make_user(Role.PROVINCE_ADMINISTRATOR, other.province))
    row = Procedure.everywhere.first()

    for path in (f"{CATALOGUE}{row.pk}/", f"{IMPORT}{catalogue.pk}/"):
        assert client.get(path).status_code == 404
    assert client.get(CATALOGUE, {"tinh": "20"}).status_code == 404
    assert "1.001193" not in text(client.get(CATALOGUE))


def test_the_list_of_the_catalogue_asks_no_query_per_row(office, network):
    def queries() -> int:
        office.get(CATALOGUE)
        with queries_of() as statements:
            assert office.get(CATALOGUE).status_code == 200
        return len(statements)

    take_over(numbered(2))
    few = queries()
    take_over(numbered(50))
    assert queries() == few


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SITE_ADMINISTRATOR])
def test_a_commune_writes_a_note_that_the_public_sees_at_once(
    person, client_for, network, catalogue, role
):
    client = person(role)
    address = f"{NOTES}{TAM_THANH}/1.001193/"
    assert client.get(address).status_code == 200
    saved = client.post(address, {"counter": "Quầy số 2", "tips": "Đi sớm."})

    assert saved["Location"] == f"{NOTES}?xa={TAM_THANH}"
    assert "Quầy số 2" in text(client.get(NOTES))
    public = client_for(network.communes[0]).get("/dich-vu-cong/thu-tuc-hanh-chinh/1.001193/")
    assert "Quầy số 2" in public.content.decode()
    assert ModelLogEntry.objects.filter(
        action="wagtail.create", label__contains="1.001193"
    ).exists()


def test_one_note_holds_for_all_procedures_and_an_empty_one_leaves_no_row(person, catalogue):
    client = person(Role.SITE_ADMINISTRATOR)
    address = f"{NOTES}{TAM_THANH}/chung/"
    client.post(address, {"counter": "Tầng 1"})
    assert LocalNote.everywhere.get().procedure is None
    assert BeautifulSoup(client.get(address).content, "html.parser").select_one(
        "#id_counter"
    )["value"] == "Tầng 1"  # fmt: skip
    client.post(address, {"counter": ""})
    assert not LocalNote.everywhere.exists()
    client.post(address, {"counter": " "})
    assert not LocalNote.everywhere.exists()


def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(person, catalogue):
    response = person(Role.SITE_ADMINISTRATOR).post(
        f"{NOTES}{TAM_THANH}/1.001193/",
        {"phone": "gọi tôi", "video_url": "javascript:alert(1)", "tips": "Giữ lại dòng này"},
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"phone", "video_url"}
    assert "Giữ lại dòng này" in response.content.decode()
    assert not LocalNote.everywhere.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.RESPONDER])
def test_who_may_not_publish_reads_the_notes_and_is_told_who_writes_them(person, catalogue, role):
    client = person(role)

    assert "người duyệt" in text(client.get(NOTES))
    assert client.get(f"{NOTES}{TAM_THANH}/1.001193/").status_code == 404
    assert client.post(f"{NOTES}{TAM_THANH}/chung/", {"counter": "x"}).status_code == 404
    assert not LocalNote.everywhere.exists()


def test_nobody_writes_the_notes_of_another_commune(person, catalogue):
    client = person(Role.SITE_ADMINISTRATOR)

    for code in (QUOC_KHANH, "99999"):
        assert client.get(f"{NOTES}{code}/chung/").status_code == 404
        assert client.post(f"{NOTES}{code}/chung/", {"counter": "x"}).status_code == 404
    assert client.get(NOTES, {"xa": QUOC_KHANH}).status_code == 404
    assert client.get(f"{NOTES}{TAM_THANH}/1.000001/").status_code == 404


def test_the_province_writes_for_any_of_its_communes(office, catalogue):
    assert office.post(f"{NOTES}{QUOC_KHANH}/1.001193/", {"counter": "Q"}).status_code == 302
    assert "Q" in text(office.get(NOTES, {"xa": QUOC_KHANH}))


def test_a_note_older_than_its_procedure_is_marked(person, catalogue):
    client = person(Role.APPROVER)
    client.post(f"{NOTES}{TAM_THANH}/1.001193/", {"counter": "Quầy 2"})
    assert "xem chỉ dẫn còn đúng không" not in text(client.get(NOTES))
    take_over([BIRTH | {"Kết quả thực hiện": "Khác"}])
    assert "xem chỉ dẫn còn đúng không" in text(client.get(NOTES))


def test_the_list_of_notes_asks_no_query_per_row(person, network):
    client = person(Role.APPROVER)

    def queries() -> int:
        client.get(NOTES)
        with queries_of() as statements:
            assert client.get(NOTES).status_code == 200
        return len(statements)

    take_over(numbered(2))
    few = queries()
    take_over(numbered(50))
    LocalNote.everywhere.bulk_create(
        LocalNote(commune=network.communes[0], procedure=row, counter="Q")
        for row in Procedure.everywhere.all()
    )
    assert queries() == few


def test_large_uploads_are_refused_before_they_are_read(office, monkeypatch):
    monkeypatch.setattr("commune_site.procedures.forms.MOST_BYTES", 10)

    assert "20 MB" in str(send(office, workbook([BIRTH])).context["form"].errors["file"])
