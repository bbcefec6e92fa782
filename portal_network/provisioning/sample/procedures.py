"""Sample procedures: true names and codes, texts to be replaced by the national database.

The texts are in ``procedures/*.toml``: one table per procedure, its cells written as in a file that
a province imports, and ``defaults`` for what the procedures of a file share.
"""

import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "procedures"


@cache
def sample_procedures() -> tuple[dict[str, str], ...]:
    """Return the cells of every procedure by the names of their columns."""
    return tuple(
        table["defaults"] | row
        for path in sorted(_FOLDER.glob("*.toml"))
        for table in [tomllib.loads(path.read_text(encoding="utf-8"))]
        for row in table["procedures"]
    )
