"""What is wrong with a registry file, told all at once."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One fault. ``row`` says where, ``message`` what, both in the active language.

    ``key`` is the faulty key of the row (empty for the row as a whole) and ``code`` names the
    broken rule, for programs.
    """

    code: str
    message: str
    row: str = ""
    key: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.row, self.key) if part)
        return f"{place}: {self.message}" if place else self.message


class RegistryError(Exception):
    """The registry cannot be used; ``problems`` lists everything that is wrong with it."""

    def __init__(self, path, problems: list[Problem]):
        self.path = path
        self.problems = tuple(problems)
        super().__init__(path, self.problems)

    def __str__(self) -> str:
        heading = _("The registry of sections %(path)s cannot be used:") % {"path": self.path}
        return "\n".join([heading, *(f"- {problem}" for problem in self.problems)])
