"""What a page refuses when it is checked, and the Vietnamese words in which it says so."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commune_site.models import ArticlePage, RedirectPage
from tests.factories import add_page, make_article, make_image, make_redirect, section_page

# A page, even an unsaved one, asks for its content type.
pytestmark = pytest.mark.django_db

AUTHOR_MISSING = "Hãy ghi tên tác giả hoặc đơn vị cung cấp bài."


def faults(page, **changes) -> dict[str, list[str]]:
    """Return the faults that the check of a page names once it is changed so, by field."""
    for name, value in changes.items():
        setattr(page, name, value)
    try:
        page.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_complete_article_is_accepted(commune):
    assert faults(make_article(commune)) == {}


@pytest.mark.parametrize("blank", ["", "   ", "\t\n"])
def test_an_article_without_author_is_refused(commune, blank):
    found = faults(make_article(commune), author=blank)
    assert found == {"author": [AUTHOR_MISSING]}


def test_an_article_without_source_is_refused(commune):
    found = faults(make_article(commune), source="")
    assert found == {"source": ["Hãy ghi nguồn của bài."]}


def test_both_missing_names_are_told_at_once(commune):
    assert set(faults(make_article(commune), author="", source="")) == {"author", "source"}


def test_a_lead_image_without_alternative_text_is_refused(commune):
    article = make_article(commune)
    found = faults(article, lead_image=make_image(commune))
    assert found == {"lead_image_alt": ["Hãy mô tả nội dung của ảnh."]}
    assert faults(article, lead_image_alt="Lễ ra quân") == {}


def test_alternative_text_is_not_asked_for_without_an_image(commune):
    assert faults(make_article(commune), lead_image=None, lead_image_alt="") == {}


def test_the_last_day_must_not_lie_before_the_first(commune):
    article = make_article(commune)
    found = faults(article, disclosed_on=date(2026, 3, 2), expires_on=date(2026, 3, 1))
    assert found == {"expires_on": ["Ngày cuối cùng hiển thị không được trước ngày đăng."]}


def test_a_page_may_be_shown_for_a_single_day(commune):
    day = date(2026, 3, 2)
    assert faults(make_article(commune), disclosed_on=day, expires_on=day) == {}


def test_a_link_to_itself_is_refused(commune):
    link = make_redirect(commune, "links", "https://chinhphu.vn/")
    found = faults(link, target_url=link.full_url)
    assert found == {"target_url": ["Liên kết này dẫn về chính nó."]}


def test_a_new_link_to_itself_is_refused_before_it_is_saved(commune):
    link = RedirectPage(title="Vòng", slug="vong", locale_id=1)
    link.set_url_path(section_page(commune, "links"))
    link.target_url = link.full_url
    assert "target_url" in faults(link)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://tep.langson.gov.vn/a", "dichvucong.gov.vn", ""]
)
def test_a_link_that_is_no_web_address_is_refused(commune, address):
    link = make_redirect(commune, "links", "https://chinhphu.vn/")
    assert "target_url" in faults(link, target_url=address)


def test_two_pages_of_one_section_cannot_share_an_address(commune):
    article = make_article(commune)
    with pytest.raises(ValidationError):
        add_page(
            section_page(commune, "news"),
            ArticlePage(title="Trùng", slug=article.slug, author="A", source="B"),
        )


def test_the_date_of_publication_is_todays_unless_stated():
    assert abs(ArticlePage(title="Tin").disclosed_on - timezone.localdate()) <= timedelta(days=1)
