"""Amounts are read as officers write them, and never guessed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from commune_site.plans.money import (
    MoneyFormField,
    UnreadableAmount,
    format_money,
    parse_money,
    short_money,
)

MOST = Decimal("999999999999999.99")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.250.000.000 đồng", "1250000000"),
        ("1.250.000.000", "1250000000"),
        ("1250000000đ", "1250000000"),
        ("1 250 000 000 VNĐ", "1250000000"),
        ("1,250,000,000", "1250000000"),
        ("1,25 tỷ đồng", "1250000000"),
        ("1.25 tỷ", "1250000000"),
        ("850 triệu đồng", "850000000"),
        ("850 tr.đ", "850000000"),
        ("12,5 Triệu", "12500000"),
        ("6.850 triệu đồng", "6850000000"),
        ("0 đồng", "0"),
        ("999.999.999.999.999,99 đồng", "999999999999999.99"),
        # Typed on a telephone whose letters come apart (NFD), with an invisible mark.
        ("1.250 triê\u0323u đo\u0302\u0300ng\u200b", "1250000000"),
    ],
)
def test_amounts_are_read_as_officers_write_them(text, amount):
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đồng",
        "một tỷ",
        "1.2.3",
        "1,250 tỷ",
        "-5 triệu",
        "5 USD",
        "5 triệu USD",
        "1e9",
        "1.000.000.000.000.000 đồng",
        "0,005 đồng",
        "٣ tỷ",
        "NaN",
        "1..000",
        "1.250.00",
    ],
)
def test_what_is_no_amount_or_unclear_is_refused(text):
    with pytest.raises(UnreadableAmount):
        parse_money(text)


@given(st.decimals(min_value=0, max_value=MOST, places=2))
def test_an_amount_that_is_shown_is_read_again_as_the_same(amount):
    assert parse_money(format_money(amount)) == amount
    assert parse_money(short_money(amount)) == amount


@example("100000000000000000000000000")
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    try:
        amount = parse_money(text)
    except UnreadableAmount:
        return
    assert 0 <= amount <= MOST


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1250000000", "1,25 tỷ đồng"),
        ("850000000", "850 triệu đồng"),
        ("1250000001", "1.250.000.001 đồng"),
        ("999", "999 đồng"),
    ],
)
def test_lists_show_amounts_short_without_losing_a_digit(amount, shown):
    assert short_money(Decimal(amount)) == shown


def test_the_field_keeps_what_was_typed_and_says_how_to_write_it():
    field = MoneyFormField(required=False)
    with pytest.raises(ValidationError, match=r"1\.250\.000\.000 đồng"):
        field.clean("một tỷ rưỡi")
    assert field.prepare_value("một tỷ rưỡi") == "một tỷ rưỡi"
    assert field.prepare_value(Decimal("1250000000.00")) == "1.250.000.000 đồng"
    assert field.clean("") is None


def test_the_same_amount_written_otherwise_is_no_change():
    field = MoneyFormField()
    assert not field.has_changed(Decimal("1250000000.00"), "1,25 tỷ")
    assert field.has_changed(Decimal("1250000000.00"), "1,26 tỷ")
    assert field.has_changed(None, "nhiều")
