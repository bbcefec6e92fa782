"""Arithmetic on materialised paths (django-treebeard): four characters per level."""

from collections.abc import Iterable, Sequence

from django.db.models.lookups import StartsWith
from wagtail.models import Collection, Page

STEP = Page.steplen


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that lie inside no other one, in order."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def paths_above(path: str, *, inclusive: bool = False) -> list[str]:
    """Return the paths of what lies above ``path``, the root first."""
    end = len(path) + (1 if inclusive else 0)
    return [path[:length] for length in range(STEP, end, STEP)]


def common_path(paths: Sequence[str]) -> str:
    """Return the path of the lowest node at or above all of ``paths`` (at least one)."""
    common = paths[0]
    while common and not all(path.startswith(common) for path in paths):
        common = common[:-STEP]
    return common


def parents(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths of what lies directly above."""
    return tuple(sorted({path[:-STEP] for path in paths if len(path) > STEP}))


def paths_between(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the way: what lies at or below the lowest common node and above any of ``paths``."""
    if not paths:
        return ()
    common = common_path(paths)
    above = {node for path in paths for node in paths_above(path)}
    return tuple(sorted(node for node in above if node.startswith(common)))


class PathStartsWith(StartsWith):
    """``path__startswith`` as a range where an index serves no LIKE.

    SQLite reads the whole table for Django's ``LIKE … ESCAPE``, so that each question for a subtree
    would cost more with every commune. Paths hold digits and capital letters alone, whose order is
    that of their bytes. PostgreSQL has an index for LIKE and keeps it.
    """

    def as_sqlite(self, compiler, connection) -> tuple[str, list]:
        """Return the range for a plain prefix; a prefix that a column holds stays a LIKE."""
        if not isinstance(self.rhs, str) or not self.rhs:
            return super().as_sql(compiler, connection)
        column, params = self.process_lhs(compiler, connection)
        after = self.rhs[:-1] + chr(ord(self.rhs[-1]) + 1)
        return f"({column} >= %s AND {column} < %s)", [*params, self.rhs, *params, after]


def serve_subtrees_from_indexes() -> None:
    """Let every question for a subtree of pages or collections use the index of the paths."""
    for model in (Page, Collection):
        model._meta.get_field("path").register_lookup(PathStartsWith)
