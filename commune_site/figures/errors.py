"""Why a table is refused."""

from django.core.exceptions import ValidationError


class UnreadableTable(ValidationError):
    """The file or its table cannot be taken; the message says what is wrong and what to do."""
