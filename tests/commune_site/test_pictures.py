"""Pictures come in fitting sizes and formats, made by a task; no upload takes a process down."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image, ImageCms, ImageFile

from commune_site import pictures
from commune_site.models import PortalImage
from commune_site.tasks import make_renditions
from portal_network.tenancy.models import Role
from tests.factories import make_article, make_image, make_user, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import elements_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploading(network, client_for):
    """Upload a picture as an editor of Tam Thanh; return the answer."""
    editor = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))

    def upload(name: str, content: bytes):
        return editor.post(
            reverse("wagtailimages:add"),
            {
                "title": "Ảnh lũ",
                "collection": network.communes[0].collection_id,
                "file": SimpleUploadedFile(name, content),
            },
        )

    return upload


def jpeg(width: int, height: int, *, noise: bool = False) -> bytes:
    written = io.BytesIO()
    picture = Image.effect_noise((width, height), 50) if noise else Image.new("L", (width, height))
    picture.convert("RGB").save(written, "JPEG", quality=20)
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header claims a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data)
        )  # fmt: skip

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def test_forty_megapixels_are_taken_and_stored_no_larger_than_pages_need(
    uploading, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = uploading("ngap.jpg", jpeg(8000, 5000))
    assert answer.status_code == 302
    image = PortalImage.objects.get(title="Ảnh lũ")
    assert (image.width, image.height) == (2600, 1625)
    with image.file.open() as stored, Image.open(stored) as picture:
        assert picture.size == (2600, 1625)
    # The task has made what public pages show, in both formats.
    assert set(image.renditions.values_list("filter_spec", flat=True)) >= set(pictures.READY_MADE)


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 9_000)])
def test_a_bomb_is_refused_in_vietnamese_before_anything_decodes_it(uploading, monkeypatch, size):
    decoded = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda picture: decoded.append(picture))
    answer = uploading("bom.png", png_that_claims(*size))
    assert not decoded
    assert answer.status_code == 200
    (message,) = answer.context["form"].errors["file"]
    assert "ảnh" in message
    assert not PortalImage.objects.filter(title="Ảnh lũ").exists()


def test_a_picture_that_ends_early_is_refused_beside_its_field(uploading):
    """A page that showed it would fail for every visitor."""
    for size in ((3000, 2000), (640, 480)):
        answer = uploading("dut.jpg", jpeg(*size, noise=True)[:-4000])
        assert answer.status_code == 200
        (message,) = answer.context["form"].errors["file"]
        assert "hỏng" in message
    assert not PortalImage.objects.filter(title="Ảnh lũ").exists()


def test_pictures_are_stored_upright_in_their_colours_and_no_larger_than_pages_need():
    small = SimpleUploadedFile("a.jpg", jpeg(800, 600))
    assert pictures.reduced(small) is small
    exif = Image.Exif()
    exif[0x0112] = 6
    colours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide, other = Image.new("RGB", (5200, 2600)), Image.new("RGB", (160, 80))
    for form in (
        {"format": "JPEG"},
        # What phones write: two pictures in one file.
        {"format": "MPO", "save_all": True, "append_images": [other]},
    ):
        turned = io.BytesIO()
        wide.save(turned, exif=exif, icc_profile=colours, **form)
        upright = pictures.reduced(SimpleUploadedFile("b.jpg", turned.getvalue()))
        with Image.open(upright) as picture:
            assert picture.format == "JPEG"
            assert picture.size == (1300, 2600)
            assert picture.info["icc_profile"] == colours
            assert not picture.getexif()
    drawing = io.BytesIO()
    Image.new("P", (2800, 1400)).save(drawing, "PNG", transparency=0)
    with Image.open(pictures.reduced(SimpleUploadedFile("c.png", drawing.getvalue()))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (2600, 1300))


def test_pages_offer_avif_once_the_task_has_made_it_and_webp_always(network, client_for):
    visitor = client_for(network.communes[0])
    image = make_image(TAM_THANH, size=(1600, 900))
    body = [("image", {"image": image, "alt": "Cầu", "caption": ""})] * 2
    article = make_article(TAM_THANH, lead_image=image, lead_image_alt="Đầu", body=body)
    path = path_of(article)
    asked = len(uncached_queries(visitor, path))
    before = visitor.get(path)
    assert not [one for one in elements_of(before, "source") if one.get("type") == "image/avif"]
    assert make_renditions.call(image.pk) == len(pictures.READY_MADE)
    assert len(uncached_queries(visitor, path)) == asked
    after = visitor.get(path)
    shown = [one for one in elements_of(after, "source") if one.get("type") == "image/avif"]
    assert len(shown) == 3
    for source in shown:
        widths = [part.split()[1] for part in source["srcset"].split(", ")]
        assert widths == ["480w", "800w", "1200w"]
        assert source["sizes"]
    images = [one for one in elements_of(after, "img") if one.get("alt") in ("Đầu", "Cầu")]
    assert [one.get("loading") for one in images] == [None, "lazy", "lazy"]
    assert all(one["src"].endswith(".webp") and one["width"] == "1200" for one in images)
    first = shown[0]["srcset"].split()[0]
    assert visitor.get(first)["Content-Type"] == "image/avif"
    cards = visitor.get(path_of(section_page(TAM_THANH, "news")))
    (card,) = [one for one in elements_of(cards, "source") if one.get("type") == "image/avif"]
    assert "fill-480x270" in card["srcset"]


def test_what_tasks_have_left_is_made_at_night_and_one_bad_picture_stops_nothing(network):
    assert make_renditions.call(0) == 0
    first, damaged, last = (make_image(TAM_THANH, size=(64, 48)) for _ in range(3))
    damaged.file.storage.delete(damaged.file.name)
    for expected in ("pictures: 1 made, 0 failed", "pictures: 1 made, 1 failed"):
        out = io.StringIO()
        call_command("make_renditions", limit=1 if "0 failed" in expected else 9, stdout=out)
        assert out.getvalue().strip() == expected
    assert [one.pk for one in pictures.unready()] == [damaged.pk]
    assert first.renditions.count() == last.renditions.count() == len(pictures.READY_MADE)


def test_a_picture_is_cut_anew_when_what_matters_in_it_has_moved(
    network, client_for, django_capture_on_commit_callbacks
):
    user = make_user(Role.EDITOR, TAM_THANH)
    image = make_image(TAM_THANH, size=(1200, 1200), uploaded_by_user=user)
    editor = client_for(network.communes[0], user=user)
    focus = {f"focal_point_{name}": 100 for name in ("x", "y", "width", "height")}
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            {"title": "Cầu", "collection": image.collection_id, **focus},
        )
    assert answer.status_code == 302
    image.refresh_from_db()
    assert image.has_focal_point()
    cut = image.renditions.filter(filter_spec=pictures.CARD_AVIF).exclude(focal_point_key="")
    assert cut.exists()
