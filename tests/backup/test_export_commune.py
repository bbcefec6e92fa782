"""The open copy of a commune opens from a disk, is whole, and holds nothing but what is public."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from lxml import html

from commune_site.models import PortalPage
from commune_site.open_data.resources import RESOURCES
from portal_network.backup.export.site_copy import SiteCopy
from portal_network.tenancy.models import Authority, Commune
from tests.factories import (
    NEWS,
    attach,
    make_article,
    make_file,
    make_image,
    make_legal_document,
    section_page,
)
from tests.moderation.texts import draft
from tests.networks import QUOC_KHANH, TAM_THANH, forget_what_processes_remember

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 open copy\n%%EOF\n"
LINKS = ("href", "src", "poster", "data")
STYLE = re.compile(r"""url\(\s*['"]?([^'")]+)""")


@pytest.fixture
def site(network, settings):
    """A portal that keeps pages, with an article that shows a picture and a file."""
    settings.PAGE_CACHE, settings.PAGE_CACHE_STRICT = "process", False
    picture, file = make_image(TAM_THANH), make_file(TAM_THANH, PDF, "quy-chế số 1.pdf")
    target = make_legal_document(TAM_THANH, title="Quy chế được dẫn tới")
    article = make_article(
        TAM_THANH, title="Tin có ảnh và tệp", slug="tin-co-anh-va-tep",
        body=[
            ("paragraph", f'<p><a linktype="page" id="{target.pk}">Quy chế</a></p>'),
            ("image", {"image": picture, "alt": "Cổng chợ", "caption": ""}),
        ],
    )  # fmt: skip
    attach(article, file)
    for number in range(25):
        make_article(TAM_THANH, title=f"Tin thường {number}")
    forget_what_processes_remember()
    return article


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> Path:
    """Where the tests of this file keep what they only read."""
    return tmp_path_factory.mktemp("export")


@pytest.fixture
def export(site, folders) -> Path:
    """The exported folder; made once, since asking for every page of a site takes a while."""
    if not (folders / "ra").exists():
        call_command("export_commune", TAM_THANH, folders / "ra")
    return folders / "ra"


def page_of(export: Path, page: PortalPage) -> Path:
    return export / "site" / page.get_url_parts()[2].strip("/") / "index.html"


def references(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the tags and links of everything that a page names."""
    root = html.document_fromstring(page.read_bytes())
    for element in root.iter():
        for name in LINKS:
            if link := element.get(name):
                yield element.tag, link
        for part in (element.get("srcset") or "").split(","):
            if part.strip():
                yield element.tag, part.split()[0]
        for link in STYLE.findall(element.get("style") or ""):
            yield "style", link


def local_file(page: Path, link: str) -> Path:
    parts = urlsplit(link)
    return (page.parent / unquote(parts.path)).resolve() if parts.path else page


def test_every_link_of_every_page_leads_to_a_file_of_the_copy_or_is_for_people_to_follow(export):
    pages = sorted((export / "site").rglob("*.html"))
    assert len(pages) > 40
    followed = 0
    for page in pages:
        for tag, link in references(page):
            if urlsplit(link).scheme:
                # A browser asks for nothing elsewhere until somebody follows a link.
                assert tag == "a" or link.startswith("data:"), (page, link)
            else:
                assert local_file(page, link).is_file(), (page, link)
                assert local_file(page, link).is_relative_to(export / "site")
                followed += 1
    assert followed > 1000
    for style in (export / "site").rglob("*.css"):
        for link in STYLE.findall(style.read_text()):
            assert link.startswith("data:") or local_file(style, link).is_file(), link


def test_pages_need_no_script_and_no_form_and_say_that_they_are_copies(export, site):
    text = page_of(export, site).read_text()
    assert "<script" not in text
    assert "<form" not in text
    assert "Đây là bản sao của trang" in text
    assert "@font-face" in next((export / "site").rglob("portal*.css")).read_text()
    assert list((export / "site").rglob("*.woff2"))


def test_an_article_comes_with_its_picture_its_file_and_what_it_links(export, site):
    page = page_of(export, site)
    links = [link for _tag, link in references(page)]
    (file,) = {local_file(page, link) for link in links if link.endswith(".pdf")}
    assert file.read_bytes() == PDF
    assert any("/media/images/20/" in link for link in links)
    assert any(link.endswith("index.html") and "van-ban" in link for link in links)


def test_later_pages_of_a_list_are_there(export):
    news = next((export / "site").rglob(f"*{section_page(TAM_THANH, NEWS).slug}/index.html"))
    assert (news.parent / "trang-2.html").is_file()
    assert "trang-2.html" in {link for _tag, link in references(news)}


def test_the_list_names_every_file_with_its_hash(export):
    listed = json.loads((export / "manifest.json").read_text())
    found = {str(path.relative_to(export)) for path in export.rglob("*") if path.is_file()}
    assert set(listed["files"]) == found - {"manifest.json"}
    for name, facts in listed["files"].items():
        content = (export / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == facts["sha256"], name
        assert len(content) == facts["size_bytes"]
    assert listed["holds"] == "published content only"
    assert listed["commune"]["code"] == TAM_THANH


def test_each_resource_is_a_file_whose_fields_are_described(export, site):
    for slug, resource in RESOURCES.items():
        data = json.loads((export / "data" / f"{slug}.json").read_text())
        schema = json.loads((export / "data" / data["schema"]).read_text())
        assert set(schema["properties"]) == set(resource.detail.model_fields)
        for entry in data["data"]:
            resource.detail.model_validate(entry)
    news = json.loads((export / "data" / "news.json").read_text())["data"]
    # More than the read API hands out at once.
    assert len(news) >= 26
    entry = next(one for one in news if one["title"] == "Tin có ảnh và tệp")
    listed = json.loads((export / "manifest.json").read_text())["files"]
    assert entry["files"][0]["url"] in {facts.get("url") for facts in listed.values()}


def test_what_is_not_public_and_what_names_people_stays_at_home(site, tmp_path):
    text = draft(section_page(TAM_THANH, NEWS), None, title="Bản nháp bí mật")
    people = make_article(TAM_THANH, title="Danh sách hộ nghèo", slug="danh-sach-ho-ngheo")
    PortalPage.objects.filter(pk=people.pk).update(names_people=True)
    other = make_article(QUOC_KHANH, title="Tin của xã khác")
    hidden = make_file(TAM_THANH, b"%PDF-1.7 hidden\n%%EOF\n", "noi-bo.pdf")
    attach(text, hidden)
    forget_what_processes_remember()
    call_command("export_commune", TAM_THANH, tmp_path / "ra")
    assert not page_of(tmp_path / "ra", people).exists()
    assert not list((tmp_path / "ra").rglob("noi-bo*"))
    data = "".join(path.read_text() for path in (tmp_path / "ra" / "data").glob("*.json"))
    for title in (text.title, people.title, other.title):
        assert title not in data
    pages = "".join(path.read_text() for path in (tmp_path / "ra" / "site").rglob("*.html"))
    assert text.title not in pages


def test_an_export_that_is_cut_off_leaves_nothing(site, tmp_path, monkeypatch):
    def die(_self):
        raise KeyboardInterrupt

    monkeypatch.setattr(SiteCopy, "write", die)
    with pytest.raises(KeyboardInterrupt):
        call_command("export_commune", TAM_THANH, tmp_path / "ra")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_and_is_told(site, tmp_path, monkeypatch):
    def full(_self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SiteCopy, "write", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_commune", TAM_THANH, tmp_path / "ra")
    assert list(tmp_path.iterdir()) == []


def test_an_export_replaces_nothing(network, settings, tmp_path):
    settings.PAGE_CACHE = "process"
    (tmp_path / "ra").mkdir()
    (tmp_path / "ra" / "của tôi").write_bytes(ContentFile(b"1").read())
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_commune", TAM_THANH, tmp_path / "ra")
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["của tôi"]


def test_unknown_and_closed_communes_and_portals_without_kept_pages_are_refused(
    network, settings, tmp_path
):
    settings.PAGE_CACHE = "process"
    with pytest.raises(CommandError, match="99999 has no site here"):
        call_command("export_commune", "99999", tmp_path / "ra")
    Commune.objects.filter(pk=TAM_THANH).update(status=Authority.Status.SUSPENDED)
    forget_what_processes_remember()
    with pytest.raises(CommandError, match="is closed"):
        call_command("export_commune", TAM_THANH, tmp_path / "ra")
    settings.PAGE_CACHE = "off"
    with pytest.raises(CommandError, match="PAGE_CACHE is off"):
        call_command("export_commune", QUOC_KHANH, tmp_path / "ra")
