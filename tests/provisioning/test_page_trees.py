"""Trees that were written in bulk are as sound as those that Wagtail writes page by page."""

import pytest
from wagtail.models import Collection, Page

from commune_site.models import ArticlePage, PortalPage, SectionPage
from portal_network.provisioning.bulk import append_collection, child_path, next_child_position
from tests.factories import make_article, site_page
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db

TREE_FIELDS = ("pk", "path", "depth", "numchild", "url_path")


def tree(model):
    fields = TREE_FIELDS if model is Page else TREE_FIELDS[:-1]
    return list(model.objects.order_by("path").values_list(*fields))


def assert_sound():
    for model in (Page, Collection):
        assert not any(model.find_problems())
        before = tree(model)
        model.fix_tree()
        assert tree(model) == before
    for page in Page.objects.all():
        parent = page.get_parent()
        if parent and parent.depth > 1:
            assert page.url_path == f"{parent.url_path}{page.slug}/"


def test_a_new_network_is_a_sound_tree(network):
    assert_sound()


def test_two_provinces_are_a_sound_tree(network):
    build_network(HUE, 2)
    assert_sound()


def test_communes_added_later_keep_the_tree_sound(network):
    build_network(LANG_SON, 4)
    assert_sound()


def test_a_new_section_keeps_the_tree_sound(network, new_group):
    build_network()
    assert_sound()


def test_pages_added_by_hand_beside_bulk_rows_keep_the_tree_sound(network):
    make_article(TAM_THANH)
    make_article(TAM_THANH)
    make_article(LANG_SON)
    home = site_page(QUOC_KHANH, "home")
    home.add_child(instance=SectionPage(title="Mục riêng của xã", slug="muc-rieng"))
    assert_sound()


def test_bulk_rows_beside_pages_added_by_hand_keep_the_tree_sound(network, new_group):
    site_page(TAM_THANH, "home").add_child(
        instance=SectionPage(title="Mục riêng của phường", slug="muc-rieng")
    )
    make_article(TAM_THANH)
    build_network(LANG_SON, 3)
    assert_sound()
    assert site_page(TAM_THANH, "group:du-lieu").get_prev_sibling().slug == "muc-rieng"


def test_collections_added_by_hand_keep_the_tree_sound(network):
    network.communes[0].collection.add_child(name="Ảnh lễ hội")
    Collection.objects.get(pk=network.province.collection_id).add_child(name="Dùng chung")
    build_network(LANG_SON, 3)
    assert_sound()


def test_a_page_written_in_bulk_can_be_edited_moved_and_deleted_like_any_other(network):
    section = site_page(TAM_THANH, "section:news")
    section.title = "Tin tức"
    section.save_revision().publish()
    article = make_article(TAM_THANH)
    article.move(site_page(TAM_THANH, "section:digital-transformation"), pos="last-child")
    assert ArticlePage.objects.get(pk=article.pk).get_parent().slug == "chuyen-doi-so"
    site_page(TAM_THANH, "section:statistics").delete()
    assert_sound()


def test_bulk_rows_hold_the_same_as_pages_saved_one_by_one(network):
    """Every column but keys, paths and times is what ``add_child`` would have written."""
    made = site_page(TAM_THANH, "section:statistics")
    group = made.get_parent()
    group.refresh_from_db()
    by_hand = SectionPage(
        title=made.title,
        slug="so-sanh",
        summary=made.summary,
        section=made.section,
        registry_key="compared",
    )
    group.add_child(instance=by_hand)
    by_hand = SectionPage.objects.get(pk=by_hand.pk)
    different = {
        field.attname
        for field in SectionPage._meta.concrete_fields
        if getattr(made, field.attname) != getattr(by_hand, field.attname)
    }
    assert different <= {
        "id", "page_ptr_id", "portalpage_ptr_id", "path", "slug", "url_path", "translation_key",
        "registry_key", "first_published_at", "last_published_at", "latest_revision_id",
        "live_revision_id",
    }  # fmt: skip


def test_the_next_position_counts_children_that_the_parent_has_not_noticed(network):
    directory = PortalPage.objects.get(registry_key="directory", province=LANG_SON)
    directory.numchild = 0
    assert next_child_position(directory, Page) == 3
    assert next_child_position(network.communes[0].collection, Collection) == 1


def test_paths_count_as_treebeard_counts():
    assert child_path("0001", 1) == "00010001"
    assert child_path("0001", 36) == "00010010"


def test_a_collection_is_appended_without_moving_its_siblings(network):
    parent = Collection.objects.get(pk=network.province.collection_id)
    before = {child.pk: child.path for child in parent.get_children()}
    made = append_collection(parent, "A đứng đầu bảng chữ cái")
    parent.refresh_from_db()
    after = {child.pk: child.path for child in parent.get_children()}
    assert {pk: path for pk, path in after.items() if pk != made.pk} == before
    assert parent.numchild == len(after)
