"""The text of a file: of Word, from a PDF's text layer or, page by page, from pictures of text."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from time import monotonic

from commune_site.editing.word.package import OLD_FORMAT
from documents.intake.characters import is_syllable
from documents.intake.layout import DocumentText, Line
from documents.intake.pdf import read_text_layer
from documents.intake.reading.people import likeness_to_name, mended_name, person_name
from documents.intake.reading.signing import posts_among, signature_area
from documents.intake.reading.surnames import KNOWN
from documents.intake.scans import can_recognise, look_again, read_scan
from documents.intake.word import read_word
from search.text import fold

# Of longer documents the ends alone are read while somebody waits.
MOST_PAGES = 120
# From how many readings of one name on their majority counts.
FEWEST_TO_AGREE = 3


def read_document(path: Path, *, seconds: float | None = None) -> DocumentText:
    """Return the text of a PDF or Word file, told by their content.

    Pages that are pictures are recognised where Tesseract is there; without it they come back
    without lines. The document counts as a scan when its first page is a picture. Who waits may
    give the ``seconds`` that recognition may take: the first page comes first, then those from the
    end, where documents are signed; pages for which no time is left have no lines, and of long
    documents only the ends are read.

    Raises:
        UnreadablePdf: the file is no Word file and cannot be opened as PDF.
        UnreadableWordFile: it begins as a Word file does and is none, or holds macros.
    """
    if is_word(path):
        return read_word(path)
    document = read_text_layer(path, most_pages=None if seconds is None else MOST_PAGES)
    pictures = [page.number for page in document.pages if page.is_picture]
    if not pictures or not can_recognise():
        return document
    began = monotonic()
    wanted = pictures if seconds is None else [pictures[0], *reversed(pictures[1:])]
    recognised = {
        page.number: page for page in read_scan(path, numbers=wanted, seconds=seconds).pages
    }
    pages = tuple(recognised.get(page.number, page) for page in document.pages)
    mixed = DocumentText(pages, is_scan=pages[0].number in recognised)
    if seconds is not None and monotonic() - began > seconds:
        return mixed
    return with_clear_signature(path, mixed, set(recognised))


def is_word(path: Path) -> bool:
    """Tell whether a file begins as Word files do, old or new."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", OLD_FORMAT)


def with_clear_signature(path: Path, document: DocumentText, pictures: set[int]) -> DocumentText:
    """Return the document with the name below the signature read once more, if it is a picture.

    A seal lies there, which the first look at the whole page takes for letters.
    """
    area = signature_area(document)
    if area is None or area.page not in pictures:
        return document
    page = document.page(area.page)
    first = tuple(line for line in page.lines if area.holds(line))
    readings = [first, *look_again(path, area)]
    names = Counter(mended_name(name) for name in map(_name_in, readings) if name)
    best = _with_agreed_marks(max(readings, key=lambda lines: _likeness(lines, names)), names)
    kept = [line for line in page.lines if line not in first]
    lines = sorted([*kept, *best], key=lambda line: (round(line.bottom), line.left))
    cleared = replace(page, lines=tuple(lines))
    pages = (cleared if other is page else other for other in document.pages)
    return replace(document, pages=tuple(pages))


def _with_agreed_marks(lines: tuple[Line, ...], names: Counter[str]) -> tuple[Line, ...]:
    """Give each word of the name the marks that most readings of the same name gave it."""
    name = _name_in(lines)
    meant = fold(mended_name(name))
    same = Counter({one: count for one, count in names.items() if fold(one) == meant})
    if sum(same.values()) < FEWEST_TO_AGREE:
        return lines
    agreed = []
    for at, word in enumerate(name.split()):
        votes = Counter({word: 0})
        for one, count in same.items():
            votes[one.split()[at]] += count
        agreed.append(votes.most_common(1)[0][0])
    written = " ".join(agreed)
    return tuple(
        replace(line, text=line.text.replace(name, written)) if name in line.text else line
        for line in lines
    )


def _name_in(lines: tuple[Line, ...]) -> str:
    """Return the likeliest name in a reading."""
    named = (line.text for line in lines if not posts_among([line]))
    return person_name(max(named, key=likeness_to_name, default=""))


def _likeness(lines: tuple[Line, ...], names: Counter[str]) -> tuple[int, ...]:
    """Order readings: posts in them, the likeliest name and how many readings agree on it."""
    name = mended_name(_name_in(lines))
    has_surname, words = likeness_to_name(name)
    is_written = name.split(" ")[0] in KNOWN if name else False
    text = " ".join(line.text for line in lines)
    syllables = sum(len(word) > 1 and is_syllable(word) for word in text.split())
    return min(posts_among(lines), 1), has_surname + is_written, words, names[name], syllables
