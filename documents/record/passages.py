"""Finds the page of a file on which words stand, for the results of search."""

from collections import defaultdict
from collections.abc import ItemsView, Sequence

from django.db.models import Q

from commune_site.models import Attachment
from documents.models.files import DocumentFilePage, Examination
from documents.record.file_text import FilePage, around
from search.passages import Passage
from search.text import searchable_words

# Pages of files that hold the rarest words; of more the first answer.
MOST_READ = 400


def passages_of(keys: Sequence[int], words: Sequence[str]) -> dict[int, Passage]:
    """Return the first page of a file with all words, else with the longest; two queries."""
    return {key: _passage(row, attachment) for key, (_all, row, attachment) in _found(keys, words)}


def found_pages(keys: Sequence[int], words: str) -> dict[int, FilePage]:
    """Return the first page of a file with all words, for the documents that have one; two queries.

    ``words`` are as somebody typed them; a page with some of them alone says nothing.
    """
    folded = searchable_words(words).split()
    if not folded or not keys:
        return {}
    return {
        key: FilePage(row.number, around(row.text, max(folded, key=len)), _address(row, attachment))
        for key, (has_all, row, attachment) in _found(keys, folded)
        if has_all
    }


def _found(
    keys: Sequence[int], words: Sequence[str]
) -> ItemsView[int, tuple[bool, DocumentFilePage, Attachment]]:
    """Return by key of a page whether its best page of a file has all words, that, and its file."""
    files = _open_files(keys)
    if not files:
        return {}.items()
    found: dict[int, tuple[bool, DocumentFilePage, Attachment]] = {}
    for row in _pages_with(max(words, key=len), files):
        has_all = all(word in row.folded_text for word in words)
        for attachment in files[row.document_id]:
            known = found.get(attachment.page_id)
            if known is None or (has_all and not known[0]):
                found[attachment.page_id] = (has_all, row, attachment)
    return found.items()


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
        url=_address(row, attachment),
        file_title=str(attachment),
    )


def _address(row: DocumentFilePage, attachment: Attachment) -> str:
    """Return where the file opens on the page."""
    return f"{attachment.document.url}#page={row.number}"
