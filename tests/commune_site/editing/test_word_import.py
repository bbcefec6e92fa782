"""A Word file becomes a draft with its structure; what is no text is refused beside the field."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune_site.editing.word import package
from commune_site.editing.word.blocks import blocks_of
from commune_site.editing.word.package import UnreadableWordFile, checked_package
from commune_site.editing.word.reading import read_word
from commune_site.models import ArticlePage, PortalImage
from portal_network.tenancy.models import Role
from tests.commune_site.editing.word_files import (
    cell,
    item,
    paragraph,
    picture,
    table,
    word_file,
)
from tests.factories import make_user, section_page
from tests.networks import QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db

LINK = '<w:p><w:hyperlink r:id="rId20"><w:r><w:t>Cổng tỉnh</w:t></w:r></w:hyperlink></w:p>'
MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTE = f'<w:footnote w:id="2">{paragraph("Theo Luật Tiếp công dân.")}</w:footnote>'
NOTICE = word_file(
    paragraph("Thông báo lịch tiếp công dân", "T"),
    paragraph("Ủy ban nhân dân phường thông báo", bold=True, after=MARK),
    item("Sáng thứ Năm"),
    item("Chiều thứ Sáu"),
    paragraph("Lịch cụ thể", "H1"),
    table(
        [cell("Ngày", bold=True), cell("Người tiếp", across=2, bold=True)],
        [cell("03/12", down="restart"), cell("Chủ tịch"), cell("8 giờ")],
        [cell("", down="continue"), cell("Phó Chủ tịch"), cell("14 giờ")],
    ),
    picture("rId10", "Phòng tiếp công dân ở tầng một"),
    picture("rId11"),
    picture("rId12"),
    LINK,
    notes=NOTE,
)


@pytest.fixture
def news(network):
    """The section of news of phường Tam Thanh."""
    return section_page(TAM_THANH, "news")


@pytest.fixture
def editor(network):
    """An editor of phường Tam Thanh."""
    return make_user(Role.EDITOR, TAM_THANH)


def screen(page):
    """Return where Word files are taken for a section."""
    return f"/quan-tri/soan-thao/nhap-word/{page.pk}/"


def sent(client, page, content=NOTICE, name="thong-bao.docx", **data):
    """Send a file as a browser does."""
    return client.post(screen(page), {"file": SimpleUploadedFile(name, content)} | data)


def read(content):
    """Return title and blocks of a file."""
    return blocks_of(read_word(checked_package(content)).html)


def test_a_file_becomes_a_draft_with_all_that_it_holds(network, news, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    answer = sent(client, news)
    page = ArticlePage.objects.get(title="Thông báo lịch tiếp công dân")
    assert answer.status_code == 302
    assert answer["Location"] == f"/quan-tri/pages/{page.pk}/edit/"
    assert not page.live
    assert page.slug == "thong-bao-lich-tiep-cong-dan"
    assert (page.section, page.commune_id, page.owner) == ("news", TAM_THANH, editor)
    kinds = [block.block_type for block in page.body]
    assert kinds == ["paragraph", "heading", "table", "image", "image", "paragraph", "heading",
                     "paragraph"]  # fmt: skip
    first = page.body[0].value.source
    assert "<b>Ủy ban nhân dân phường thông báo</b>" in first
    assert "<li>Sáng thứ Năm</li>" in first
    assert "<sup>[1]</sup>" in first
    assert 'href="https://langson.gov.vn/"' in page.body[5].value.source
    assert "Theo Luật Tiếp công dân." in page.body[7].value.source


def test_pictures_go_into_the_collection_of_the_site_and_wait_for_their_descriptions(
    network, news, editor, client_for
):
    client = client_for(network.communes[0], user=editor)
    answer = client.post(screen(news), {"file": SimpleUploadedFile("a.docx", NOTICE)}, follow=True)
    page = ArticlePage.objects.get(title="Thông báo lịch tiếp công dân")
    shown = [block.value for block in page.body if block.block_type == "image"]
    assert [value["alt"] for value in shown] == ["Phòng tiếp công dân ở tầng một", ""]
    owned = PortalImage.objects.filter(collection=network.communes[0].collection)
    assert {value["image"].pk for value in shown} <= set(owned.values_list("pk", flat=True))
    said = answer.content.decode()
    assert "1 hình chưa có mô tả" in said
    assert "1 hình thuộc loại trình duyệt không hiển thị được" in said
    assert "Số ảnh trong bài chưa có văn bản thay thế: 1." in said


def test_a_table_keeps_its_cells_merged_ones_too():
    _title, blocks = read(NOTICE)
    value = next(value for kind, value in blocks if kind == "table")
    assert value["data"] == [
        ["Ngày", "Người tiếp", ""], ["03/12", "Chủ tịch", "8 giờ"], ["", "Phó Chủ tịch", "14 giờ"],
    ]  # fmt: skip
    assert value["mergeCells"] == [
        {"row": 0, "col": 1, "rowspan": 1, "colspan": 2},
        {"row": 1, "col": 0, "rowspan": 2, "colspan": 1},
    ]
    assert value["first_row_is_table_header"]


def test_merged_cells_are_drawn_for_the_public(network, news, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    sent(client, news)
    page = ArticlePage.objects.get(title="Thông báo lịch tiếp công dân")
    page.author, page.source = "Văn phòng", "Ủy ban nhân dân phường"
    page.save_revision().publish(skip_permission_checks=True)
    shown = client_for(network.communes[0]).get(page.url).content.decode()
    assert 'rowspan="2"' in shown
    assert 'colspan="2"' in shown


def test_the_officer_may_give_another_title_and_loses_no_heading(network, news, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    sent(client, news, title="Lịch tháng 12")
    page = ArticlePage.objects.get(title="Lịch tháng 12")
    assert page.body[0].value == "Thông báo lịch tiếp công dân"
    sent(client, news, word_file(paragraph("Không có đề mục.")), "Giấy mời.docx")
    sent(client, news, word_file(paragraph("Không có đề mục.")), "Giấy mời.docx")
    slugs = ArticlePage.objects.filter(title="Giấy mời").values_list("slug", flat=True)
    assert set(slugs) == {"giay-moi", "giay-moi-2"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp trống"),
        (b"Not a file of Word", "Tệp bị hỏng"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "đời cũ (.doc) hoặc có mật khẩu"),
        (word_file(extra={"word/vbaProject.bin": b"code"}), "macro"),
        (word_file(extra={"word/embeddings/oleObject1.bin": b"x"}), "đối tượng nhúng"),
        (word_file(extra={"word/comments.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "bị hỏng"),
        (word_file(extra={"word/media/a.png": b"0" * 5_000_000}), "dung lượng"),
        (word_file(extra={"word/document.xml": "<w:document"}), "bị hỏng"),
    ],
)
def test_what_is_no_text_is_refused_beside_the_field(
    network, news, editor, client_for, content, said
):
    before = (ArticlePage.objects.count(), PortalImage.objects.count())
    client = client_for(network.communes[0], user=editor)
    answer = sent(client, news, content, title="Tên đã gõ")
    assert answer.status_code == 200
    assert said in answer.context["form"].errors["file"][0]
    assert "Tên đã gõ" in answer.content.decode()
    assert (ArticlePage.objects.count(), PortalImage.objects.count()) == before


def test_an_archive_that_is_no_word_file_and_one_too_large_are_refused(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableWordFile, match="không phải"):
        checked_package(out.getvalue())
    monkeypatch.setattr(package, "MAX_FILE_BYTES", 1024 * 1024)
    with pytest.raises(UnreadableWordFile, match="1 MB"):
        checked_package(b"PK" * 1024 * 1024)


def test_scripts_and_strange_links_do_not_pass():
    link = word_file(
        "<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p>",
        extra={
            "word/_rels/document.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                'relationships"><Relationship Id="rId20" Type="http://schemas.openxmlformats.org/'
                'officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" '
                'TargetMode="External"/></Relationships>'
            ),
        },
    )
    html = str(read(link))
    assert "<script" not in html
    assert "javascript:" not in html


def test_a_section_without_texts_and_others_places_take_no_files(network, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    assert client.get(screen(section_page(TAM_THANH, "links"))).status_code == 404
    assert client.get(screen(section_page(QUOC_KHANH, "news"))).status_code == 404
    viewer = make_user(Role.PROVINCE_OBSERVER, network.province)
    watching = client_for(network.province, user=viewer)
    assert watching.get(screen(section_page(TAM_THANH, "news"))).status_code in {302, 403, 404}


def test_the_list_and_the_new_form_lead_to_the_import(network, news, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    for path in (
        f"/quan-tri/pages/{news.pk}/",
        f"/quan-tri/pages/add/commune_site/articlepage/{news.pk}/",
    ):
        assert screen(news) in client.get(path).content.decode(), path
    listed = client.get(f"/quan-tri/pages/{section_page(TAM_THANH, 'links').pk}/")
    assert "nhap-word" not in listed.content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400), st.integers(0, len(NOTICE)))
def test_no_damage_breaks_the_reader(noise, at):
    damaged = NOTICE[:at] + noise + NOTICE[at + len(noise) :]
    try:
        title, blocks = read(damaged)
    except UnreadableWordFile:
        return
    assert isinstance(title, str)
    assert {kind for kind, _value in blocks} <= {"heading", "paragraph", "table", "image"}
