"""The columns by which documents are narrowed, as the form shows them with their counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune_site.listings import FacetOption, ShownFacet, url_with
from documents.record.effect import effect_of
from documents.record.vocabulary import (
    DocumentKind,
    DocumentType,
    Effect,
    IssuingLevel,
    field_choices,
)

EFFECT_COLUMN = "effect_now"
EFFECT_DEPENDS_ON = ("effect_stated", "effective_on", "expired_on")
MOST_OPTIONS = 100
FIRST_YEAR, LAST_YEAR = 1945, 9998
LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True)
class DocumentFacet:
    """A column with its values; ``parameter`` stands in addresses.

    ``choices`` gives the labels of the values; ``label_column`` holds them where values come from
    documents. Without either a value is its own label, the largest first.
    """

    parameter: str
    label: str
    column: str
    choices: Callable[[], list[tuple[str, str]]] | None = None
    label_column: str = ""

    def accepts(self, value: str) -> bool:
        """Tell whether an address may have this value."""
        if self.choices is not None:
            return value in dict(self.choices())
        if self.column == "issued_year":
            is_year = value.isascii() and value.isdigit() and len(value) == len(str(LAST_YEAR))
            return is_year and FIRST_YEAR <= int(value) <= LAST_YEAR
        return len(value) <= LONGEST_VALUE and value.replace("-", "").isalnum() and value.isascii()

    @property
    def stored_columns(self) -> tuple[str, ...]:
        """Return the columns of the table in which :meth:`value_of` and the label are found."""
        if self.column == EFFECT_COLUMN:
            return EFFECT_DEPENDS_ON
        return (self.column, self.label_column) if self.label_column else (self.column,)

    def value_of(self, document: Any, today: date) -> str:
        """Return the value of a document, or of a row with its columns; empty without one."""
        if self.column == EFFECT_COLUMN:
            return effect_of(document, today).value
        value = getattr(document, self.column)
        return "" if value is None else str(value)


FACETS = (
    DocumentFacet("loai", _("Type of document"), "document_type", lambda: DocumentType.choices),
    DocumentFacet("nam", _("Year of issue"), "issued_year"),
    DocumentFacet("co-quan", _("Issuing body"), "issuer_slug", label_column="issuer"),
    DocumentFacet("linh-vuc", pgettext_lazy("of a document", "Field"), "field", field_choices),
    DocumentFacet("hieu-luc", _("Validity"), EFFECT_COLUMN, lambda: Effect.choices),
    DocumentFacet("cap", _("Issuing level"), "level", lambda: IssuingLevel.choices),
    DocumentFacet("nhom", _("Kind of document"), "document_kind", lambda: DocumentKind.choices),
)


def offered_facets() -> tuple[DocumentFacet, ...]:
    """Return the facets in the order in which the form shows them."""
    return FACETS


def shown_facet(
    facet: DocumentFacet,
    selection,
    counts: dict[str, dict[str, int]],
    labels: dict[str, dict[str, str]],
    request: HttpRequest,
) -> ShownFacet:
    """Return the facet as the form shows it; what no document has is not offered."""
    found = counts[facet.parameter]
    current = selection.chosen.get(facet.parameter, "")
    options = tuple(
        FacetOption(
            value,
            label,
            found.get(value, 0),
            value == current,
            url_with(request, **{facet.parameter: value}),
        )
        for value, label in _labels(facet, found, labels[facet.parameter], current)
        if found.get(value) or value == current
    )
    return ShownFacet(
        facet.parameter,
        str(facet.label),
        options,
        value=current,
        all_url=url_with(request, **{facet.parameter: None}),
        all_count=sum(found.values()),
    )


def _labels(
    facet: DocumentFacet, found: dict[str, int], named: dict[str, str], current: str
) -> list[tuple[str, str]]:
    if facet.choices is not None:
        return [(value, str(label)) for value, label in facet.choices()]
    values = sorted({*found, current} - {""}, reverse=True)
    if not facet.label_column:
        return [(value, value) for value in values]
    often = sorted(values, key=lambda value: -found.get(value, 0))[:MOST_OPTIONS]
    labelled = [(value, named.get(value, value)) for value in {*often, current} - {""}]
    return sorted(labelled, key=lambda pair: pair[1].casefold())
