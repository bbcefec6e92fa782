"""Checks a whole file: the records that it holds and everything that is wrong with it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commune_site.procedures.importing.errors import Fault
from commune_site.procedures.importing.files import read_file
from commune_site.procedures.importing.rows import RowReader
from commune_site.procedures.importing.tables import Table
from commune_site.procedures.records import ProcedureRecord


@dataclass(slots=True)
class CheckedFile:
    """What a file says; with one fault among thousands of rows nothing of it is taken over."""

    records: list[ProcedureRecord] = field(default_factory=list)
    withdrawn_codes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def check_file(content: bytes) -> CheckedFile:
    """Return the records of a file and its faults, in the order of its rows.

    Raises:
        UnreadableFile: the file cannot be read at all.
    """
    return check_table(read_file(content))


def check_table(table: Table) -> CheckedFile:
    """Return the records of a table and its faults, in the order of its rows."""
    checked = CheckedFile(faults=list(table.faults), warnings=list(table.warnings))
    seen: dict[str, int] = {}
    for row in table.rows:
        reader = RowReader(row)
        if reader.is_withdrawal:
            code = reader.withdrawn_code()
            checked.withdrawn_codes += [code] if not reader.faults else []
        else:
            record = reader.read()
            code = record.code if record else ""
            checked.records += [record] if record else []
        if code and code in seen:
            reader.fault(
                "code",
                _("Row %(row)s has the code %(code)s already.") % {"row": seen[code], "code": code},
            )
        seen.setdefault(code, row.number)
        checked.faults += reader.faults
        checked.warnings += reader.warnings
    checked.faults.sort(key=lambda fault: fault.row)
    return checked
