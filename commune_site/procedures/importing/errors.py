"""What is wrong with a file, in words for the person who sent it."""

from dataclasses import dataclass


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in one row (as the spreadsheet counts them) and column of a file."""

    row: int
    heading: str
    message: str

    def to_json(self) -> dict:
        """Return the fault as JSON keeps it."""
        return {"row": self.row, "heading": self.heading, "message": self.message}
