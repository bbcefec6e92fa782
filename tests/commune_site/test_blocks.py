"""Bodies of text: every block is drawn, none leaves a trace in a migration."""

from django.apps import apps
from django.db.migrations.writer import MigrationWriter
from wagtail.fields import StreamField

from commune_site.blocks import BodyBlock
from commune_site.fields import BodyField
from commune_site.models import ArticlePage, InformationPage
from tests.factories import attach, make_article, make_file, make_image
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of

TABLE = {
    "data": [["Thủ tục", "Thời hạn"], ["Khai sinh", "01 ngày"]],
    "cell": [],
    "mergeCells": [],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_header_choice": "row",
    "table_caption": "Thời hạn giải quyết",
}


def body_of_everything(commune):
    """Return one block of every type that a body may hold, by type."""
    return {
        "heading": "Mục đích, yêu cầu",
        "paragraph": "<p>Một đoạn <b>đậm</b>.</p>",
        "image": {"image": make_image(commune), "alt": "Sân trụ sở", "caption": "Ảnh: Minh"},
        "table": TABLE,
        "quote": {"text": "Lấy người dân làm trung tâm.", "source": "Nghị quyết"},
        "callout": {"level": "warning", "text": "<p>Hạn cuối ngày 30/6.</p>"},
        "documents": [make_file(commune, title="Mẫu đơn")],
        "video": {
            "title": "Phóng sự ngắn",
            "url": "https://video.example.vn/1",
            "transcript": "Lời đọc của phóng sự.",
        },
    }


def test_every_block_is_drawn_on_the_page(visitor, commune):
    blocks = body_of_everything(commune)
    assert set(blocks) == set(BodyBlock().child_blocks)
    response = visitor.get(path_of(make_article(commune, body=list(blocks.items()))))
    text = main_text_of(response)
    for words in (
        "Mục đích, yêu cầu", "Một đoạn đậm", "Ảnh: Minh", "Thời hạn giải quyết", "Khai sinh",
        "Lấy người dân làm trung tâm.", "Nghị quyết", "Hạn cuối ngày 30/6.", "Mẫu đơn",
        "Phóng sự ngắn", "Lời đọc của phóng sự.",
    ):  # fmt: skip
        assert words in text
    assert "Sân trụ sở" in [image.get("alt") for image in elements_of(response, "img")]
    assert "https://video.example.vn/1" in links_of(response)
    assert not elements_of(response, "iframe")


def test_a_picture_of_the_body_comes_in_three_widths(visitor, commune):
    picture = {"image": make_image(commune, size=(1600, 900)), "alt": "Ruộng bậc thang"}
    article = make_article(commune, body=[("image", picture)])
    images = elements_of(visitor.get(path_of(article)), "img")
    (image,) = [image for image in images if image.get("alt") == "Ruộng bậc thang"]
    assert [part.split()[1] for part in image["srcset"].split(", ")] == ["480w", "800w", "1200w"]


def test_a_lead_image_comes_in_three_widths_with_its_caption(visitor, commune):
    article = make_article(
        commune,
        lead_image=make_image(commune, size=(1600, 900)),
        lead_image_alt="Lễ ra quân",
        lead_image_caption="Ảnh: Ban biên tập",
    )
    response = visitor.get(path_of(article))
    (image,) = [i for i in elements_of(response, "img") if i.get("alt") == "Lễ ra quân"]
    assert [part.split()[1] for part in image["srcset"].split(", ")] == ["480w", "800w", "1200w"]
    assert (image["width"], image["height"]) == ("1200", "675")
    assert "Ảnh: Ban biên tập" in main_text_of(response)


def test_a_small_picture_is_never_blown_up(visitor, commune):
    article = make_article(
        commune, lead_image=make_image(commune, size=(300, 200)), lead_image_alt="Con dấu"
    )
    (image,) = [
        i for i in elements_of(visitor.get(path_of(article)), "img") if i.get("alt") == "Con dấu"
    ]
    assert (image["width"], image["height"]) == ("300", "200")


