"""Syllables that make one word count as one, and what is rare tells more."""

import pytest

from search.query import parse
from search.synonyms import Thesaurus, read_group
from search.units import ALSO_MEANT, APART, HALF, units_of
from search.vocabulary import Known, Words

SINGLES = {"dan": 60, "so": 50, "dieu": 20, "tra": 20, "ho": 90, "chieu": 5, "xa": 400}
PAIRS = {"dan so": 30, "dieu tra": 18}
KNOWN = Words(
    singles={word: Known(count, word) for word, count in SINGLES.items()},
    pairs={pair: Known(count, pair) for pair, count in PAIRS.items()},
)


def units(text, known=KNOWN, thesaurus=None):
    """Return the units of a question."""
    return units_of(parse(text, thesaurus or Thesaurus()), known)


def test_neighbours_that_often_stand_together_are_one_unit():
    assert [unit.wordings for unit in units("dieu tra dan so")] == [(" dieu tra ",), (" dan so ",)]
    assert [unit.wordings for unit in units("dan ho")] == [(" dan ",), (" ho ",)]


def test_a_compound_counts_less_where_its_syllables_stand_apart():
    (compound,) = units("dan so")
    assert compound.share_in(" bao cao dan so nam 2026 ") == 1.0
    assert compound.share_in(" so nguoi dan ") == APART
    assert compound.share_in(" nguoi dan ") == HALF
    assert compound.share_in(" thon xom ") == 0.0


def test_a_syllable_is_held_or_not():
    (unit,) = units("chieu")
    assert (unit.share_in(" ho chieu "), unit.share_in(" ho so ")) == (1.0, 0.0)


def test_a_rare_word_weighs_more_than_a_common_one_and_one_that_is_unknown_is_told():
    common, rare, unknown = units("xa chieu zzz")
    assert common.weight < rare.weight < unknown.weight
    assert [unit.is_known for unit in (common, rare, unknown)] == [True, True, False]


@pytest.mark.parametrize(("lighter", "heavier"), [("1", "chieu"), ("xa", "2026"), ("2026", "283")])
def test_the_number_of_a_document_weighs_most_and_a_single_digit_least(lighter, heavier):
    (one,), (other,) = units(lighter), units(heavier)
    assert one.weight < other.weight


def test_any_wording_that_means_the_same_holds_a_unit():
    thesaurus = Thesaurus.of([read_group("cắt điện = mất điện")])
    (unit,) = units("mất điện", thesaurus=thesaurus)
    assert unit.share_in(" lich cat dien tuan nay ") == 1.0


def test_what_a_turn_of_speech_means_first_holds_it_whole_and_what_else_it_means_a_little_less():
    line = "đăng ký khai sinh = khai sinh = đẻ + con"
    (unit,) = units("đẻ con", thesaurus=Thesaurus.of([read_group(line)]))
    assert unit.share_in(" thu tuc dang ky khai sinh ") == unit.share_in(" de con ") == 1.0
    assert unit.share_in(" ban sao khai sinh ") == ALSO_MEANT
    (word,) = units("khai", thesaurus=Thesaurus())
    assert unit.weight > word.weight


def test_without_a_vocabulary_every_word_is_a_unit():
    assert len(units("dieu tra dan so", Words())) == 4
