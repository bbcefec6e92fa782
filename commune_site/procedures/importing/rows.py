"""From a row of texts to a record, with everything that is wrong or odd about it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from commune_site.procedures.importing.columns import (
    columns,
    heading_of,
    plain,
    values_of_words,
)
from commune_site.procedures.importing.errors import Fault
from commune_site.procedures.importing.tables import Cell, Formula, Row
from commune_site.procedures.records import (
    DossierCase,
    DossierPart,
    FilingWay,
    LegalBasis,
    ProcedureRecord,
)
from commune_site.procedures.vocabulary import OnlineLevel

WITHDRAWN = "bai-bo"
DISTRICT = "cap huyen"
MOST_COPIES = 99

CODE = re.compile(r"\d{1,2}\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.H\d{2})?")
_SHORTENED = re.compile(r"(\d{1,2})\.(\d{1,5})")
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\u200b]|_x000D_")
_SPACES = re.compile(r"[ \t\u00a0]+")
_STEP = re.compile(r"^(?:[-+•*]|(?:bước|b)\s*\d+\s*[:.)-])\s*", re.IGNORECASE)
_MILLION = 1_000_000


class RowReader:
    """Reads one row; :attr:`faults` and :attr:`warnings` fill while it does."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.texts = {column.name: self._text(column.name) for column in columns()}

    def read(self) -> ProcedureRecord | None:
        """Return the record, or None where a fault forbids it."""
        for column in columns():
            text = self.texts[column.name]
            if column.required and not text:
                self.fault(column.name, _("This cell must not be empty."))
            elif len(text) > column.longest:
                self.fault(
                    column.name,
                    _("The text has %(length)s characters; %(longest)s are allowed.")
                    % {"length": len(text), "longest": column.longest},
                )
        record = ProcedureRecord(
            code=self._code(),
            levels=self._levels(),
            subjects=self._subjects(),
            steps=tuple(_STEP.sub("", line) for line in self.lines("steps")),
            ways=tuple(filter(None, map(self._way, self.lines("ways")))),
            dossier=self._dossier(),
            legal_basis=tuple(filter(None, map(self._basis, self.lines("legal_basis")))),
            decision_date=self._date("decision_date", self.texts["decision_date"]),
            online_level=self._online_level(),
            partial_reason=self.texts["partial_reason"],
            filing_url=self._filing_url(),
            **{
                name: self.texts[name]
                for name in (
                    "name", "field", "kind", "exemptions", "sets", "agency", "deciding_agency",
                    "coordinating_agency", "result", "conditions", "decision_number", "keywords",
                )
            },
        )  # fmt: skip
        self._warn_of_gaps(record)
        return None if self.faults else record

    @property
    def is_withdrawal(self) -> bool:
        """Tell whether the row says that the procedure is withdrawn."""
        state = self.texts["state"]
        return bool(state) and values_of_words("state").get(plain(state)) == WITHDRAWN

    def withdrawn_code(self) -> str:
        """Return the code of a procedure that is withdrawn; nothing else of the row counts."""
        if not self.texts["code"]:
            self.fault("code", _("This cell must not be empty."))
        return self._code()

    def lines(self, name: str) -> list[str]:
        """Return the lines of a cell that say something."""
        return [line.strip() for line in self.texts[name].split("\n") if line.strip()]

    def fault(self, name: str, message: str) -> None:
        """Note what forbids to take the row over."""
        self.faults.append(Fault(self.row.number, heading_of(name), message))

    def warn(self, name: str, message: str) -> None:
        """Note what somebody should look at."""
        self.warnings.append(Fault(self.row.number, heading_of(name), message))

    def _text(self, name: str) -> str:
        cell = self.row.cells.get(name, "")
        if isinstance(cell, Formula):
            self.fault(name, _("The cell holds a formula. Paste its value instead of it."))
            return ""
        return clean(cell)

    def _code(self) -> str:
        if not self.texts["code"]:
            return ""
        code = restored_code(self.row.cells["code"])
        if not CODE.fullmatch(code):
            self.fault(
                "code",
                _("“%(code)s” is no code of a procedure; it looks like 1.001193.")
                % {"code": self.texts["code"][:40]},
            )
        elif code != self.texts["code"]:
            self.warn(
                "code",
                _("The spreadsheet program had changed the code; it was read as %(code)s.")
                % {"code": code},
            )
        return code

    def _chosen(self, name: str, words: list[str], unknown: Callable[[str], None]) -> list[str]:
        known = values_of_words(name)
        found = []
        for word in words:
            value = known.get(plain(word))
            if value is None:
                unknown(word)
            elif value not in found:
                found.append(value)
        return found

    def _levels(self) -> tuple[str, ...]:
        def unknown(word: str) -> None:
            if plain(word) == DISTRICT:
                self.warn("levels", _("There is no district level since 1 July 2025."))
            else:
                self.fault("levels", _("“%(word)s” is no level.") % {"word": word[:60]})

        named = parts_of_list(self.texts["levels"])
        levels = self._chosen("levels", named, unknown)
        if named and not levels and all(plain(word) == DISTRICT for word in named):
            self.fault("levels", _("Name at least one level, such as Cấp xã."))
        return tuple(levels)

    def _subjects(self) -> tuple[str, ...]:
        def unknown(word: str) -> None:
            # The national list grows; who may apply also stands in the conditions.
            self.warn(
                "subjects",
                _("“%(word)s” is not known and is passed over.") % {"word": word[:80]},
            )

        known = values_of_words("subjects")
        return tuple(self._chosen("subjects", known_parts(self.texts["subjects"], known), unknown))

    def _way(self, line: str) -> FilingWay | None:
        channel, time_limit, fee, note = fields_of(line, 4)
        value = values_of_words("channel").get(plain(channel))
        if value is None:
            self.fault(
                "ways", _("“%(word)s” is no way of filing.") % {"word": channel[:60]}
            )  # fmt: skip
            return None
        return FilingWay(value, time_limit, fee, note)

    def _dossier(self) -> tuple[DossierCase, ...]:
        cases: list[tuple[str, list[DossierPart]]] = []
        for line in self.lines("dossier"):
            if line.startswith("#"):
                cases.append((line.lstrip("# "), []))
                continue
            if not cases:
                cases.append(("", []))
            name, originals, copies, form = fields_of(line, 4)
            cases[-1][1].append(
                DossierPart(
                    _STEP.sub("", name), self._number(originals), self._number(copies), form
                )
            )
        return tuple(DossierCase(title, tuple(parts)) for title, parts in cases if parts)

    def _number(self, text: str) -> int | None:
        if not text:
            return None
        if text.isascii() and text.isdigit() and int(text) <= MOST_COPIES:
            return int(text)
        self.fault(
            "dossier",
            _("“%(text)s” is no number of originals or copies.") % {"text": text[:40]},
        )
        return None

    def _basis(self, line: str) -> LegalBasis | None:
        number, title, issued_on, issuer = fields_of(line, 4)
        if not number and not title:
            return None
        return LegalBasis(number, title, self._date("legal_basis", issued_on), issuer)

    def _date(self, name: str, text: str) -> str:
        if not text:
            return ""
        match = _DATE.fullmatch(text)
        try:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except (TypeError, ValueError):
            self.fault(
                name, _("“%(text)s” is no date; write 26/01/2026.") % {"text": text[:40]}
            )  # fmt: skip
            return ""

    def _online_level(self) -> str:
        text = self.texts["online_level"]
        if not text:
            return OnlineLevel.NONE.value
        value = values_of_words("online_level").get(plain(text))
        if value is None:
            self.fault(
                "online_level",
                _("“%(word)s” is none of Toàn trình, Một phần, Không.") % {"word": text},
            )
        return value or OnlineLevel.NONE.value

    def _filing_url(self) -> str:
        text = self.texts["filing_url"]
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            host = parts.hostname or ""
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme != "https" or not host.endswith(".gov.vn") or " " in text:
            self.fault(
                "filing_url",
                _("The address must begin with https:// and lie on a host of the state (.gov.vn)."),
            )
        return text

    def _warn_of_gaps(self, record: ProcedureRecord) -> None:
        """Tell which mandatory parts the source leaves out (R72, R76)."""
        for name in ("steps", "ways", "dossier", "agency", "subjects"):
            if not getattr(record, name):
                self.warn(name, _("The law asks for this part; the file leaves it out."))
        if record.online_level == OnlineLevel.PARTIAL and not record.partial_reason:
            self.warn("partial_reason", _("A service that is partly online must give the reason."))


