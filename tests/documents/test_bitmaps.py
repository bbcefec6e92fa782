"""Bitmaps count documents as going through them one by one does."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from documents.bitmaps import Bitmaps, columns, count
from documents.facets import offered_facets
from documents.record.shelves import NO_END
from documents.record.vocabulary import Effect

TODAY = date(2026, 11, 24)
days = st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))
documents = st.lists(
    st.builds(
        SimpleNamespace,
        document_type=st.sampled_from(["ke-hoach", "quyet-dinh", ""]),
        issued_year=st.sampled_from([2025, 2026, None]),
        issuer_slug=st.sampled_from(["ubnd", "hdnd"]),
        issuer=st.sampled_from(["UBND xã", "Ủy ban nhân dân xã"]),
        field=st.sampled_from(["dat-dai", ""]),
        level=st.just("xa"),
        document_kind=st.sampled_from(["hanh-chinh", ""]),
        effect_stated=st.sampled_from(["", Effect.EXPIRED.value, Effect.PARTLY.value]),
        effective_on=days,
        expired_on=days,
        listed_on=st.just(TODAY),
        listed_until=st.sampled_from([NO_END, TODAY + timedelta(days=2)]),
    ),
    max_size=12,
)
choices = st.dictionaries(
    st.sampled_from(["loai", "nam", "hieu-luc", "linh-vuc"]),
    st.sampled_from(["ke-hoach", "2026", Effect.EXPIRED.value, "dat-dai", "khong-co"]),
)


def one_by_one(found, chosen):
    """Return what the counts must be: total, and per facet and value."""

    def fits(document, leaving=""):
        return all(
            facet.value_of(document, TODAY) == chosen[facet.parameter]
            for facet in offered_facets()
            if facet.parameter in chosen and facet.parameter != leaving
        )

    return sum(map(fits, found)), {
        facet.parameter: Counter(
            value
            for document in found
            if fits(document, facet.parameter) and (value := facet.value_of(document, TODAY))
        )
        for facet in offered_facets()
    }


@given(st.lists(documents, max_size=3), choices)
def test_blocks_count_what_going_through_their_documents_counts(blocks, chosen):
    counts = count([Bitmaps.of(block, TODAY) for block in blocks], chosen)
    everything = [document for block in blocks for document in block]
    assert (counts.total, counts.facets) == one_by_one(everything, chosen)


@given(documents)
def test_what_is_written_down_is_read_as_it_was(found):
    bitmaps = Bitmaps.of(found, TODAY)
    assert Bitmaps.from_json(bitmaps.to_json(), bitmaps.until) == bitmaps


def test_what_was_written_for_other_facets_is_not_read():
    content = Bitmaps.of([], TODAY).to_json()
    del content["values"]["cap"]
    assert Bitmaps.from_json(content, NO_END) is None
    assert Bitmaps.from_json({}, NO_END) is None


@given(documents)
def test_until_the_day_that_it_names_the_calendar_changes_nothing(found):
    bitmaps = Bitmaps.of(found, TODAY)
    for days_later in range(1, 6):
        day = TODAY + timedelta(days=days_later)
        listed = [document for document in found if document.listed_until >= day]
        then = Bitmaps.of(listed, day)
        if day < bitmaps.until:
            assert (then.size, then.values) == (bitmaps.size, bitmaps.values)


def test_columns_that_are_read_hold_all_that_facets_ask_for():
    assert {"document_type", "issuer", "issuer_slug", "effective_on", "listed_until"} <= set(
        columns()
    )
