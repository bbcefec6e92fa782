"""Typing errors are known by the words that the province uses, and by their neighbours."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from search import correction, vocabulary
from search.correction import correct, find_as_meant, from_telex, nearby_terms
from search.finding import Match, Scope
from search.insights.models import Vocabulary
from search.synonyms import Thesaurus, read_group
from search.vocabulary import Counting, make_vocabulary, official_spelling, vocabulary_of
from tests.factories import make_article
from tests.networks import HUE, build_network

SCOPE = Scope("20")
TEXTS = [
    "Đăng ký khai sinh, đăng ký kết hôn", "Giấy khai sinh cho trẻ em", "Đăng ký khai sinh lưu động",
    "Quyền sử dụng đất", "Giấy chứng nhận quyền sử dụng đất", "Lịch cắt điện", "Lịch cắt điện tuần",
    "Thủ tục hành chính", "Cải cách thủ tục hành chính", "Tùy thân", "Thu hồi đất", "Thu hồi đất ở",
    "Đăng ký kết hôn có yếu tố nước ngoài", "Bảo hiểm y tế", "Thẻ bảo hiểm y tế",
    "Xây dựng nông thôn mới", "Chương trình nông thôn mới",
]  # fmt: skip


@pytest.fixture
def known(monkeypatch):
    """Know the words of a handful of titles."""
    counting = Counting()
    for text in TEXTS:
        counting.add(text)
    words = vocabulary._read("\n".join(counting.lines()))
    monkeypatch.setattr(correction, "vocabulary_of", lambda _province: words)
    abbreviation = Thesaurus.of([read_group("UBND = Ủy ban nhân dân")])
    monkeypatch.setattr(correction, "thesaurus_of", lambda _province: abbreviation)
    return words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giay khia sinh", "giấy khai sinh"),
        ("giấy khai snh", "giấy khai sinh"),
        ("đăng ký kêt hno", "đăng ký kết hôn"),
        ("lich cat dein", "lịch cắt điện"),
        ("quyền sử dugn đất", "quyền sử dụng đất"),
        ("thu hoi dta", "thu hồi đất"),
        ("baor hieemr y tees", "bảo hiểm y tế"),
        ("nong thon mowi", "nông thôn mới"),
        ("thutuc hanh chinh", "thủ tục hành chính"),
        ("quyen su dung dat o 2026 khai sihn", "quyền sử dụng đất ở 2026 khai sinh"),
        # A word that exists and stands beside none of its neighbours.
        ("thu tuy hanh", "thủ tục hành"),
    ],
)
def test_one_error_is_put_right_and_marks_are_added(known, typed, meant):
    assert correct(SCOPE, typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["khai sinh", "ĐĂNG KÝ KHAI SINH", "lich cat dien", "206/KH-UBND", "1.001193", "", "?!",
     "UBND", "xyzxyzxyz", "a " * 40],
)  # fmt: skip
def test_what_is_right_a_number_or_beyond_help_stays(known, typed):
    assert correct(SCOPE, typed) == ""


@given(st.text(max_size=200))
def test_any_text_is_answered(text):
    counting = Counting()
    counting.add(" ".join(TEXTS * 2))
    words = vocabulary._read("\n".join(counting.lines()))
    reading = correction._best_reading(vocabulary.written_tokens(text)[:12], words)
    assert all(isinstance(word, str) for word in reading)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ddaats", "dat"), ("nghieepj", "nghiep"), ("chuwngs", "chung"), ("khai", "khai"),
     ("hojo", "ho"), ("sinh", "sinh"), ("xas", "xa")],
)  # fmt: skip
def test_letters_of_telex_are_understood(typed, meant):
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("composed", "shown"),
    [("uỷ", "ủy"), ("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuý", "thúy"), ("quý", "quý"),
     ("hoàng", "hoàng"), ("hoa", "hoa"), ("tuyển", "tuyển")],
)  # fmt: skip
def test_words_are_shown_as_documents_spell_them(composed, shown):
    assert official_spelling(composed) == shown


def test_terms_near_a_query_are_offered_the_most_frequent_first(known):
    terms = nearby_terms(SCOPE, "khai snih")
    assert "khai sinh" in terms
    assert nearby_terms(SCOPE, "qqqqqqqqqqq") == []


def test_what_was_meant_is_shown_only_where_it_has_all_words(known, monkeypatch):
    asked = []

    def find(_scope, query, *_rest):
        asked.append(query)
        is_all = query in {"khai sinh", "giấy khai sinh"}
        return SimpleNamespace(matched=Match.ALL if is_all else Match.MOST, query=query)

    monkeypatch.setattr(correction, "find", find)
    assert find_as_meant(SCOPE, "khai sinh").corrected == ""
    meant = find_as_meant(SCOPE, "giay khia sinh")
    assert (meant.corrected, meant.results.query) == ("giấy khai sinh", "giấy khai sinh")
    literally = find_as_meant(SCOPE, "giay khia sinh", literally=True)
    assert (literally.corrected, literally.results.query) == ("", "giay khia sinh")
    unknown = find_as_meant(SCOPE, "lich cat dein")
    assert (unknown.corrected, unknown.results.query) == ("", "lich cat dein")


@pytest.mark.django_db
def test_the_words_of_a_province_are_those_that_its_public_finds(network):
    other = build_network(HUE, 1)
    commune = network.communes[0]
    make_article(commune, title="Hồng vành khuyên chín đỏ", summary="Hồng vành khuyên")
    make_article(commune, title="Bí mật xyzbimat", live=False)
    make_article(other.communes[0], title="Nhã nhạc cung đình")
    assert vocabulary_of("20").singles == {}
    assert make_vocabulary("20") > 0
    words = vocabulary_of("20")
    assert words.singles["khuyen"].written == "khuyên"
    assert words.pairs["vanh khuyen"].count == 2
    assert "xyzbimat" not in words.singles
    assert "nhac" not in words.singles
    assert correct(Scope("20"), "hong vanh khuyne") == "hồng vành khuyên"
    make_article(commune, title="Thạch đen Tràng Định")
    assert "thach" not in vocabulary_of("20").singles
    call_command("tend_search")
    assert vocabulary_of("20").singles["thach"].written == "thạch"
    assert set(Vocabulary.everywhere.values_list("province", flat=True)) == {"20", "46"}