def test_a_gallery_leads_from_thumbnails_to_whole_pictures(visitor, commune):
    pictures = [
        ("image", {"image": make_image(commune), "alt": f"Ảnh {n}", "caption": f"Chú thích {n}"})
        for n in (1, 2)
    ]
    response = visitor.get(path_of(make_article(commune, gallery=pictures)))
    shown = [i for i in elements_of(response, "img") if i.get("alt") in ("Ảnh 1", "Ảnh 2")]
    assert [(image["width"], image["height"]) for image in shown] == [("360", "240")] * 2
    assert "Chú thích 2" in main_text_of(response)
    full = [picture.full_url for picture in response.context["gallery"]]
    assert set(full) <= set(links_of(response))
    assert visitor.get(full[0])["Content-Type"] == "image/webp"


def test_a_text_whose_pictures_were_deleted_is_still_read(visitor, commune):
    lead, inside, in_gallery = (make_image(commune) for _ in range(3))
    block = {"alt": "Đã xóa", "caption": ""}
    article = make_article(
        commune,
        lead_image=lead,
        lead_image_alt="Đã xóa",
        body=[("image", block | {"image": inside}), ("paragraph", "<p>Vẫn đọc được.</p>")],
        gallery=[("image", block | {"image": in_gallery})],
    )
    for image in (lead, inside, in_gallery):
        image.delete()
    response = visitor.get(path_of(article))
    assert response.status_code == 200
    assert "Vẫn đọc được." in main_text_of(response)


def test_mark_up_that_somebody_types_is_shown_as_typed(visitor, commune):
    attack = "<script>alert(1)</script>"
    article = make_article(
        commune,
        title=attack,
        summary=attack,
        author=attack,
        body=[("heading", attack), ("quote", {"text": attack, "source": attack})],
    )
    for query in ({}, {"ban-in": "1"}, {"tai-ve": "1"}):
        html = visitor.get(path_of(article), query).content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert attack not in html


def test_attachments_are_listed_by_name_kind_and_size_and_can_be_fetched(visitor, commune):
    article = make_article(commune)
    plan = make_file(commune, b"%PDF-1.7\n", "ke-hoach.pdf", file_size=2048)
    attach(article, plan, "Kế hoạch")
    attach(article, make_file(commune, title="Phụ lục", filename="phu-luc.xlsx"))
    response = visitor.get(path_of(article))
    listed = response.context["attachments"]
    assert [(file.title, file.extension) for file in listed] == [
        ("Kế hoạch", "pdf"),
        ("Phụ lục", "xlsx"),
    ]
    assert "PDF, 2 KB" in main_text_of(response)
    assert listed[0].url in links_of(response)
    file = visitor.get(listed[0].url)
    assert file.status_code == 200
    assert b"".join(file).startswith(b"%PDF-1.7")


def test_related_items_are_the_newest_others_of_the_section(visitor, commune, neighbour):
    article = make_article(commune, title="Chính nó")
    make_article(commune, title="Cùng mục")
    make_article(commune, "campaigns", title="Mục khác")
    make_article(neighbour, title="Xã khác")
    related = visitor.get(path_of(article)).context["related"]
    assert [card.title for card in related] == ["Cùng mục"]


def test_an_item_that_was_withdrawn_is_related_to_nothing_from_that_moment(visitor, commune):
    article, other = make_article(commune), make_article(commune)
    assert visitor.get(path_of(article)).context["related"]
    other.unpublish()
    assert visitor.get(path_of(article)).context["related"] == []


def test_migrations_hold_no_blocks():
    for model, name in ((ArticlePage, "body"), (ArticlePage, "gallery"), (InformationPage, "body")):
        field = model._meta.get_field(name)
        assert isinstance(field, BodyField)
        assert field.stream_block.child_blocks
        written, _imports = MigrationWriter.serialize(field)
        assert "blocks" not in written.replace("block_lookup", "")
        assert "[]" in written


def test_every_body_of_every_page_type_keeps_its_blocks_out_of_migrations():
    streams = [
        field
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("commune_site", "documents", "home")
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    assert streams
    assert all(isinstance(field, BodyField) for field in streams)
