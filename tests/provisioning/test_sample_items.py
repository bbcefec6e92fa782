"""The invented items: every section is served, nothing can be taken for real, any name fits."""

import datetime
import re

import pytest

from commune_site.sections import get_registry
from documents.models import DocumentType, SigningForm
from home.frontpage import NETWORK_NEWS_SECTIONS
from portal_network.provisioning.sample import (
    SampleNames,
    draw_sample_image,
    sample_contacts,
    sample_items,
    sample_plans,
)
from portal_network.provisioning.units import commune, province

TODAY = datetime.date(2026, 11, 22)
WARD = SampleNames("Phường Tam Thanh", "Tỉnh Lạng Sơn", "http://ward", "http://province")
COMMUNE = SampleNames("Xã Thất Khê", "Tỉnh Lạng Sơn", "http://commune", "http://province")
ZONE = SampleNames("Đặc khu Phú Quốc", "Tỉnh An Giang", "http://zone", "http://province")
PROVINCE = SampleNames("Tỉnh Lạng Sơn", "Tỉnh Lạng Sơn", "http://province", "http://province")
CITY = SampleNames("Thành phố Huế", "Thành phố Huế", "http://city", "http://city")
EVERYBODY = [WARD, COMMUNE, ZONE, PROVINCE, CITY]

# Words of which the invented names are made: each name says that it is one.
TELLING_NAMES = (
    "Mẫu", "Ví Dụ", "Thí Điểm", "Minh Họa", "Giả Định", "Thử Nghiệm", "Tham Khảo", "Mô Phỏng",
    "Bản Thảo", "Ước Lệ",
)  # fmt: skip


def level_of(names):
    return "commune" if names.is_commune else "province"


def filled(names, today=TODAY):
    return [item.fill(names, today) for item in sample_items(level_of(names))]


def all_text(item):
    cells = [cell for block in item.body for row in block.rows for cell in row]
    lists = [entry for block in item.body for entry in block.items]
    texts = [part for block in item.body for part in (block.text, block.caption, block.source)]
    images = [part for image in item.gallery for part in (image.alt, image.caption)]
    return "\n".join([item.title, item.summary, item.author, item.source, *cells, *lists, *texts,
                      *images])  # fmt: skip


@pytest.mark.parametrize("level", ["commune", "province"])
def test_every_section_of_a_level_has_an_item(level):
    served = {item.section for item in sample_items(level)}
    assert {section.slug for section in get_registry().for_level(level)} <= served


@pytest.mark.parametrize("level", ["commune", "province"])
def test_every_item_stands_in_a_section_that_its_level_has(level):
    required = {section.slug for section in get_registry().for_level(level)}
    assert {item.section for item in sample_items(level)} <= required


@pytest.mark.parametrize("level", ["commune", "province"])
def test_every_section_has_an_item_of_its_own_page_type(level):
    kinds = {}
    for item in sample_items(level):
        kinds.setdefault(item.section, set()).add(item.kind)
    for section in get_registry().for_level(level):
        assert kinds[section.slug] & set(section.posted_types), section.slug


def test_an_information_section_has_exactly_one_item():
    for level in ("commune", "province"):
        pages = [item.section for item in sample_items(level) if item.kind == "information"]
        assert len(pages) == len(set(pages))


def test_keys_tell_the_items_of_a_site_apart_and_fit_their_column():
    for level in ("commune", "province"):
        keys = [item.key for item in sample_items(level)] + [plan.key for plan in sample_plans()]
        assert len(keys) == len(set(keys))
        assert all(re.fullmatch(r"[a-z0-9-]{3,50}", key) for key in keys)


@pytest.mark.parametrize("names", EVERYBODY, ids=lambda names: names.unit)
def test_any_authority_can_be_filled_in(names):
    for item in filled(names):
        assert item.title and item.summary and "{" not in all_text(item)
        assert len(item.title) <= 255 and len(item.summary) <= 600
        assert item.kind == "redirect" or item.body


