"""The sample content: every section shows something, real plans stand where they belong."""

from datetime import date
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from commune_site.models import Attachment, InformationPage, PortalImage, PortalPage, RedirectPage
from commune_site.sections import get_registry
from documents.models import DocumentType, LegalDocumentPage
from portal_network.provisioning import sample_loader, sample_media
from portal_network.provisioning.sample import SamplePlan, read_plan, sample_plans
from portal_network.provisioning.sample_loader import load_sample
from portal_network.tenancy.models import Commune, Province
from search.queries import find_on_site
from tests.factories import section_page
from tests.networks import (
    HUE,
    LANG_SON,
    QUOC_KHANH,
    TAM_THANH,
    build_network,
    forget_what_processes_remember,
)
from tests.provisioning.database import changed_tables, contents
from tests.provisioning.small_portal import plain_picture

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent.parent / "fixtures" / "plans"
HUE_PLAN = FIXTURES / "thua-thien-hue-ke-hoach-tai-cau-truc-cong-thong-tin.txt"
UNNAMED_PLAN = FIXTURES / "ke-hoach-he-thong-thong-tin-chinh-quyen-so.txt"


@pytest.fixture(autouse=True)
def _plain_pictures(monkeypatch, settings, tmp_path):
    """Draw no landscapes, and keep the files of each test apart."""
    monkeypatch.setattr(sample_media, "draw_once", plain_picture)
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def loaded(network):
    """Lạng Sơn with Tam Thanh and Quốc Khánh, filled."""
    load_sample(LANG_SON)
    forget_what_processes_remember()
    return network


def a_news_item():
    return PortalPage.objects.filter(commune=TAM_THANH, is_sample=True, section="news").first()


def plan_page(key):
    return LegalDocumentPage.objects.get(registry_key=f"sample:{key}"[:60])


def test_a_second_run_changes_no_row(loaded):
    before = contents()
    assert load_sample(LANG_SON) == 0
    assert changed_tables(before, contents()) == set()


def test_the_first_plan_of_the_province_states_what_its_text_states(loaded):
    page = plan_page("langson-ke-hoach-chinh-quyen-so-2022")
    assert (page.province_id, page.commune_id) == (LANG_SON, None)
    assert page.number == "206/KH-UBND"
    assert page.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert page.place == "Lạng Sơn"
    assert page.issued_on == page.disclosed_on == date(2021, 10, 20)
    assert (page.signatory, page.signatory_post) == ("Dương Xuân Huyên", "Phó Chủ tịch")
    assert page.document_type == DocumentType.PLAN
    assert page.title == (
        "Kế hoạch phát triển Chính quyền số và bảo đảm an toàn thông tin mạng năm 2022"
    )
    assert (page.effective_on, page.expired_on) == (None, None)


def test_what_the_second_plan_of_the_province_does_not_state_stays_empty(loaded):
    page = plan_page("langson-ke-hoach-trang-thong-tin-xa-phuong")
    assert (page.province_id, page.commune_id) == (LANG_SON, None)
    assert (page.number, page.place, page.issued_on, page.effective_on) == ("", "", None, None)
    assert page.signatory == "Đoàn Thanh Sơn"
    assert page.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"


def test_the_plan_of_a_ward_stands_on_the_site_of_that_ward(loaded, client_for):
    page = plan_page("tam-thanh-ke-hoach-chuyen-doi-so-2026")
    assert page.commune_id == TAM_THANH
    assert page.issuer == "Ủy ban nhân dân phường Tam Thanh"
    assert (page.number, page.place, page.issued_on) == ("", "", None)
    assert (page.signatory, page.signatory_post) == ("Vũ Hồng Trung", "Chủ tịch")
    text = client_for(loaded.communes[0]).get(page.get_url_parts()[2]).content.decode()
    assert "Kế hoạch chuyển đổi số trên địa bàn phường năm 2026" in text
    assert "Vũ Hồng Trung" in text


