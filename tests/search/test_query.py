"""A question is taken apart the same way for every store, whatever is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.index import postgresql, sqlite
from search.query import MOST_CLAUSES, parse
from search.synonyms import read_group, shipped_groups
from search.text import compose, fold, marked_words, reference_key, tokens, written_tokens


def thesaurus(*lines):
    """Return the words that mean the same as these lines say."""
    words = {}
    for line in lines:
        group = read_group(line)
        words |= {
            wording: (wording, *(one for one in group if one != wording)) for wording in group
        }
    return words


WORDS = thesaurus("UBND = Ủy ban nhân dân", "sổ đỏ = GCNQSDĐ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("THÚY", "thuý"), ("khỏe", "khoẻ"), ("Hòa Bình", "hoà bình"), ("qúy", "quý")],
)
def test_both_places_of_a_tone_mark_are_one_word(one, other):
    assert compose(one) == compose(other)
    assert compose("hoa") != compose("hoà")


def test_composed_and_decomposed_letters_are_one_word():
    assert written_tokens("Đề a\u0301n") == written_tokens("ĐỀ ÁN") == ["đề", "án"]
    assert marked_words("Đề án so 6") == {"đề", "án"}


def test_a_number_is_one_thing_however_it_is_typed():
    assert tokens("206/KH-UBND") == ["206", "kh", "ubnd"]
    for typed in ("206/KH-UBND", "206 / kh - ubnd", "206-KH/UBND", "206 KH UBND"):
        assert "206khubnd" in parse(typed, WORDS).references, typed
    assert parse("1.001193", WORDS).references[0] == "1001193"
    assert reference_key("15/2025/NQ-HĐND") == "152025nqhdnd"


def test_parts_of_a_number_are_no_abbreviations():
    (number,) = parse("206/KH-UBND", WORDS).clauses
    assert number.is_number
    assert number.wordings == (("206", "kh", "ubnd"),)


def test_an_abbreviation_stands_for_its_words_and_back():
    for typed in ("UBND", "ubnd", "Ủy ban nhân dân", "uy ban nhan dan"):
        (clause,) = parse(typed, WORDS).clauses
        assert set(clause.wordings) == {("ubnd",), ("uy", "ban", "nhan", "dan")}
    assert parse("làm sổ đỏ", WORDS).full[0].wordings == (("so", "do"), ("gcnqsdd",))


def test_words_that_only_ask_may_be_missing():
    for typed in ("Tôi muốn làm hộ chiếu thì cần giấy tờ gì?", "lam ho chieu o dau"):
        small = {one.wordings[0][0] for one in parse(typed, {}).clauses if one.is_small}
        assert "lam" in small
        assert not {"ho", "chieu"} & small
    assert parse("hội nông dân", {}).full[0].wordings[0] == ("hoi",)
    assert parse("là gì", {}).full


@pytest.mark.parametrize("typed", ["cup dien hom nao", "cúp điện hôm nào", "cúp điện bao giờ"])
def test_a_turn_of_phrase_that_only_asks_is_known_with_marks_and_without(typed):
    asked = [one.wordings[0][0] for one in parse(typed, {}).clauses if not one.is_small]
    assert asked == ["cup", "dien"]


def test_only_typed_marks_are_asked_for():
    assert parse("bão lũ", {}).marked == ("bão", "lũ")
    assert parse("bao lu", {}).marked == ()


def test_a_long_question_keeps_the_words_that_tell_most():
    query = parse(" ".join(f"từ{number}" for number in range(60)), {})
    assert len(query.clauses) == MOST_CLAUSES


def test_what_is_shipped_can_be_read_and_means_at_least_two_things_a_line():
    assert len(shipped_groups()) > 100
    for line in shipped_groups():
        assert len(read_group(line)) >= 2, line


@given(st.text(max_size=300))
@example('"khai" OR (x AND')
@example("ﬃ ½ ١٢٣ ⅷ ß İ ŉ")
@example("\x00\u0301\u200b" * 50)
@example("1/" * 100)
def test_every_text_can_be_asked_for(text):
    query = parse(text, WORDS)
    if not query.clauses:
        return
    for expression in (query.all_words(), query.all_in_title(), query.all_as_written()):
        for render in (sqlite.render, postgresql.render):
            assert render(expression).count("(") == render(expression).count(")")
    assert all(fold(word) == word for word in query.words)