@pytest.mark.parametrize("names", EVERYBODY, ids=lambda names: names.unit)
def test_names_keep_their_capitals_to_the_start_of_a_sentence(names):
    inside = re.compile(r"[a-zà-ỹ,;] (?:Xã|Phường|Đặc khu|Tỉnh|Thành phố) " + re.escape(
        names.values()["name"]))  # fmt: skip
    for item in filled(names):
        assert not inside.search(all_text(item)), item.key


def test_the_texts_of_a_city_speak_of_no_province_of_lang_son():
    for item in filled(CITY):
        assert "Lạng Sơn" not in all_text(item)


def test_the_party_committee_is_named_after_the_kind_of_unit():
    assert CITY.values()["party"] == "Thành ủy Huế"
    assert PROVINCE.values()["party"] == "Tỉnh ủy Lạng Sơn"
    assert COMMUNE.values()["party"] == "Đảng ủy xã Thất Khê"


def test_a_ward_has_quarters_and_a_commune_has_villages():
    (ward,) = (item for item in filled(WARD) if item.key == "ban-do-hanh-chinh-cap-xa")
    (commune,) = (item for item in filled(COMMUNE) if item.key == "ban-do-hanh-chinh-cap-xa")
    assert "một tổ dân phố" in all_text(ward) and "thôn" not in all_text(ward).lower()
    assert "một thôn" in all_text(commune)


def test_everything_but_links_to_real_sites_is_marked_as_sample():
    for names in (COMMUNE, PROVINCE):
        for item in filled(names):
            assert item.is_sample is (item.kind != "redirect")


@pytest.mark.parametrize("names", [COMMUNE, PROVINCE], ids=lambda names: names.unit)
def test_every_person_bears_a_name_that_says_it_is_invented(names):
    word = r"[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÍÝ][^\W\d_]+"
    people = re.compile(rf"\b(?:[ÔôOo]ng|[Bb]à|ThS\.|TS\.) ({word}(?: {word}){{1,3}})")
    for item in filled(names):
        signatory = item.document.signatory if item.document else ""
        # An office answers questions, no person.
        author = "" if item.kind == "answer" else item.author
        for person in (author, signatory, *people.findall(all_text(item))):
            assert not person or person.endswith(TELLING_NAMES), (item.key, person)
        for block in item.body:
            if block.type == "table" and "Họ và tên" in block.rows[0]:
                column = block.rows[0].index("Họ và tên")
                assert all(row[column].endswith(TELLING_NAMES) for row in block.rows[1:])


@pytest.mark.parametrize("names", [COMMUNE, PROVINCE], ids=lambda names: names.unit)
def test_telephone_numbers_and_addresses_of_mail_cannot_be_real(names):
    for item in filled(names):
        text = all_text(item)
        # 0200 is no area code; the only others are the country's emergency numbers.
        for number in re.findall(r"\b0\d{3} \d{3} \d{4}\b", text):
            assert number.startswith("0200 000 00"), (item.key, number)
        assert not re.search(r"\b0\d{9,10}\b", text), item.key
        for domain in re.findall(r"@([\w.-]+\w)", text):
            assert domain.endswith(".example"), (item.key, domain)


def test_sections_that_may_name_people_give_figures_only_and_expire():
    personal = get_registry().personal_data_slugs
    for item in filled(COMMUNE):
        if item.section in personal:
            assert item.expires_on is not None and item.expires_on > TODAY
            text = all_text(item).replace(item.author, "")
            assert "Họ và tên" not in text
            assert not re.search(r"\b(?:Ông|Bà|ông|bà) [A-ZĐ]", text), item.key


