"""What readers and machines are shown of English pages, and when they are not."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation
from wagtail.models import Locale

from commune_site.checks.registry import examine
from commune_site.languages.services import translate
from commune_site.models import ArticlePage, PortalPage
from commune_site.navigation import english_name, site_tree
from commune_site.sections import get_registry
from commune_site.variants import read_variants
from portal_network.tenancy.directory import directory, english_name_of
from portal_network.tenancy.models import Role
from tests.commune_site.languages.english import (
    alternates_of,
    language_of,
    publish_in_english,
    switch,
)
from tests.factories import (
    make_article,
    make_guidance,
    make_user,
    section_page,
)
from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of, text_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

HOST = "http://tamthanh.langson.localhost"
XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

# what the public sees


def test_the_front_page_lists_by_section(article, english_commune, visitor):
    publish_in_english(article)
    guidance = make_guidance(english_commune)
    publish_in_english(guidance, title="How to register a birth")
    shown = main_text_of(visitor.get("/en/"))
    assert "People help each other build roads" in shown
    assert "How to register a birth" in shown
    news = main_text_of(visitor.get("/en/?section=news"))
    assert "How to register a birth" not in news
    assert visitor.get("/en/?section=policies").status_code == 404
    assert visitor.get("/en/?section=%00").status_code == 404


def test_the_frame_speaks_english(article, visitor):
    publish_in_english(article)
    page = visitor.get("/en/lam-duong/")
    shown = text_of(page)
    assert "People's Committee of Tam Thanh Ward" in shown
    assert "Skip to main content" in shown
    assert "The Vietnamese text is the official one" in shown
    assert "Activities" in shown
    assert "/en/?section=news" in links_of(page)


def test_what_is_left_in_vietnamese_is_marked_as_such(article, visitor):
    publish_in_english(article)
    page = visitor.get("/en/lam-duong/")
    marked = [element for tag in ("a", "span") for element in elements_of(page, tag)]
    assert [element for element in marked if element.get("lang") == "vi"]


def test_names_below_an_english_text_are_read_aloud_as_vietnamese(article, visitor):
    publish_in_english(article)
    body = visitor.get("/en/lam-duong/").content.decode()
    byline = body[body.index('<dl class="byline">') :].partition("</dl>")[0]
    assert article.author in byline
    assert byline.count("<dd") == byline.count('<dd lang="vi">') > 0
    original = visitor.get(path_of(article)).content.decode()
    assert '<dd lang="vi">' not in original


def test_the_language_of_one_answer_does_not_stay(article, visitor):
    publish_in_english(article)
    visitor.get("/en/lam-duong/")
    assert translation.get_language() == "vi"
    assert language_of(visitor.get("/")) == "vi"


def test_front_pages_point_at_each_other(article, visitor):
    publish_in_english(article)
    for path in ("/", "/en/"):
        assert alternates_of(visitor.get(path)) == {
            "vi": f"{HOST}/", "en": f"{HOST}/en/", "x-default": f"{HOST}/",
        }  # fmt: skip


def test_pages_of_one_language_name_no_other(article, visitor, english_commune):
    translate(article, make_user(Role.EDITOR, english_commune))
    forget_what_processes_remember()
    page = visitor.get(path_of(article))
    assert alternates_of(page) == {}
    assert "English" not in text_of(page)
    assert visitor.get("/en/").status_code == 404


def test_machines_are_told_the_language(article, visitor):
    publish_in_english(article)
    page = visitor.get("/en/lam-duong/")
    named = {meta.get("name"): meta.get("content") for meta in elements_of(page, "meta")}
    assert named["DC.language"] == "en"
    assert '"inLanguage": "en"' in page.content.decode()


def test_the_print_view_is_english_too(article, visitor):
    publish_in_english(article)
    page = visitor.get("/en/lam-duong/?ban-in=1")
    assert language_of(page) == "en"
    assert "Printed at" in text_of(page)


def test_vietnamese_lists_hold_each_item_once(article, visitor, english_commune):
    publish_in_english(article)
    title = "People help each other build roads"
    section = section_page(english_commune, "news")
    paths = ["/", path_of(section), f"{path_of(section)}feed.xml", "/so-do-trang/"]
    for path in (*paths, "/tim-kiem/?q=people+help"):
        assert title not in visitor.get(path).content.decode(), path
    counted = next(
        node for node in site_tree(directory.commune(english_commune.code)).root.walk()
        if node.section == "news"
    )  # fmt: skip
    assert counted.item_count == 1


def test_the_sitemap_names_both_languages(article, visitor):
    publish_in_english(article)
    root = ElementTree.fromstring(visitor.get("/sitemap.xml").content)
    found = {
        entry.find(f"{SITEMAP}loc").text: {
            link.get("hreflang"): link.get("href") for link in entry.iter(XHTML)
        }
        for entry in root.iter(f"{SITEMAP}url")
    }
    both = {"vi": HOST + path_of(article), "en": f"{HOST}/en/lam-duong/"}
    assert found[both["vi"]] == found[both["en"]] == both
    assert found[f"{HOST}/en/"] == {"vi": f"{HOST}/", "en": f"{HOST}/en/"}


# when it disappears


def withdraw(article, english_commune):
    """Take the original off the site."""
    article.unpublish()


def expire(article, english_commune):
    """Let the last day of the original pass."""
    yesterday = timezone.localdate() - timedelta(days=1)
    ArticlePage.objects.filter(pk=article.pk).update(expires_on=yesterday)


def name_people(article, english_commune):
    """Say that the original names people."""
    ArticlePage.objects.filter(pk=article.pk).update(names_people=True)


def switch_off(article, english_commune):
    """Switch English off."""
    switch(english_commune, on=False)


@pytest.mark.parametrize("change", [withdraw, expire, name_people, switch_off])
def test_an_english_page_goes_with_its_original(change, article, english_commune, visitor):
    english = publish_in_english(article)
    assert visitor.get("/en/lam-duong/").status_code == 200
    change(article, english_commune)
    forget_what_processes_remember()
    assert visitor.get("/en/lam-duong/").status_code == 404
    assert visitor.get("/en/").status_code == 404
    assert f"{HOST}{path_of(english)}" not in visitor.get("/sitemap.xml").content.decode()
    assert PortalPage.objects.filter(pk=english.pk).exists()


def test_publication_and_withdrawal_are_seen_at_once(
    article, visitor, django_capture_on_commit_callbacks
):
    english = publish_in_english(article)
    assert visitor.get(path_of(article)).content.count(b'hreflang="en"') > 0
    with django_capture_on_commit_callbacks(execute=True):
        english.unpublish()
    assert visitor.get(path_of(article)).content.count(b'hreflang="en"') == 0


def test_switching_on_does_not_wait_for_the_cached_tree(article, english_commune, visitor):
    publish_in_english(article)
    switch(english_commune, on=False)
    visitor.get("/")
    english_commune.has_english = True
    english_commune.save()
    directory.forget()
    assert visitor.get("/en/lam-duong/").status_code == 200


# the checklist


def faults_of(page):
    """Return what the checklist says of the translation."""
    return [
        fault for one in examine(page, {}) if one.check.code == "translation"
        for fault in one.faults
    ]  # fmt: skip


def test_the_checklist_says_when_the_translation_is_behind(article):
    english = publish_in_english(article)
    assert faults_of(english) == []
    article.title = "Người dân chung tay làm hai con đường"
    article.save_revision().publish(skip_permission_checks=True)
    assert len(faults_of(english)) == 1
    english.save_revision()
    assert faults_of(ArticlePage.objects.get(pk=english.pk)) == []


def test_the_checklist_says_that_the_title_is_not_translated(article, english_commune):
    made = translate(article, make_user(Role.EDITOR, english_commune))
    assert any("Tiêu đề" in fault for fault in faults_of(made))
    assert not [one for one in examine(article, {}) if one.check.code == "translation"]


# cost


def test_vietnamese_pages_ask_no_more_for_it(article, visitor, english_commune):
    before = len(uncached_queries(visitor, path_of(article)))
    english = publish_in_english(article)
    assert len(uncached_queries(visitor, path_of(article))) == before <= 5
    assert len(uncached_queries(visitor, path_of(english))) <= 6
    assert len(uncached_queries(visitor, "/en/")) <= 8


def test_a_list_of_english_pages_costs_the_same_with_two_and_with_many(english_commune, visitor):
    def publish(count):
        for _number in range(count):
            publish_in_english(make_article(english_commune))

    publish(2)
    few = len(uncached_queries(visitor, "/en/"))
    publish(25)
    assert len(uncached_queries(visitor, "/en/")) == few
    assert len(elements_of(visitor.get("/en/"), "article")) == 20


def test_the_tree_of_a_site_without_english_pages_asks_nothing_of_them(
    commune, django_assert_num_queries
):
    tenant = directory.commune(commune.code)
    with django_assert_num_queries(0):
        assert read_variants(tenant) == ()


# names


@pytest.mark.parametrize(
    ("unit", "english"),
    [
        ("Phường Tam Thanh", "Tam Thanh Ward"),
        ("Xã Quốc Khánh", "Quốc Khánh Commune"),
        ("Đặc khu Phú Quốc", "Phú Quốc Special Zone"),
        ("Tỉnh Lạng Sơn", "Lạng Sơn Province"),
        ("Thành phố Huế", "Huế City"),
    ],
)
def test_units_have_english_names(unit, english):
    assert english_name_of(unit) == english


def test_every_shipped_section_has_an_english_name():
    sections = get_registry().sections
    names = [section.english_name for section in sections]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(name.isascii() for name in names)
    assert english_name("news") == "Activities"


def test_the_locale_is_made_with_the_first_translation(article, english_commune):
    translate(article, make_user(Role.EDITOR, english_commune))
    assert Locale.objects.filter(language_code="en").count() == 1
