"""English pages: switched on, translated, approved, found in both languages, and withdrawn."""

import pytest
from django.apps import apps

from commune_site.languages.models import EnglishHomePage
from commune_site.languages.services import NotTranslatable, translate, variant_of
from commune_site.models import PortalPage
from portal_network.moderation.models import QueueItem
from portal_network.moderation.services import decisions
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Role
from tests.commune_site.languages.english import (
    alternates_of,
    language_of,
    publish_in_english,
    switch,
    translate_address,
)
from tests.factories import (
    make_article,
    make_guidance,
    make_information_page,
    make_legal_document,
    make_user,
    section_page,
)
from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of

pytestmark = pytest.mark.django_db

HOST = "http://tamthanh.langson.localhost"
XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# from the switch to the page


def test_from_the_switch_to_the_approved_page(commune, client_for, visitor):
    """A commune switches English on, an editor translates, an approver approves, all read it."""
    article = make_article(commune, title="Người dân chung tay làm đường", slug="lam-duong")
    writer, reader = make_user(Role.EDITOR, commune), make_user(Role.APPROVER, commune)
    editor = client_for(commune, writer)
    edit = f"/quan-tri/pages/{article.pk}/edit/"
    assert translate_address(article) not in editor.get(edit).content.decode()
    assert editor.post(translate_address(article)).status_code == 404

    switch(commune)
    assert translate_address(article) in editor.get(edit).content.decode()
    assert "Tạo bản nháp tiếng Anh" in editor.get(translate_address(article)).content.decode()
    answer = editor.post(translate_address(article))
    draft = variant_of(article)
    assert answer["Location"] == f"/quan-tri/pages/{draft.pk}/edit/"
    assert not draft.live
    assert visitor.get(path_of(draft)).status_code == 404

    draft = draft.specific
    draft.title = "People help each other build roads"
    draft.save_revision(user=writer)
    assert not draft.permissions_for_user(writer).can_publish()
    draft.get_workflow().start(draft, writer)
    item = QueueItem.objects.waiting().get(page_id=draft.pk)
    decisions.approve(reader, item.pk, item.revision_id)
    forget_what_processes_remember()

    english = visitor.get("/en/lam-duong/")
    assert english.status_code == 200
    assert language_of(english) == "en"
    assert "People help each other build roads" in main_text_of(english)
    both = {"vi": HOST + path_of(article), "en": f"{HOST}/en/lam-duong/"}
    assert alternates_of(english) == both | {"x-default": both["vi"]}
    vietnamese = visitor.get(path_of(article))
    assert language_of(vietnamese) == "vi"
    assert alternates_of(vietnamese) == alternates_of(english)

    # A backup of a commune is whole without the package's rows (backup/communes/extent.py).
    models = apps.get_app_config("wagtail_localize").get_models(include_auto_created=True)
    assert not [model for model in models if model._base_manager.exists()]
    assert "/en/lam-duong/" in links_of(vietnamese)


def test_the_administrator_of_a_commune_finds_the_switch(commune, client_for):
    administrator = client_for(commune, make_user(Role.SITE_ADMINISTRATOR, commune))
    form = administrator.get(f"/quan-tri/commune/edit/{commune.code}/")
    assert "has_english" in [field.get("name") for field in elements_of(form, "input")]


def test_a_second_translation_opens_the_first(article, client_for, english_commune):
    made = translate(article, make_user(Role.EDITOR, english_commune))
    editor = client_for(english_commune, make_user(Role.EDITOR, english_commune))
    answer = editor.get(translate_address(article))
    assert answer["Location"] == f"/quan-tri/pages/{made.pk}/edit/"
    assert translate(article, make_user(Role.EDITOR, english_commune)).pk == made.pk
    assert EnglishHomePage.objects.count() == 1


@pytest.mark.parametrize("make", [make_guidance, make_article])
def test_the_draft_begins_with_the_whole_vietnamese_text(english_commune, make):
    page = make(english_commune)
    made = translate(page, make_user(Role.EDITOR, english_commune))
    assert type(made) is type(page)
    assert made.body == page.body
    assert made.locale.language_code == "en"
    assert (made.province_id, made.commune_id, made.section) == (
        page.province_id, page.commune_id, page.section,
    )  # fmt: skip


def test_a_standing_page_of_a_section_is_translated_without_becoming_one(english_commune, visitor):
    page = make_information_page(section_page(english_commune, "functions"), slug="nhiem-vu")
    english = publish_in_english(page, title="What the ward does")
    assert english.registry_key == ""
    assert "What the ward does" in main_text_of(visitor.get("/en/nhiem-vu/"))


# what is not translated


def test_signed_documents_and_lists_of_people_have_no_variant(english_commune):
    user = make_user(Role.EDITOR, english_commune)
    named = make_article(english_commune, names_people=True)
    draft = make_article(english_commune, live=False)
    for page in (make_legal_document(english_commune), named, draft):
        with pytest.raises(NotTranslatable):
            translate(page, user)
    assert not PortalPage.objects.filter(written_in="en").exists()


def test_the_screen_says_why_a_page_is_not_translated(english_commune, client_for):
    draft = make_article(english_commune, live=False)
    editor = client_for(english_commune, make_user(Role.EDITOR, english_commune))
    answer = editor.post(translate_address(draft))
    assert answer.status_code == 422
    assert "Hãy đăng trang tiếng Việt trước" in answer.content.decode()


def test_an_address_that_is_taken_is_said(english_commune, article):
    home = PortalPage.objects.get(pk=directory.commune(english_commune.code).root_page_id)
    make_information_page(home, slug="en")
    with pytest.raises(NotTranslatable, match="/en/"):
        translate(article, make_user(Role.EDITOR, english_commune))


# who may


def test_a_foreign_page_does_not_exist(article, neighbour, client_for):
    switch(neighbour)
    stranger = client_for(neighbour, make_user(Role.EDITOR, neighbour))
    for answer in (
        stranger.get(translate_address(article)),
        stranger.post(translate_address(article)),
        stranger.get(translate_address(PortalPage(pk=999_999))),
    ):
        assert answer.status_code == 404
    assert variant_of(article) is None


def test_who_only_answers_questions_may_not_translate(article, english_commune, client_for):
    responder = client_for(english_commune, make_user(Role.RESPONDER, english_commune))
    # Wagtail sends whoever lacks a right home, with a message.
    assert responder.post(translate_address(article))["Location"] == "/quan-tri/"
    assert variant_of(article) is None


def test_screens_of_the_package_stay_closed(article, english_commune, client_for):
    """They publish past the approval."""
    administrator = client_for(english_commune, make_user(Role.SITE_ADMINISTRATOR, english_commune))
    for path in (f"submit/page/{article.pk}/", "reports/translations/"):
        assert administrator.get(f"/quan-tri/localize/{path}").status_code == 404


def test_an_english_page_is_neither_moved_nor_copied(article, english_commune):
    english = publish_in_english(article)
    tester = english.permissions_for_user(make_user(Role.SITE_ADMINISTRATOR, english_commune))
    assert not tester.can_move_to(section_page(english_commune, "news"))
    assert not tester.can_copy()


def test_sites_keep_to_their_own_english_pages(article, english_commune, neighbour, client_for):
    publish_in_english(article)
    switch(neighbour)
    assert client_for(neighbour).get("/en/lam-duong/").status_code == 404
    assert client_for(neighbour).get("/en/").status_code == 404
