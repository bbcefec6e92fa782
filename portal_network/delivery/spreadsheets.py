"""Texts for spreadsheet programs, in which no cell is ever run as a formula."""

# What makes a spreadsheet program compute a cell (OWASP: CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Tells spreadsheet programs that the file is UTF-8, so that Vietnamese marks survive.
BYTE_ORDER_MARK = "\ufeff".encode()


def harmless(value: str) -> str:
    """Return a text that a spreadsheet program shows instead of computing it."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
