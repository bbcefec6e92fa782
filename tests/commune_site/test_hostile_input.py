"""What people, telephones and attackers put into forms: told beside the field, or put right."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from commune_site.activities.models import WorkEntry
from commune_site.disclosures.models import Correction
from commune_site.guidance.models import GuidanceBasis
from commune_site.models import ArticlePage, Attachment, PortalImage
from documents.models import PortalDocument
from tests.factories import section_page
from tests.pages_as_seen import elements_of, text_of

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>'
NOSE = "Nguyê\u0303n Thi\u0323 Mâ\u0303u"
PUT_RIGHT = "Nguyễn Thị Mẫu"


def as_browsers_send(html: str) -> str:
    """Return rich text as the editor's script sends it: letters stand in JSON as they are."""
    return json.dumps(json.loads(rich_text(html)), ensure_ascii=False)


@pytest.mark.parametrize("name", ["hinh.svg", "hinh.png", "hinh.jpg"])
def test_a_drawing_with_a_script_is_no_picture(editor, name):
    file = SimpleUploadedFile(name, SVG, content_type="image/svg+xml")
    answer = editor.post(
        reverse("wagtailimages_chooser:create"),
        {"image-chooser-upload-title": "Hình", "image-chooser-upload-file": file},
    )
    assert answer.status_code == 200
    assert not PortalImage.objects.exists()
    form = answer.context["form"]
    assert "file" in form.errors and not form.errors["file"].as_text().isascii()
    assert form["title"].value() == "Hình"


@pytest.mark.parametrize("name", ["van-ban.svg", "van-ban.pdf"])
def test_a_drawing_with_a_script_is_no_file(editor, name):
    file = SimpleUploadedFile(name, SVG, content_type="application/pdf")
    answer = editor.post(
        reverse("wagtaildocs_chooser:create"),
        {"document-chooser-upload-title": "Tệp", "document-chooser-upload-file": file},
    )
    assert answer.status_code == 200
    assert not PortalDocument.objects.exists()
    assert "file" in answer.context["form"].errors


def test_loose_marks_and_emoji_are_kept_readable_from_form_to_page(editor, visitor, commune):
    section = section_page(commune, "news")
    address = reverse("wagtailadmin_pages:add", args=["commune_site", "articlepage", section.pk])
    sent = nested_form_data(
        {
            "title": f"🎉 Chúc mừng {NOSE}", "slug": "chuc-mung", "summary": NOSE,
            "author": NOSE, "source": "Văn phòng",
            "disclosed_on": "16/11/2026", "lead_image_alt": "", "lead_image_caption": "",
            "body": streamfield(
                [("heading", f"Bà {NOSE}"), ("paragraph", as_browsers_send(f"<p>Bà {NOSE} 🌾</p>"))]
            ),
            "gallery": streamfield([]), "attachments": inline_formset([]),
            "comments": inline_formset([]),
        }
    )  # fmt: skip
    answer = editor.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(author=PUT_RIGHT)
    assert page.title == f"🎉 Chúc mừng {PUT_RIGHT}"
    assert (page.author, page.body[0].value) == (PUT_RIGHT, f"Bà {PUT_RIGHT}")
    page.save_revision().publish(skip_permission_checks=True)
    shown = visitor.get(page.get_url_parts()[2])
    assert f"Bà {PUT_RIGHT} 🌾" in text_of(shown)
    titles = [
        meta["content"] for meta in elements_of(shown, "meta") if meta.get("name") == "DC.title"
    ]
    assert titles == [f"🎉 Chúc mừng {PUT_RIGHT}"]


def test_a_draft_may_lack_what_a_submitted_text_must_name(editor, commune):
    section = section_page(commune, "news")
    address = reverse("wagtailadmin_pages:add", args=["commune_site", "articlepage", section.pk])
    sent = nested_form_data(
        {
            "title": "Mới bắt đầu viết", "slug": "moi-bat-dau", "summary": "", "author": "",
            "source": "", "disclosed_on": "16/11/2026", "lead_image_alt": "",
            "lead_image_caption": "", "body": streamfield([]), "gallery": streamfield([]),
            "attachments": inline_formset([]), "comments": inline_formset([]),
        }
    )  # fmt: skip
    refused = editor.post(address, sent | {"action-submit": "1"})
    assert refused.status_code == 200
    form = refused.context["form"]
    assert {"author", "source"} <= form.errors.keys()
    assert form["title"].value() == "Mới bắt đầu viết"
    assert not ArticlePage.objects.filter(slug="moi-bat-dau").exists()
    assert editor.post(address, sent).status_code == 302
    assert not ArticlePage.objects.get(slug="moi-bat-dau").live


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (WorkEntry(chair=NOSE), "chair"),
        (Correction(reason=NOSE), "reason"),
        (GuidanceBasis(citation=NOSE), "citation"),
        (Attachment(title=NOSE), "title"),
    ],
)
def test_rows_compose_letters_as_pages_do(row, field):
    row.clean()
    assert getattr(row, field) == PUT_RIGHT
