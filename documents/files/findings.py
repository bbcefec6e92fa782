"""What makes a file unfit to be kept: a code for the record, a sentence for the officer."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Finding(TextChoices):
    """One reason against a file, with what to do instead."""

    EMPTY = "empty", _("The file is empty (0 bytes). Choose it again.")
    UNKNOWN_KIND = (
        "unknown_kind",
        _("What the file holds is none of the kinds that are accepted."),
    )
    OTHER_KIND = (
        "other_kind",
        _("The file holds something other than its name says. Save it anew in its own program."),
    )
    ENCRYPTED = (
        "encrypted",
        _("The file is protected by a password or encrypted. Save it without protection."),
    )
    DAMAGED = (
        "damaged",
        _("The file is damaged or was not received completely. Save it anew and upload it again."),
    )
    TOO_MANY_PAGES = "too_many_pages", _("The file has more than 5,000 pages. Divide it.")
    ACTS = (
        "acts",
        _(
            "The PDF holds a program (JavaScript) or a command that starts by itself. Print it to "
            "a new PDF."
        ),
    )
    CARRIES_FILES = (
        "carries_files",
        _("The PDF carries other files inside. Upload them one by one."),
    )
    MACROS = (
        "macros",
        _("The file holds macros. Save it in a format without macros (.docx, .xlsx)."),
    )
    BOMB = "bomb", _("The file unpacks to far more than a text needs and may do harm.")
    UNSAFE_PATHS = (
        "unsafe_paths",
        _("The archive holds names that lead out of its folder. Pack it anew."),
    )
    INFECTED = "infected", _("The file holds malware. Do not open it; clean your computer.")
    MISSING = "missing", _("The file is not in the store.")
    UNREADABLE = (
        "unreadable",
        _("The file could not be read within the time and memory allowed for it."),
    )


def reasons(codes: list[str]) -> list[str]:
    """Return the sentences for codes of findings, unknown ones left out."""
    known = set(Finding.values)
    return [str(Finding(code).label) for code in codes if code in known]
