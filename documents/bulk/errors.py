"""Why an import, or one of its rows, is refused; the text is for the person who sent it."""


class RefusedImport(Exception):
    """The package or its table cannot be used at all."""


class RefusedRow(Exception):
    """One document cannot be made; the others go on."""
