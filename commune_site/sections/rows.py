"""Read one row of the registry field by field, noting every fault instead of stopping at one."""

import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _

from commune_site.sections.errors import Problem


class Row:
    """A table of the TOML file. Each reader returns a usable value, or None after noting a fault.

    A key that no reader asked for is a spelling mistake: ``refuse_other_keys`` names it.
    """

    def __init__(self, table: dict, label: str, problems: list[Problem]):
        self.table = table
        self.label = label
        self._problems = problems
        self._known: set[str] = set()

    def refuse(self, code: str, message: str, key: str = "") -> None:
        """Note a fault of this row."""
        self._problems.append(Problem(code=code, message=message, row=self.label, key=key))

    def _value(self, key: str, required: bool):
        self._known.add(key)
        if key not in self.table and required:
            self.refuse("missing", _("is missing."), key)
        return self.table.get(key)

    def text(self, key: str, *, required: bool = True, maximum: int | None = None) -> str | None:
        """Read a text of at most ``maximum`` letters, composed (NFC) so that it compares well."""
        value = self._value(key, required)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.refuse("text", _("must be a text that is not empty."), key)
            return None
        text = unicodedata.normalize("NFC", value.strip())
        if maximum is not None and len(text) > maximum:
            message = _("must have at most %(maximum)d letters.") % {"maximum": maximum}
            self.refuse("length", message, key)
            return None
        return text

    def number(self, key: str, *, required: bool = True, maximum: int | None = None) -> int | None:
        """Read a whole number from 1 to ``maximum``."""
        value = self._value(key, required)
        if value is None:
            return None
        # In Python a bool is an int; in the file "true" is no number.
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse("number", _("must be a whole number greater than 0."), key)
            return None
        if maximum is not None and value > maximum:
            message = _("must be at most %(maximum)d.") % {"maximum": maximum}
            self.refuse("number", message, key)
            return None
        return value

    def flag(self, key: str) -> bool:
        """Read true or false; absent means false."""
        value = self._value(key, required=False)
        if value is not None and not isinstance(value, bool):
            self.refuse("flag", _("must be true or false."), key)
        return value is True

    def choice(self, key: str, allowed: Collection[str], *, required: bool = True) -> str | None:
        """Read one of the allowed words."""
        value = self._value(key, required)
        if value is None:
            return None
        if not isinstance(value, str) or value not in allowed:
            self._refuse_choice(key, value, allowed)
            return None
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Read a list of texts, at least one when the key is there."""
        value = self._value(key, required)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(one, str) and one.strip() for one in value)
        ):
            self.refuse("texts", _("must be a list of texts with at least one entry."), key)
            return ()
        return tuple(unicodedata.normalize("NFC", one.strip()) for one in value)

    def choices(
        self, key: str, allowed: Collection[str], *, required: bool = True
    ) -> tuple[str, ...]:
        """Read a list of allowed words, each at most once."""
        values = self.texts(key, required=required)
        unknown = [value for value in values if value not in allowed]
        for value in unknown:
            self._refuse_choice(key, value, allowed)
        if len(set(values)) != len(values):
            self.refuse("duplicate", _("names the same value twice."), key)
        return () if unknown else values

    def subtable(self, key: str, *, required: bool = True) -> "Row | None":
        """Read a nested table as a row of its own; its faults carry this row's label."""
        value = self._value(key, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse("table", _("must be a table."), key)
            return None
        return Row(value, f"{self.label}, {key}", self._problems)

    def refuse_other_keys(self) -> None:
        """Note every key that no reader asked for."""
        for key in self.table:
            if key not in self._known:
                self.refuse("unknown_key", _("is not a known key."), key)

    def _refuse_choice(self, key: str, value: object, allowed: Collection[str]) -> None:
        message = _("“%(value)s” is not allowed; choose from: %(allowed)s.")
        self.refuse("choice", message % {"value": value, "allowed": ", ".join(allowed)}, key)
