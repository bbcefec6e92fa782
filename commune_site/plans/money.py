"""Amounts of money as officers write them: 1.250.000.000 đồng, 850 triệu, 1,25 tỷ đồng.

They are kept in đồng with 15 digits before the point and 2 behind it (R109).
"""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.figures.text import clean_text
from commune_site.figures.values import common_style, format_number, is_unclear, written_number

MAX_DIGITS, DECIMAL_PLACES = 17, 2
MAX_CHARACTERS = 60
HUNDREDTHS = 100
THOUSAND, MILLION, BILLION = (Decimal(10) ** power for power in (3, 6, 9))
_FACTORS = {
    "": Decimal(1),
    "đồng": Decimal(1),
    "đ": Decimal(1),
    "₫": Decimal(1),
    "vnđ": Decimal(1),
    "vnd": Decimal(1),
    "nghìn": THOUSAND,
    "ngàn": THOUSAND,
    "triệu": MILLION,
    "tr": MILLION,
    "tỷ": BILLION,
    "tỉ": BILLION,
}
_AMOUNT = re.compile(
    r"(?P<number>[\d.,'’ ]*\d)\s*(?P<unit>[^\W\d_]*\.?)\s*(?P<coin>[^\W\d_]*₫?)\.?$"
)
_COINS = frozenset({"", "đồng", "đ", "₫", "vnđ", "vnd"})


class UnreadableAmount(ValueError):
    """The text is no amount of money that can be read in one way."""


def parse_money(text: str) -> Decimal:
    """Return an amount in đồng.

    >>> parse_money("1,25 tỷ đồng")
    Decimal('1250000000.00')

    Raises:
        UnreadableAmount: the text is no amount, is unclear, or has too many digits.
    """
    match = _AMOUNT.match(clean_text(text).casefold())
    factor = _FACTORS.get(match["unit"].rstrip(".")) if match else None
    if factor is None or match["coin"] not in _COINS:
        raise UnreadableAmount(text)
    number = written_number(match["number"])
    style = common_style([number]) if number else None
    # “1,250 tỷ” may be a thousand times “1,25 tỷ”.
    if style is None or is_unclear([number]):
        raise UnreadableAmount(text)
    amount = number.value(style) * factor
    # Asked first: a number beyond the precision of decimals cannot be rounded.
    if amount.adjusted() >= MAX_DIGITS - DECIMAL_PLACES:
        raise UnreadableAmount(text)
    rounded = round(amount, DECIMAL_PLACES)
    if rounded != amount:
        raise UnreadableAmount(text)
    return rounded


def format_money(amount: Decimal | None) -> str:
    """Return an amount in full: “1.250.000.000 đồng”; nothing for none."""
    return "" if amount is None else f"{plain_number(amount)} đồng"


def short_money(amount: Decimal | None) -> str:
    """Return an amount as lists show it, without losing a digit: “1,25 tỷ đồng”."""
    if amount is None:
        return ""
    for unit, size in (("tỷ", BILLION), ("triệu", MILLION)):
        in_unit = amount / size
        if amount >= size and in_unit == round(in_unit, 3):
            return f"{plain_number(round(in_unit, 3))} {unit} đồng"
    return format_money(amount)


def plain_number(number: Decimal) -> str:
    """Return a number as people read it, without zeros at its end: “1.234,5”."""
    text = format_number(number)
    return text.rstrip("0").rstrip(",") if "," in text else text


class MoneyFormField(forms.CharField):
    """Takes an amount as people write it and shows it again with points between thousands."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"max_length": MAX_CHARACTERS} | kwargs)

    def to_python(self, value: object) -> Decimal | None:
        """Return the amount in đồng, or None for an empty field.

        Raises:
            ValidationError: it cannot be read.
        """
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_money(text)
        except UnreadableAmount as error:
            raise ValidationError(
                _(
                    "“%(text)s” cannot be read as an amount. Write for example "
                    "1.250.000.000 đồng or 1,25 tỷ đồng."
                )
                % {"text": text}
            ) from error

    def run_validators(self, value: Decimal | None) -> None:
        """The length of the text is checked by the field in the browser and by the parser."""

    def prepare_value(self, value: object) -> object:
        """Return what the field shows: what was typed, or the amount as people write it."""
        return format_money(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Decimal | None, data: str | None) -> bool:
        """Compare amounts, not the ways in which they are written."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class MoneyField(models.BigIntegerField):
    """An amount in đồng, never negative; a ``Decimal`` in Python, whole hundredths in the database.

    SQLite keeps decimal numbers as floats, which hold 15 digits; R109 asks for 17.
    """

    def from_db_value(self, value: int | None, expression, connection) -> Decimal | None:
        """Return the amount in đồng."""
        return None if value is None else Decimal(value) / HUNDREDTHS

    def to_python(self, value: object) -> Decimal | None:
        """Return the amount in đồng, also from the text of a revision."""
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise ValidationError(_("This is no amount of money.")) from error

    def get_prep_value(self, value: object) -> int | None:
        """Return the hundredths that the database keeps."""
        amount = self.to_python(value)
        return None if amount is None else int(amount * HUNDREDTHS)

    def deconstruct(self):
        """Return the field as migrations see it: a large whole number."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BigIntegerField", args, kwargs

    def formfield(self, **kwargs) -> forms.Field:
        """Return the field that reads amounts."""
        options = {
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text or EXAMPLE,
            "required": not self.blank,
        }
        return MoneyFormField(**options | kwargs)


EXAMPLE = gettext_lazy("For example: 1.250.000.000 đồng, 850 triệu đồng or 1,25 tỷ đồng")
