"""The front page of a commune: tasks that lead somewhere, then what is new."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from commune_site import frontpage
from tests.factories import (
    make_article,
    make_image,
    make_legal_document,
    make_redirect,
    section_page,
)
from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of

KEYS = ["procedures", "documents", "ask", "report", "reception", "contacts"]


def test_without_any_content_all_six_tasks_lead_somewhere(visitor):
    tasks = visitor.get("/").context["tasks"]
    assert [task.key for task in tasks] == KEYS
    for task in tasks:
        assert task.title
        assert task.description
        if urlsplit(task.url).netloc:
            assert task.url == "https://dichvucong.gov.vn"
        else:
            assert visitor.get(task.url.split("#")[0]).status_code == 200, task.key


def test_the_place_on_a_page_to_which_a_task_leads_exists(visitor, commune):
    commune.hotline = "0205 3812 345"
    commune.save()
    forget_what_processes_remember()
    (report,) = [t for t in visitor.get("/").context["tasks"] if t.key == "report"]
    path, fragment = report.url.split("#")
    assert fragment in [e.get("id") for e in elements_of(visitor.get(path), "div")]


def test_tasks_lead_to_the_sites_own_sections_once_they_are_filled(visitor, commune):
    make_article(commune, "procedures")
    make_legal_document(commune, "admin-documents")
    tasks = {task.key: task.url for task in visitor.get("/").context["tasks"]}
    assert tasks["procedures"] == path_of(section_page(commune, "procedures"))
    assert tasks["documents"] == path_of(section_page(commune, "admin-documents"))


def test_the_tasks_stand_before_the_news(visitor, commune):
    make_article(commune, title="Tin mới nhất")
    text = main_text_of(visitor.get("/"))
    assert text.index("Thủ tục hành chính") < text.index("Tin mới nhất")


def test_each_list_holds_the_newest_of_its_group(visitor, commune, network):
    make_article(commune, "news", title="Tin")
    make_article(commune, "campaigns", title="Tuyên truyền")
    make_legal_document(commune, "legal-documents", title="Nghị quyết")
    make_article(commune, "public-assets", title="Tài sản công")
    make_article(network.province, "news", title="Tin của tỉnh")
    context = visitor.get("/").context
    shown = {
        name: {card.title for card in context[name]}
        for name in ("news", "documents", "disclosures", "province_news")
    }
    assert shown == {
        "news": {"Tin", "Tuyên truyền"},
        "documents": {"Nghị quyết"},
        "disclosures": {"Tài sản công"},
        "province_news": {"Tin của tỉnh"},
    }


def test_lists_that_name_people_are_not_on_the_front_page(visitor, commune):
    make_article(commune, "social-support", title="Danh sách hộ nghèo")
    assert "Danh sách hộ nghèo" not in main_text_of(visitor.get("/"))


def test_the_newest_come_first_and_the_rest_stay_out(visitor, commune, monkeypatch):
    monkeypatch.setattr(frontpage, "NEWS_COUNT", 2)
    for day in (3, 1, 2):
        make_article(commune, title=f"Ngày {day}", disclosed_on=date(2026, 5, day))
    assert [card.title for card in visitor.get("/").context["news"]] == ["Ngày 3", "Ngày 2"]


def test_expired_news_leave_the_front_page(visitor, commune):
    day = timezone.localdate() - timedelta(days=2)
    make_article(commune, title="Hết hạn", disclosed_on=day, expires_on=day)
    assert visitor.get("/").context["news"] == []


def test_cards_bring_their_pictures_and_the_provinces_news_their_full_address(
    visitor, commune, network
):
    make_article(commune, lead_image=make_image(commune), lead_image_alt="Trụ sở phường")
    far = make_article(network.province)
    context = visitor.get("/").context
    assert context["news"][0].image.alt == "Trụ sở phường"
    assert context["province_news"][0].url == far.full_url
    assert context["province_news"][0].image is None


def test_a_card_whose_picture_was_deleted_shows_none(visitor, commune):
    image = make_image(commune)
    make_article(commune, lead_image=image, lead_image_alt="Trụ sở")
    image.delete()
    assert visitor.get("/").context["news"][0].image is None


def test_links_to_other_portals_stand_on_the_front_page(visitor, commune):
    link = make_redirect(commune, "links", "https://chinhphu.vn/", title="Cổng Chính phủ")
    assert path_of(link) in links_of(visitor.get("/"))


def test_see_all_leads_to_the_groups_that_are_shown(visitor, commune):
    make_article(commune, "news")
    make_legal_document(commune)
    context = visitor.get("/").context
    # What one may ask the authority for is always told among the disclosures.
    for name in ("news_url", "documents_url", "disclosures_url"):
        assert visitor.get(context[name]).status_code == 200
        assert context[name] in links_of(visitor.get("/"))


@pytest.mark.parametrize("name", ["Tam Thanh", "Quốc Khánh"])
def test_the_front_page_speaks_in_the_name_of_its_own_commune(client_for, network, name):
    (commune,) = [c for c in network.communes if c.name.endswith(name)]
    assert name in main_text_of(client_for(commune).get("/"))