@pytest.mark.parametrize("names", [COMMUNE, PROVINCE], ids=lambda names: names.unit)
def test_documents_state_what_their_page_needs(names):
    types = {label for _, label in DocumentType.choices}
    for item in filled(names):
        if item.kind != "legal_document":
            assert item.document is None
            continue
        facts = item.document
        assert facts.document_type in types
        assert facts.signing_form in {"", *SigningForm.values}
        assert facts.issuer
        assert (facts.issued_on is None) == (facts.number == "")
        assert facts.issued_on is None or facts.issued_on <= TODAY
        assert facts.effective_on is None or facts.effective_on >= facts.issued_on
        # A document's text is one rich text, which holds no tables and no pictures.
        assert {block.type for block in item.body} <= {"heading", "paragraph", "list"}


def test_a_draft_stays_open_for_comments_as_long_as_the_law_asks():
    for names in (COMMUNE, PROVINCE):
        for item in filled(names):
            if item.section in ("draft-consultations", "people-consultation"):
                ends = re.findall(r"hết ngày (\d\d/\d\d/\d{4})", all_text(item))
                for end in ends:
                    until = datetime.datetime.strptime(end, "%d/%m/%Y").date()
                    assert (until - item.disclosed_on).days >= 20


def test_years_and_dates_count_from_the_day_of_the_item():
    january = datetime.date(2027, 1, 10)
    by_key = {item.key: item for item in filled(COMMUNE, january)}
    plan = by_key["ke-hoach-kinh-te-xa-hoi-cap-xa"]
    assert plan.disclosed_on.year == 2026
    assert plan.title == "Kế hoạch phát triển kinh tế - xã hội năm 2026 của xã Thất Khê"
    schedule = by_key["lich-lam-viec-tuan"]
    assert schedule.title == "Lịch làm việc của lãnh đạo tuần từ 04/01/2027 đến 08/01/2027"
    quarter = by_key["thuc-hien-ngan-sach-quy"]
    assert quarter.title.endswith("quý III năm 2026")


def test_every_kind_of_block_is_there_to_be_looked_at():
    types = {block.type for item in filled(COMMUNE) for block in item.body}
    assert types == {"heading", "paragraph", "list", "table", "quote", "callout", "image"}
    assert any(item.gallery for item in filled(COMMUNE))


@pytest.mark.parametrize("names", [COMMUNE, PROVINCE], ids=lambda names: names.unit)
def test_every_picture_can_be_drawn_and_has_an_alternative_text(names):
    for item in filled(names):
        pictures = [(image.key, image.alt) for image in (item.image, *item.gallery) if image]
        pictures += [(b.image_key, b.alt) for b in item.body if b.type == "image"]
        for key, alt in pictures:
            assert alt
            assert draw_sample_image(key)


@pytest.mark.parametrize("names", EVERYBODY, ids=lambda names: names.unit)
def test_contacts_are_complete_and_cannot_be_real(names):
    contacts = sample_contacts(names)
    assert all(vars(contacts).values())
    assert contacts.address.startswith("Số 1, đường Mẫu, ")
    assert contacts.phone.startswith("0200 000 00")
    assert contacts.email.endswith(".example")
    assert "(dữ liệu mẫu)" in contacts.person_responsible


def test_plans_belong_to_authorities_of_the_country():
    for plan in sample_plans():
        unit = (province if plan.authority == "province" else commune)(plan.code)
        assert plan.text.issuer.casefold().endswith(unit.name.casefold())
        sections = {section.slug for section in get_registry().for_level(plan.authority)}
        assert plan.section in sections


def test_the_ward_among_the_plans_is_the_one_of_lang_son():
    (ward,) = (plan for plan in sample_plans() if plan.authority == "commune")
    assert commune(ward.code).name == "Phường Tam Thanh"
    assert commune(ward.code).province_code == "20"


def test_communes_have_several_fresh_news_so_that_the_province_does_not_show_one_65_times():
    news = [item for item in sample_items("commune") if item.section in NETWORK_NEWS_SECTIONS]
    newest = min(item.row["days_ago"] for item in news)
    assert len([item for item in news if item.row["days_ago"] == newest]) >= 5
    assert max(item.row["days_ago"] for item in news) > newest + 30