def clean(cell: Cell) -> str:
    """Return a cell as composed text without control characters; line breaks stay."""
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def restored_code(cell: Cell) -> str:
    """Return a code that a spreadsheet program may have taken for a number, as it was.

    The part behind the point has six digits: 1.00488 was 1.004880, and 1001193 is 1.001193 where
    the point parts thousands.
    """
    if isinstance(cell, float) and not cell.is_integer():
        return f"{cell:.6f}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = int(cell)
        return f"{number // _MILLION}.{number % _MILLION:06d}"
    text = clean(cell)
    match = _SHORTENED.fullmatch(text)
    return f"{match[1]}.{match[2]:0<6}" if match else text


def parts_of_list(text: str) -> list[str]:
    """Return the parts of a list that commas, semicolons or lines divide."""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


def known_parts(text: str, known: dict[str, str]) -> list[str]:
    """Return the parts of a list in which the parts themselves may hold commas.

    Of neighbouring parts the longest run that is a known word is taken together.
    """
    pieces, found = parts_of_list(text), []
    place = 0
    while place < len(pieces):
        length = next(
            (
                length
                for length in range(min(4, len(pieces) - place), 1, -1)
                if plain(" ".join(pieces[place : place + length])) in known
            ),
            1,
        )
        found.append(", ".join(pieces[place : place + length]))
        place += length
    return found


def fields_of(line: str, count: int) -> list[str]:
    """Return the parts of a line between upright strokes: always ``count`` of them."""
    parts = [part.strip() for part in line.split("|", count - 1)]
    return parts + [""] * (count - len(parts))
