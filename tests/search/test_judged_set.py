"""Judged sets are read or refused with a reason, and figures are what the books say."""

import json
from datetime import date

import pytest

from search.evaluation.judged_set import (
    FaultyJudgedSet,
    JudgedQuery,
    read_set,
    without_marks,
)
from search.evaluation.metrics import Outcome, figures_of, ndcg, reciprocal_rank

DOCUMENT = {
    "key": "lich", "place": "05986", "section": "news", "type": "article", "date": "2026-03-01",
    "title": "Lịch tiếp công dân", "summary": "Thứ Năm.", "text": "Tại trụ sở.",
}  # fmt: skip
QUERY = {"text": "lịch tiếp dân", "class": "accented", "site": "05986", "relevant": {"lich": 3}}


def write(folder, documents=(DOCUMENT,), queries=(QUERY,)):
    """Write a set in JSON and return its folder."""
    folder.mkdir(exist_ok=True)
    if documents:
        (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    if queries:
        (folder / "queries.json").write_text(json.dumps({"queries": queries}), encoding="utf-8")
    return folder


def test_documents_and_queries_are_read(tmp_path):
    judged = read_set(write(tmp_path))
    (document,) = judged.documents
    assert (document.key, document.date, document.number) == ("lich", date(2026, 3, 1), "")
    assert judged.places == {"05986"}


def test_queries_may_be_toml_and_asked_of_the_documents_of_another_set(tmp_path):
    other = write(tmp_path / "other")
    own = tmp_path / "own"
    own.mkdir()
    (own / "queries.toml").write_text(
        '[[queries]]\ntext = "tiếp dân"\nclass = "colloquial"\nsite = "20"\n'
        'relevant = { "lich" = 2 }\n',
        encoding="utf-8",
    )
    judged = read_set(own, documents_of=other)
    assert [query.text for query in judged.queries] == ["tiếp dân"]
    assert judged.documents[0].key == "lich"


def test_accented_queries_are_asked_without_marks_unless_the_set_does_so_itself(tmp_path):
    judged = read_set(write(tmp_path))
    assert [(query.text, query.kind) for query in judged.queries] == [
        ("lịch tiếp dân", "accented"), ("lich tiep dan", "unaccented"),
    ]  # fmt: skip
    own = QUERY | {"text": "lich tiep cd", "class": "unaccented"}
    judged = read_set(write(tmp_path, queries=(QUERY, own)))
    assert [query.text for query in judged.queries] == ["lịch tiếp dân", "lich tiep cd"]


@pytest.mark.parametrize(
    ("documents", "queries", "reason"),
    [
        ((DOCUMENT,), (), "neither"),
        ((), (QUERY,), "documents.json"),
        ((DOCUMENT,), (QUERY | {"relevant": {}},), "needs results"),
        ((DOCUMENT,), (QUERY | {"relevant": {"lich": 4}},), "needs results"),
        ((DOCUMENT,), (QUERY | {"relevant": ["lich"]},), "needs results"),
        ((DOCUMENT,), ({"text": "x"},), "has no"),
        ((DOCUMENT | {"date": "hôm qua"},), (QUERY,), "hôm qua"),
        ((DOCUMENT | {"lạ": 1},), (QUERY,), "lạ"),
        (({"key": "x"},), (QUERY,), "x"),
    ],
)
def test_a_faulty_set_is_refused_with_a_reason(tmp_path, documents, queries, reason):
    with pytest.raises(FaultyJudgedSet, match=reason):
        read_set(write(tmp_path, documents, queries))


@pytest.mark.parametrize("content", ["", "[", "[[queries]]\ntext=", "queries = 3", "\x00"])
def test_a_file_that_is_none_is_refused(tmp_path, content):
    write(tmp_path, queries=())
    (tmp_path / "queries.toml").write_text(content, encoding="utf-8")
    with pytest.raises(FaultyJudgedSet):
        read_set(tmp_path)


def test_a_key_means_what_stands_on_the_site_that_is_asked():
    of_commune = JudgedQuery(
        "x", "accented", "05986", {"lich": 3, "tin@06004": 1, "procedure:1": 2}
    )
    assert of_commune.grade_of("lich@05986") == 3
    assert of_commune.grade_of("lich@06004") == 0
    assert of_commune.grade_of("tin@06004") == 1
    assert of_commune.grade_of("procedure:1@") == 2
    of_province = JudgedQuery("x", "accented", "20", {"lich": 3})
    assert of_province.grade_of("lich@06004") == 3
    assert without_marks(of_commune).relevant == of_commune.relevant


def test_figures_are_those_of_the_books():
    assert reciprocal_rank([0, 0, 2]) == pytest.approx(1 / 3)
    assert reciprocal_rank([]) == reciprocal_rank([0] * 10 + [3]) == 0
    # Gains 7, 3 and 0 at places 1, 2, 3 against 7, 3, 1.
    best = 7 + 3 / 1.5849625 + 1 / 2
    assert ndcg([3, 2, 0], [1, 2, 3]) == pytest.approx((7 + 3 / 1.5849625) / best)
    assert ndcg([2, 3], [3, 2]) < 1
    assert ndcg([], [3]) == 0


def test_figures_are_told_per_class_and_for_all():
    outcomes = [
        Outcome("number", "a", (3,), (3,)), Outcome("number", "b", (0, 3), (3,)),
        Outcome("typo", "c", (), (3,)),
    ]  # fmt: skip
    lines = [figures.line() for figures in figures_of(outcomes, "sqlite")]
    assert lines == [
        "sqlite number mrr 0.750 ndcg10 0.815 zero 0.000 n 2",
        "sqlite typo mrr 0.000 ndcg10 0.000 zero 1.000 n 1",
        "sqlite all mrr 0.500 ndcg10 0.544 zero 0.333 n 3",
    ]
