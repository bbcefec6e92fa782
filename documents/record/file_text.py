"""The text of a document's files, page by page: to be read aloud, searched and linked to."""

from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest

from documents.record.files import open_files_of
from search.text import clean_query, fold, searchable_words

FIND_PARAMETER = "tim"
# Beyond this a page of the site would be slower than the file itself.
MOST_PAGES_SHOWN = 100
MOST_PAGES_FOUND = 20
MOST_INDEXED_LETTERS = 200_000
_BEFORE, _AFTER = 60, 160


@dataclass(frozen=True, slots=True)
class FilePage:
    """One page of a file with its text, or what stands around the words that were sought."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class FileText:
    """The pages of all files of a document; ``is_cut`` tells that there are more."""

    pages: tuple[FilePage, ...]
    is_cut: bool


def text_of_files(page) -> FileText:
    """Return the text of the files, one query; nothing for files that hold none."""
    urls = {file.document.pk: file.url for file in open_files_of(page)}
    rows = list(_pages(urls).exclude(text="")[: MOST_PAGES_SHOWN + 1])
    shown = tuple(
        FilePage(row.number, row.text, _at(urls[row.document_id], row.number))
        for row in rows[:MOST_PAGES_SHOWN]
    )
    return FileText(shown, len(rows) > MOST_PAGES_SHOWN)


def pages_with_words(page, request: HttpRequest) -> tuple[str, list[FilePage]]:
    """Return what was sought in the files, and the pages that hold all words of it; one query."""
    asked = clean_query(request.GET.get(FIND_PARAMETER, ""))
    words = searchable_words(asked).split()
    if not words:
        return asked, []
    urls = {file.document.pk: file.url for file in open_files_of(page)}
    rows = _pages(urls)
    for word in words:
        rows = rows.filter(folded_text__contains=word)
    return asked, [
        FilePage(row.number, around(row.text, words[0]), _at(urls[row.document_id], row.number))
        for row in rows[:MOST_PAGES_FOUND]
    ]


def indexed_text(page) -> str:
    """Return the text of the files as search reads it, folded; bounded, one query."""
    if page.pk is None:
        return ""
    keys = [row.document_id for row in page.attachments.all()]
    texts, length = [], 0
    for text in _pages(keys).values_list("folded_text", flat=True).iterator(chunk_size=200):
        texts.append(text)
        length += len(text)
        if length > MOST_INDEXED_LETTERS:
            break
    return " ".join(texts)[:MOST_INDEXED_LETTERS]


def _pages(documents):
    pages = apps.get_model("documents", "DocumentFilePage").everywhere
    return pages.filter(document_id__in=list(documents)).order_by("document_id", "number")


def _at(url: str, number: int) -> str:
    return f"{url}#page={number}"


def around(text: str, word: str) -> str:
    """Return what stands around a word; folding keeps the length of composed letters."""
    place = max(fold(text).find(word), 0)
    begin, end = max(place - _BEFORE, 0), place + _AFTER
    found = " ".join(text[begin:end].split())
    return f"{'… ' if begin else ''}{found}{' …' if end < len(text) else ''}"