def test_real_plans_are_whole_and_bear_no_mark_of_sample_data(loaded):
    for plan in sample_plans():
        page = plan_page(plan.key)
        assert not page.is_sample
        shown = "".join(strip_tags(page.full_text).split())
        assert len(shown) > 0.9 * len("".join(plan.raw_text.split()))
        attached = Attachment.objects.get(page_id=page.pk).document
        assert attached.file.read().decode() == plan.raw_text
        owner = page.commune or page.province
        assert attached.collection == owner.collection


def test_no_other_site_shows_the_plans(loaded):
    real = LegalDocumentPage.objects.filter(is_sample=False)
    assert real.count() == 3
    assert not real.filter(commune_id=QUOC_KHANH).exists()


def test_every_section_of_every_site_shows_something(loaded, client_for):
    for authority in (loaded.province, *loaded.communes):
        level = "commune" if isinstance(authority, Commune) else "province"
        own = PortalPage.objects.filter(province_id=LANG_SON, commune=None)
        if level == "commune":
            own = PortalPage.objects.filter(commune=authority)
        filled = set(own.filter(is_item=True, live=True).values_list("section", flat=True))
        assert filled == {section.slug for section in get_registry().for_level(level)}


def test_the_public_reads_every_page_of_the_sample(loaded, client_for):
    for tenant in (loaded.province_tenant, loaded.tenants[0]):
        client = client_for(tenant)
        for page in PortalPage.objects.of_tenant(tenant).filter(is_item=True).specific():
            response = client.get(page.get_url_parts()[2])
            assert response.status_code in (200, 301, 302), page.title


def test_nothing_invented_is_unmarked(loaded):
    unmarked = PortalPage.objects.filter(is_item=True, is_sample=False)
    # Links to the portals of the state's bodies lead to the real ones.
    real_links = RedirectPage.objects.values_list("pk", flat=True)
    plans = [plan_page(plan.key).pk for plan in sample_plans()]
    assert set(unmarked.values_list("pk", flat=True)) == {*real_links, *plans}
    assert all("mẫu" in image.credit for image in PortalImage.objects.all())
    for authority in (loaded.province, *loaded.communes):
        authority.refresh_from_db()
        assert "mẫu" in authority.person_responsible.lower()
        assert authority.missing_contact_fields() == []
        assert authority.email.endswith(".example")


def test_the_public_sees_the_mark_of_sample_data(loaded, client_for):
    page = a_news_item()
    text = client_for(loaded.communes[0]).get(page.get_url_parts()[2]).content.decode()
    assert "Dữ liệu mẫu" in text


def test_sample_pages_keep_the_tree_sound_and_are_found(loaded):
    from wagtail.models import Page

    assert not any(Page.find_problems())
    found = [page.pk for page in find_on_site(loaded.tenants[0], "ke hoach chuyen doi so")]
    assert plan_page("tam-thanh-ke-hoach-chuyen-doi-so-2026").pk in found
    slugs = PortalPage.objects.values_list("url_path", flat=True)
    assert len(set(slugs)) == len(slugs)


def test_texts_and_contacts_of_editors_are_never_overwritten(network):
    page = section_page(TAM_THANH, "functions")
    page.body = [("paragraph", "<p>Do biên tập viên viết.</p>")]
    page.save_revision().publish()
    Commune.objects.filter(pk=TAM_THANH).update(
        address="Số 12, đường Trần Đăng Ninh", phone="0205 123 456"
    )
    load_sample(LANG_SON)
    page = InformationPage.objects.get(pk=page.pk)
    assert "Do biên tập viên viết." in str(page.body)
    assert not page.is_sample
    commune = Commune.objects.get(pk=TAM_THANH)
    assert commune.address == "Số 12, đường Trần Đăng Ninh"
    assert commune.phone == "0205 123 456"
    assert commune.email


def test_a_sample_page_that_an_editor_rewrote_stays_rewritten(loaded):
    page = a_news_item().specific
    page.title = "Tin của phường"
    page.save_revision().publish()
    assert load_sample(LANG_SON) == 0
    assert PortalPage.objects.get(pk=page.pk).title == "Tin của phường"


