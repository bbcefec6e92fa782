"""What a file holds before anybody knows where its table is: lines of cells, as they stand."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells; places count from 0 and include the last."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """The cells of a sheet; of merged ones the first alone has the value."""

    lines: list[list[Cell]]
    merged: list[Merged] = field(default_factory=list)

    def width(self) -> int:
        """Return the number of columns."""
        return max((len(line) for line in self.lines), default=0)

    def squared(self) -> None:
        """Give every line as many cells as the longest has."""
        width = self.width()
        for line in self.lines:
            line.extend([None] * (width - len(line)))


def address(line: int, column: int) -> str:
    """Return the place of a cell as spreadsheet programs name it: C7."""
    # Late, as in ``reading``.
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{line + 1}"
