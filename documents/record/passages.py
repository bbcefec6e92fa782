"""Finds the page of a file on which words stand, for the results of search."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from commune_site.models import Attachment
from documents.models.files import DocumentFilePage, Examination
from search.passages import Passage

# Pages of files that hold the rarest words; of more the first answer.
MOST_READ = 400


def passages_of(keys: Sequence[int], words: Sequence[str]) -> dict[int, Passage]:
    """Return the first page of a file with all words, else with the longest; two queries."""
    files = _open_files(keys)
    if not files:
        return {}
    found: dict[int, tuple[bool, DocumentFilePage, Attachment]] = {}
    for row in _pages_with(max(words, key=len), files):
        has_all = all(word in row.folded_text for word in words)
        for attachment in files[row.document_id]:
            known = found.get(attachment.page_id)
            if known is None or (has_all and not known[0]):
                found[attachment.page_id] = (has_all, row, attachment)
    return {key: _passage(row, attachment) for key, (_all, row, attachment) in found.items()}


def _open_files(keys: Sequence[int]) -> dict[int, list[Attachment]]:
    """Return what is attached to the pages, by file; only what the public may have."""
    rows = Attachment.everywhere.filter(
        page__in=keys, document__examination=Examination.CLEAN
    ).select_related("document")
    files = defaultdict(list)
    for row in rows.order_by("sort_order"):
        files[row.document_id].append(row)
    return files


def _pages_with(word: str, files: dict[int, list[Attachment]]) -> list[DocumentFilePage]:
    rows = DocumentFilePage.everywhere.filter(
        Q(folded_text__contains=word), document__in=list(files)
    )
    return list(rows.order_by("document_id", "number")[:MOST_READ])


def _passage(row: DocumentFilePage, attachment: Attachment) -> Passage:
    return Passage(
        number=row.number,
        text=row.text,
        url=f"{attachment.document.url}#page={row.number}",
        file_title=str(attachment),
    )
