"""What lists that name people never hold: they say as little as possible (R83)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from commune_site.figures.table import Kind, Table, format_value
from search.text import fold

# Headings of what is nobody else's business, folded.
_NEVER = re.compile(
    r"\b(?:cccd|cmnd|can cuoc|chung minh|dinh danh|ho chieu|ma so thue|so dien thoai|dien thoai"
    r"|sdt|so tai khoan|tai khoan ngan hang|email|thu dien tu|benh|chan doan|suc khoe|ton giao"
    r"|dan toc|toa do|the bao hiem|so bhyt|so bhxh|chu ky)\b"
)
_BIRTHDAY = re.compile(r"\bngay\b.*\bsinh\b")
# Twelve digits are an identity number, ten that begin with 0 a telephone number.
_NUMBERS = re.compile(r"(?<!\d)(?:\d{12}|0\d{9}|0\d{2,3}[ .]\d{3}[ .]\d{3,4})(?!\d)")


def refusals(table: Table) -> Iterator[str]:
    """Yield why a table must not stand in a list that names people."""
    for place, column in enumerate(table.columns):
        name = fold(column.name)
        if _NEVER.search(name):
            yield _("The column “%(name)s” must not be published. Remove it from the file.") % {
                "name": column.name
            }
        elif column.kind is Kind.DATE and _BIRTHDAY.search(name):
            yield _("The column “%(name)s” shows whole birthdays; give the year of birth.") % {
                "name": column.name
            }
        elif not column.unit and any(_NUMBERS.search(_digits(row[place])) for row in table.rows):
            yield _(
                "The column “%(name)s” holds numbers of identity cards or telephones. Remove them."
            ) % {"name": column.name}


def _digits(value) -> str:
    text = format_value(value)
    return text.replace(".", "") if not isinstance(value, str) else text
