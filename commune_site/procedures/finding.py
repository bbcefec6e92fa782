"""Procedures as things to be found: one of the province, shown on the sites of all communes."""

from collections.abc import Iterable, Iterator, Sequence

from commune_site.procedures.models import Procedure
from search.entries import BELOW_SECTION, Draft, EntrySource
from search.filling import refresh
from search.kinds import Kind

SECTION = "procedures"


def find_anew(keys: Iterable[int]) -> None:
    """Let procedures that were imported or withdrawn be found as they are now."""
    refresh(SOURCE.name, keys)


def _drafts(keys: Sequence[int]) -> Iterator[Draft]:
    rows = Procedure.everywhere.filter(pk__in=keys).current()
    for row in rows:
        record = row.parts
        yield Draft(
            object_id=row.pk,
            province=row.province_id,
            commune=None,
            kind=Kind.PROCEDURE,
            title=row.name,
            path=f"{BELOW_SECTION}{SECTION}/{row.code}/",
            listed_on=row.changed_at.date(),
            text="\n".join(filter(None, [record.result, *record.steps])),
            words=f"{row.code} {row.field} {record.keywords}",
            section=SECTION,
            field=row.field,
            reference=row.code,
            is_shared=row.at_commune,
            is_sample=row.is_sample,
        )


def _keys() -> Iterator[int]:
    return Procedure.everywhere.order_by("pk").values_list("pk", flat=True).iterator()


SOURCE = EntrySource("procedure", 2, _drafts, _keys)
