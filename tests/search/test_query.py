"""A question is taken apart the same way for every store, whatever is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.index import postgresql, sqlite
from search.query import MOST_CLAUSES, parse
from search.synonyms import Thesaurus, read_group, shipped_groups
from search.text import compose, fold, marked_words, reference_key, tokens, written_tokens


def thesaurus(*lines):
    """Return the words that mean the same as these lines say."""
    return Thesaurus.of(map(read_group, lines))


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


BIRTH = thesaurus("đăng ký khai sinh = khai sinh = đẻ + con = mới sinh + cháu")


def turns(typed, words=BIRTH):
    """Return the wordings of what everyday words of a question mean."""
    return [one.wordings for one in parse(typed, words).clauses if one.is_turn]


@pytest.mark.parametrize(
    "typed",
    ["vợ tôi đẻ con gái", "con tôi mới đẻ hôm qua", "vo toi de con gai", "mới sinh được cháu trai"],
)
def test_everyday_words_mean_what_offices_say_though_they_stand_apart(typed):
    ((_typed, *means),) = turns(typed)
    assert means == [("dang", "ky", "khai", "sinh"), ("khai", "sinh")]


@pytest.mark.parametrize("typed", ["để con đi học", "đẻ" + " xa" * 8 + " con", "con cháu", "đẻ"])
def test_other_words_distant_ones_and_parts_mean_nothing_of_the_kind(typed):
    assert turns(typed) == []


def test_everyday_words_are_understood_and_never_searched_for_in_their_place():
    for typed in ("khai sinh", "đăng ký khai sinh"):
        assert all(one.wordings[0] != ("de", "con") for one in parse(typed, BIRTH).clauses)
        assert all(len(one.wordings) == 1 for one in parse(typed, BIRTH).clauses)


def test_the_more_special_of_two_turns_is_meant_and_two_matters_stay_two():
    words = thesaurus(
        "đăng ký khai sinh = đẻ + con", "nuôi con nuôi = đẻ + con + người khác nuôi",
        "bảng giá đất = giá + đất",
    )  # fmt: skip
    ((_typed, meant),) = turns("con người khác đẻ cho người khác nuôi", words)
    assert meant == ("nuoi", "con", "nuoi")
    assert len(turns("đẻ con thì giá đất bao nhiêu", words)) == 2


def test_a_wording_around_a_turn_keeps_its_meaning():
    words = thesaurus("cúp điện = cắt điện", "tạm ngừng cấp điện = cúp + điện")
    (wordings,) = turns("cúp điện hôm nào", words)
    assert wordings[0] == ("cup", "dien")
    assert set(wordings[1:]) == {("tam", "ngung", "cap", "dien"), ("cat", "dien")}


def test_words_that_only_ask_may_be_missing():
    for typed in ("Tôi muốn làm hộ chiếu thì cần giấy tờ gì?", "lam ho chieu o dau"):
        small = {one.wordings[0][0] for one in parse(typed, Thesaurus()).clauses if one.is_small}
        assert "lam" in small
        assert not {"ho", "chieu"} & small
    assert parse("hội nông dân", Thesaurus()).full[0].wordings[0] == ("hoi",)
    assert parse("là gì", Thesaurus()).full


@pytest.mark.parametrize("typed", ["cup dien hom nao", "cúp điện hôm nào", "cúp điện bao giờ"])
def test_a_turn_of_phrase_that_only_asks_is_known_with_marks_and_without(typed):
    asked = [one.wordings[0][0] for one in parse(typed, Thesaurus()).clauses if not one.is_small]
    assert asked == ["cup", "dien"]


def test_only_typed_marks_are_asked_for():
    assert parse("bão lũ", Thesaurus()).marked == ("bão", "lũ")
    assert parse("bao lu", Thesaurus()).marked == ()


def test_a_long_question_keeps_the_words_that_tell_most():
    query = parse(" ".join(f"từ{number}" for number in range(60)), Thesaurus())
    assert len(query.clauses) == MOST_CLAUSES


def test_what_is_shipped_can_be_read_and_means_at_least_two_things_a_line():
    assert len(shipped_groups()) > 100
    for line in shipped_groups():
        assert read_group(line).is_meaningful, line


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