def test_a_sample_page_yields_its_address_to_an_editors_page(network):
    load_sample(LANG_SON)
    page = a_news_item()
    slug, key = page.slug, page.registry_key
    PortalPage.objects.filter(pk=page.pk).update(registry_key="", is_sample=False)
    load_sample(LANG_SON)
    again = PortalPage.objects.get(commune=TAM_THANH, registry_key=key)
    assert again.slug == f"{slug}-2"


def test_every_site_owns_its_pictures_and_deleting_one_harms_no_other(loaded):
    mine, theirs = (
        PortalImage.objects.filter(collection=commune.collection).order_by("title")
        for commune in loaded.communes
    )
    titles = set(mine.values_list("title", flat=True)) & set(theirs.values_list("title", flat=True))
    assert titles
    title = titles.pop()
    doomed, kept = mine.get(title=title), theirs.get(title=title)
    assert doomed.file.name != kept.file.name
    assert Path(doomed.file.path).stat().st_ino == Path(kept.file.path).stat().st_ino
    Path(doomed.file.path).unlink()
    assert kept.file.read() == plain_picture(title)
    assert (kept.width, kept.height) == (320, 180)


def test_an_item_that_is_made_again_takes_the_pictures_that_are_there(loaded):
    pictures = PortalImage.objects.filter(collection__commune=TAM_THANH)
    titles = sorted(pictures.values_list("title", flat=True))
    assert titles and len(set(titles)) == len(titles)
    assert all(title.startswith("Hình vẽ minh họa: ") for title in titles)
    shown = PortalPage.objects.filter(commune=TAM_THANH).exclude(lead_image=None)
    count = shown.count()
    for page in shown:
        page.delete()
    load_sample(LANG_SON)
    assert shown.count() == count
    assert sorted(pictures.values_list("title", flat=True)) == titles


def test_another_province_is_filled_with_its_own_names_and_its_own_plans(network, monkeypatch):
    plans = tuple(
        SamplePlan(
            key=path.stem,
            authority="province",
            code=HUE,
            section="admin-documents",
            text=read_plan(path.read_text(encoding="utf-8")),
            raw_text=path.read_text(encoding="utf-8"),
        )
        for path in (HUE_PLAN, UNNAMED_PLAN)
    )
    monkeypatch.setattr(sample_loader, "sample_plans", lambda: plans)
    hue = build_network(HUE, 1)
    load_sample(HUE)

    page = plan_page(HUE_PLAN.stem)
    assert (page.province_id, page.commune_id) == (HUE, None)
    assert (page.number, page.issued_on) == ("389/KH-UBND", date(2023, 11, 27))
    assert page.issuer == "Ủy ban nhân dân tỉnh Thừa Thiên Huế"
    assert page.signatory == "Nguyễn Thanh Bình"
    unnamed = plan_page(UNNAMED_PLAN.stem)
    assert (unnamed.number, unnamed.issued_on) == ("", None)
    assert unnamed.issuer == "Ủy ban nhân dân tỉnh"
    invented = PortalPage.objects.filter(province_id=HUE, is_sample=True).specific()
    for item in invented:
        assert "Lạng Sơn" not in f"{item.title} {item.summary} {getattr(item, 'body', '')}"
    province = Province.objects.get(pk=hue.province.pk)
    assert province.email == "vidu@hue.example"
    assert not PortalPage.objects.filter(province_id=LANG_SON, is_item=True).exists()


def test_a_site_without_a_section_takes_no_item_of_it(network):
    section_page(QUOC_KHANH, "media").delete()
    load_sample(LANG_SON)
    assert not PortalPage.objects.filter(commune=QUOC_KHANH, section="media").exists()
    assert PortalPage.objects.filter(commune=TAM_THANH, section="media").exists()


def test_progress_is_told_of_every_site(network):
    seen = []

    def progress(holders):
        for holder in holders:
            seen.append(holder.authority.name)
            yield holder

    load_sample(LANG_SON, progress=progress)
    assert seen == ["Tỉnh Lạng Sơn", "Phường Tam Thanh", "Xã Quốc Khánh"]
