"""What every index must answer, whatever stores it: the same expressions, the same numbers."""

from datetime import date

import pytest
from django.conf import settings

from portal_network.tenancy.models import Province
from search.engine.index import EngineIndex
from search.index import database_index
from search.index.base import All, Any, AtLeast, IndexRow, Phrase, Token, Without
from search.models import SearchEntry
from tests.networks import LANG_SON

pytestmark = pytest.mark.django_db

# As large as numbers become: JSON must not round them.
OLD, MIDDLE, NEW = 10**15 + 1, 2 * 10**15 + 1, 7 * 10**17 + 1
ROWS = [
    IndexRow(OLD, ["#c05986", "#n206khubnd", "^khai", "^sinh"], ["khai", "sinh", "206"]),
    IndexRow(MIDDLE, ["#c05986", "#vkind1", "^sinh", "=bão"], ["sinh", "khai", "bao", "206"]),
    IndexRow(NEW, ["#c06004", "#vkind1", "^bao", "=báo"], ["bao", "khai", "sinh", "kh", "ubnd"]),
]
OWN = Token("#c05986")
# A run with a search server leaves the database to the others.
STORES = ["engine" if settings.SEARCH_ENGINE else "database"]


@pytest.fixture(params=STORES)
def index(request):
    """The index that this run is about, with three entries."""
    Province.objects.create(pk=LANG_SON, name="Lạng Sơn", kind="tinh", slug="langson")
    for key, row in enumerate(ROWS):
        SearchEntry.everywhere.create(
            id=row.number, source="contract", object_id=key, path="/",
            province_id=LANG_SON, kind="tin-bai", title="Bài", folded_title="bai",
            listed_on=date(2026, 1, 1),
        )  # fmt: skip
    return _filled(request.param)


def _filled(store):
    if store == "database":
        made = database_index()
        made.put(ROWS)
        return made
    made = EngineIndex()
    made.put(ROWS)
    made.refresh()
    return made


def refreshed(index):
    """Return an index that knows what it was told last."""
    if isinstance(index, EngineIndex):
        index.refresh()
    return index


@pytest.mark.parametrize(
    ("expression", "numbers"),
    [
        (Token("khai"), [NEW, MIDDLE, OLD]),
        (Token("kha"), []),
        (Token("#c05986"), [MIDDLE, OLD]),
        (Token("#n206", is_prefix=True), [OLD]),
        (Token("#n206"), []),
        (Token("^sinh"), [MIDDLE, OLD]),
        (Token("=bão"), [MIDDLE]),
        (Token("=báo"), [NEW]),
        (Phrase(("khai", "sinh")), [NEW, OLD]),
        (Phrase(("sinh", "khai")), [MIDDLE]),
        (Phrase(("kh", "ubnd")), [NEW]),
        (All((OWN, Token("khai"), Token("206"))), [MIDDLE, OLD]),
        (Any((Token("bao"), Token("#n206khubnd"))), [NEW, MIDDLE, OLD]),
        (Without(Token("sinh"), Any((Token("#c06004"), Token("=bão")))), [OLD]),
        (AtLeast((Token("bao"), Token("206"), Token("ubnd")), 2), [NEW, MIDDLE]),
        (AtLeast((Token("bao"), Phrase(("khai", "sinh")), Token("x")), 1), [NEW, MIDDLE, OLD]),
        (All((OWN, AtLeast((Token("bao"), Token("206")), 2))), [MIDDLE]),
        # Nothing of a question is syntax of a store, and words of its language are words.
        (Any(tuple(map(Token, ("or", "and", "not", "near", "to")))), []),
        (Phrase(("or", "not")), []),
        (Token("k*"), []),
    ],
    ids=str,
)  # fmt: skip
def test_an_expression_finds_the_same_everywhere(index, expression, numbers):
    assert index.matching(expression, 10) == numbers
    assert index.matching(expression, 10, newest_first=False) == numbers[::-1]
    assert index.matching(expression, 10, is_narrow=True) == numbers
    assert index.matching(expression, 1) == numbers[:1]
    assert [row.number for row in ROWS[::-1] if index.has(row.number, expression)] == numbers


def test_what_is_put_again_is_replaced_and_what_is_removed_is_gone(index):
    index.put([IndexRow(OLD, ["#c05986"], ["bao"])])
    assert refreshed(index).matching(All((OWN, Token("bao"))), 10) == [MIDDLE, OLD]
    assert index.matching(Token("206"), 10) == [MIDDLE]
    index.remove([MIDDLE, 10**9])
    assert refreshed(index).matching(Any((Token("206"), Token("bao"))), 10) == [NEW, OLD]
    assert not index.has(MIDDLE, Token("bao"))


def test_a_question_of_many_parts_is_answered(index):
    """Ten clauses of which three may be missing, each in several wordings."""
    words = ["khai", "sinh", "206", *(f"khong{number}" for number in range(7))]
    parts = tuple(
        Any((Token(word), *(Phrase((word, f"b{one}")) for one in range(4)))) for word in words
    )
    assert index.matching(All((OWN, AtLeast(parts, 3))), 10) == [MIDDLE, OLD]
    assert index.matching(All((OWN, AtLeast(parts, 7))), 10) == []
