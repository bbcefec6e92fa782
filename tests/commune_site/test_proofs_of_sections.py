"""Sections whose content is plain text or documents: what an officer posts is found and understood.

``coverage_proofs.toml`` names these tests for the rows that no room of their own proves.
"""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from commune_site.categories import NewsCategory
from documents.models import DocumentType
from tests.commune_site.consultations.makers import make_consultation
from tests.commune_site.plans.records import make_plan
from tests.factories import make_article, make_image, make_legal_document, section_page
from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of, text_of
from tests.schema_org import faults_of_data, types_of

pytestmark = pytest.mark.django_db

TABLE = {
    "data": [["Loại đất", "Diện tích (ha)"], ["Đất lâm nghiệp", "2.360"]],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
}


def write(page, **fields):
    """Write and publish a standing page, as its officer and approver do."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish(skip_permission_checks=True)
    forget_what_processes_remember()


def test_natural_conditions_are_read_as_text_and_table_and_say_since_when(visitor, commune):
    page = section_page(commune, "natural-conditions")
    path = path_of(page)
    assert visitor.get(path).status_code == 404
    write(
        page,
        summary="Vị trí, khí hậu, đất đai.",
        body=[
            ("heading", "Khí hậu"),
            ("paragraph", RichText("<p>Mùa mưa từ tháng 5 đến tháng 9.</p>")),
            ("table", TABLE),
        ],
    )
    answer = visitor.get(path)
    text = main_text_of(answer)
    assert "Khí hậu Mùa mưa từ tháng 5 đến tháng 9." in text
    assert "Cập nhật" in text
    assert len([cell for cell in elements_of(answer, "th") if cell.get("scope") == "col"]) == 2
    html = answer.content.decode()
    assert '"@type": "WebPage"' in html
    assert 'name="DC.description" content="Vị trí, khí hậu, đất đai."' in html
    assert path in links_of(visitor.get("/so-do-trang/"))
    assert "Đất lâm nghiệp" in text_of(visitor.get(path, {"ban-in": "1"}))


def test_history_shows_pictures_described_and_videos_with_their_words(visitor, commune):
    page = section_page(commune, "history-culture")
    picture = make_image(commune)
    write(
        page,
        body=[
            ("paragraph", RichText("<p>Lễ hội tháng Giêng.</p>")),
            ("image", {"image": picture, "alt": "Đoàn rước kiệu qua cổng làng", "caption": "2026"}),
            ("video", {"title": "Hát then", "url": "https://video.example/then",
                       "transcript": "Nghệ nhân hát then bên bếp lửa."}),
        ],
    )  # fmt: skip
    answer = visitor.get(path_of(page))
    assert "Đoàn rước kiệu qua cổng làng" in [
        image.get("alt") for image in elements_of(answer, "img")
    ]
    assert "Nghệ nhân hát then bên bếp lửa." in main_text_of(answer)
    # A link, no player: nothing is asked of the other host before somebody follows it.
    assert "https://video.example/then" in links_of(answer)
    assert not elements_of(answer, "iframe")


def test_digital_transformation_is_listed_narrowed_fed_and_told_to_machines(visitor, commune):
    section = "digital-transformation"
    reform = make_article(
        commune, section, title="Mô hình tổ công nghệ số", category=NewsCategory.REFORM
    )
    make_article(commune, section, title="Lớp kỹ năng số", category=NewsCategory.LEARNING)
    make_article(commune, "news", title="Tin ở chuyên mục khác")
    path = path_of(section_page(commune, section))
    everything = main_text_of(visitor.get(path))
    assert "Mô hình tổ công nghệ số" in everything and "Lớp kỹ năng số" in everything
    assert "Tin ở chuyên mục khác" not in everything
    narrowed = main_text_of(visitor.get(path, {"chuyen-muc": NewsCategory.REFORM}))
    assert "Mô hình tổ công nghệ số" in narrowed and "Lớp kỹ năng số" not in narrowed
    assert f"{path}feed.xml" in links_of(visitor.get(path))
    feed = visitor.get(f"{path}feed.xml").content.decode()
    assert "Lớp kỹ năng số" in feed and "Tin ở chuyên mục khác" not in feed
    assert '"@type": "NewsArticle"' in visitor.get(path_of(reform)).content.decode()


def test_consultations_of_the_people_stand_beside_village_conventions(visitor, commune):
    section = "people-consultation"
    outcome = {"synthesis": "<p>412 hộ đồng ý.</p>", "explanation": "<p>Giữ mức đóng góp.</p>"}
    asked = make_consultation(
        commune, section, title="Mức đóng góp làm đường", opens=-40, closes=-10, **outcome
    )
    make_article(commune, section, title="Hương ước thôn Đồng Tâm")
    path = path_of(section_page(commune, section))
    listed = main_text_of(visitor.get(path))
    assert "Mức đóng góp làm đường" in listed and "Hương ước thôn Đồng Tâm" in listed
    answer = visitor.get(path_of(asked))
    assert "412 hộ đồng ý." in main_text_of(answer)
    assert "Giữ mức đóng góp." in main_text_of(answer)
    assert '"@type": "Legislation"' in answer.content.decode()


def test_rewards_and_outcomes_are_documents_found_by_year_and_number(visitor, commune):
    section = "directives-outcomes"
    reward = make_legal_document(
        commune, section, title="Tặng Giấy khen cho năm tập thể", number="15/QĐ-UBND",
        document_type=DocumentType.DECISION, issued_on=date(2026, 2, 3),
    )  # fmt: skip
    make_legal_document(
        commune, section, title="Kết quả xử lý kiến nghị sau tiếp xúc cử tri", number="88/BC-UBND",
        document_type=DocumentType.REPORT, issued_on=date(2025, 12, 1),
        disclosed_on=date(2025, 12, 3),
    )  # fmt: skip
    path = path_of(section_page(commune, section))
    everything = main_text_of(visitor.get(path))
    assert "15/QĐ-UBND" in everything and "88/BC-UBND" in everything
    earlier = main_text_of(visitor.get(path, {"nam": "2025"}))
    assert "88/BC-UBND" in earlier and "15/QĐ-UBND" not in earlier
    page = visitor.get(path_of(reward))
    assert "Quyết định" in main_text_of(page) and "03/02/2026" in main_text_of(page)
    assert '"@type": "Legislation"' in page.content.decode()


def test_a_directive_is_read_with_its_number_and_found_in_its_section(visitor, commune):
    document = make_legal_document(
        commune, "admin-documents", number="9/CT-UBND", document_type=DocumentType.PLAN,
        title="Phòng cháy, chữa cháy rừng mùa khô",
    )  # fmt: skip
    answer = visitor.get(path_of(document))
    assert "9/CT-UBND" in main_text_of(answer)
    assert faults_of_data(answer) == []
    assert "Legislation" in types_of(answer)
    section = path_of(section_page(commune, "admin-documents"))
    assert path_of(document) in links_of(visitor.get(section))
    assert path_of(document) in links_of(visitor.get(section, {"tu-khoa": "chay rung"}))
    assert document.title in visitor.get(f"{section}feed.xml").content.decode()


def test_a_strategy_is_listed_by_its_period_and_states_its_decision(province_visitor, network):
    page = make_plan(
        network.province, section="strategies", kind="chien-luoc", title="Chiến lược phát triển",
        last_year=2035, decision_number="7/NQ-HĐND", decided_on=date(2026, 1, 9),
    )  # fmt: skip
    answer = province_visitor.get(path_of(page))
    text = main_text_of(answer)
    for stated in ("Chiến lược phát triển", "7/NQ-HĐND", "2026 – 2035"):
        assert stated in text
    assert faults_of_data(answer) == []
    section = path_of(section_page(network.province, "strategies"))
    narrowed = province_visitor.get(section, {"giai-doan": "2026 – 2035"})
    assert path_of(page) in links_of(narrowed)


def test_the_section_of_satisfaction_leads_to_the_survey_and_its_results(visitor, commune):
    answer = visitor.get(path_of(section_page(commune, "satisfaction")))
    assert answer.status_code == 200
    links = links_of(answer)
    assert reverse("engagement-rate") in links
    assert reverse("engagement-results") in links
