"""The catalogue as a spreadsheet that can be imported again, and the empty sample file."""

import io
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from commune_site.procedures.importing.columns import columns, word_for
from commune_site.procedures.models import Procedure
from commune_site.procedures.records import ProcedureRecord

SHEET = "Danh mục"
GUIDE = "Hướng dẫn"
_WIDTH, _WIDE = 24, 60
_WIDE_COLUMNS = {"name", "steps", "ways", "dossier", "legal_basis", "conditions", "exemptions"}
# openpyxl takes a text that begins so for a formula; the import refuses formulas.
_FORMULA = "="


def catalogue_workbook(procedures: Iterable[Procedure]) -> bytes:
    """Return the XLSX file of these procedures; importing it changes nothing."""
    return _workbook(_cells_of(procedure.parts) for procedure in procedures)


def sample_workbook() -> bytes:
    """Return an XLSX file with the headings, one example and a sheet that explains them."""
    return _workbook([{column.name: column.example for column in columns()}])


def _workbook(rows: Iterable[dict[str, str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "C2"
    for place, column in enumerate(columns(), start=1):
        width = _WIDE if column.name in _WIDE_COLUMNS else _WIDTH
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, column.heading, bold=True) for column in columns()])
    for row in rows:
        sheet.append([_cell(sheet, row.get(column.name, "")) for column in columns()])
    guide = book.create_sheet(GUIDE)
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = _WIDTH, _WIDE * 2
    for column in columns():
        guide.append([_cell(guide, column.heading, bold=True), _cell(guide, column.hint)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet, text: str, *, bold: bool = False):
    cell = WriteOnlyCell(sheet, value=text)
    if text.startswith(_FORMULA):
        cell.data_type = "s"
    # Text, so that 1.004880 keeps its last zero.
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell


def _cells_of(record: ProcedureRecord) -> dict[str, str]:
    """Return the texts of a row, as :mod:`rows` reads them."""
    texts = {
        column.name: value
        for column in columns()
        if isinstance(value := getattr(record, column.name, ""), str)
    }
    return texts | {
        "levels": ", ".join(word_for("levels", value) for value in record.levels),
        "subjects": ", ".join(word_for("subjects", value) for value in record.subjects),
        "steps": "\n".join(record.steps),
        "ways": "\n".join(
            _line(word_for("channel", way.channel), way.time_limit, way.fee, way.note)
            for way in record.ways
        ),
        "dossier": "\n".join(_dossier_lines(record)),
        "legal_basis": "\n".join(
            _line(basis.number, basis.title, _day(basis.issued_on), basis.issuer)
            for basis in record.legal_basis
        ),
        "decision_date": _day(record.decision_date),
        "online_level": word_for("online_level", record.online_level),
    }


def _dossier_lines(record: ProcedureRecord) -> Iterable[str]:
    for case in record.dossier:
        if case.title:
            yield f"# {case.title}"
        for part in case.parts:
            numbers = ("" if number is None else str(number) for number in
                       (part.originals, part.copies))  # fmt: skip
            yield _line(part.name, *numbers, part.form)


def _line(*parts: str) -> str:
    return " | ".join(parts)


def _day(stored: str) -> str:
    return f"{date.fromisoformat(stored):%d/%m/%Y}" if stored else ""
