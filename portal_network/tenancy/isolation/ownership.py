"""To which place a row belongs: one rule per model, asked by managers, gate, forms and lists.

A rule is registered once per model (subclasses inherit it). A model without a rule belongs to
nobody but operators, so that a new one is closed until somebody says whose its rows are.
"""

from collections.abc import Callable
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.models import Collection

from portal_network.tenancy.isolation.reach import Reach

EVERYBODY = Q()
NOBODY = Q(pk__in=())


class Rule(Protocol):
    """Says which rows of a model lie within reach."""

    def condition(self, reach: Reach) -> Q:
        """Return the condition on the model's rows; ``reach`` is never everything."""
        ...


class ByAuthority:
    """Rows with a key to their commune, to their province, or to either."""

    def __init__(self, *, province: str | None = "province", commune: str | None = "commune"):
        self.province, self.commune = province, commune

    def condition(self, reach: Reach) -> Q:
        """Accept rows of the reach's communes, of its provinces and of their communes."""
        wanted = NOBODY
        if self.commune:
            wanted |= Q(**{f"{self.commune}__in": reach.communes})
            wanted |= Q(**{f"{self.commune}__province__in": reach.provinces})
        if self.province:
            wanted |= Q(**{f"{self.province}__in": reach.provinces})
        return wanted


class ByPagePath:
    """Pages, and rows that hang on one: ``path`` is the lookup of its materialised path."""

    def __init__(self, path: str = "path"):
        self.path = path

    def condition(self, reach: Reach) -> Q:
        """Accept what lies in one of the reach's subtrees."""
        return _starts_with(self.path, reach.page_paths)


class ByTree(ByPagePath):
    """Pages themselves: those on the way between one's places can be read, too."""

    def readable(self, reach: Reach) -> Q:
        """Accept one's own pages and the way between them."""
        return self.condition(reach) | Q(path__in=reach.way_paths)


class ByCollectionPath:
    """Collections, and what lies in one: ``path`` is the lookup of its materialised path."""

    def __init__(self, path: str = "collection__path"):
        self.path = path

    def condition(self, reach: Reach) -> Q:
        """Accept what lies in one of the reach's collections."""
        relation = self.path.removesuffix("path").removesuffix("__")
        if not relation:
            return _starts_with(self.path, reach.collection_paths)
        # Asked of the row's own column, which full-text search can filter by as well.
        collections = Collection.objects.filter(_starts_with("path", reach.collection_paths))
        return Q(**{f"{relation}__in": collections})


class ByPerson:
    """Rows of one person, such as uploads that are not saved yet."""

    def __init__(self, user: str = "user"):
        self.user = user

    def condition(self, reach: Reach) -> Q:
        """Accept the person's own rows."""
        return Q(**{self.user: reach.user_id}) if reach.user_id else NOBODY


class ByObject:
    """Rows that belong to whatever row they are about; ``subject`` returns it, or None.

    Meant for single rows: the subject is fetched and asked after in its turn. Lists of such rows
    are taken from their subjects.
    """

    def __init__(self, subject: Callable[[Model], Model | None]):
        self.subject = subject

    def condition(self, reach: Reach) -> Q:
        """Refuse to filter: that would need a query per kind of subject."""
        raise NotImplementedError("Rows of this model are asked after one by one.")

    def owns(self, reach: Reach, row: Model) -> bool:
        """Tell whether the subject lies within reach."""
        subject = self.subject(row)
        return subject is not None and owns(reach, subject)


class Where:
    """Any other condition, made from the reach."""

    def __init__(self, condition: Callable[[Reach], Q]):
        self.condition = condition


SHARED = Where(lambda reach: EVERYBODY)
OPERATORS_ONLY = Where(lambda reach: NOBODY)

_rules: dict[type[Model], Rule] = {}


def register_ownership(model: type[Model], rule: Rule) -> None:
    """State whose rows of ``model`` are; the last rule for a model counts."""
    _rules[model] = rule


def registered_rule(model: type[Model]) -> Rule | None:
    """Return the rule of the model or of its nearest ancestor, or None."""
    return next((_rules[base] for base in model.__mro__ if base in _rules), None)


def condition(model: type[Model], reach: Reach) -> Q:
    """Return the condition under which rows of ``model`` lie within reach."""
    if reach.is_everything:
        return EVERYBODY
    rule = registered_rule(model) or OPERATORS_ONLY
    return rule.condition(reach)


def within(reach: Reach, rows: QuerySet) -> QuerySet:
    """Return those of the rows that lie within reach."""
    if reach.is_everything:
        return rows
    return rows.filter(condition(rows.model, reach))


def readable(reach: Reach, rows: QuerySet) -> QuerySet:
    """Return those of the rows that may be read, if only to find one's way to one's own."""
    rule = registered_rule(rows.model)
    if reach.is_everything or not isinstance(rule, ByTree):
        return within(reach, rows)
    return rows.filter(rule.readable(reach))


def owns(reach: Reach, row: Model) -> bool:
    """Tell whether a saved row lies within reach."""
    return owns_key(reach, type(row), row.pk)


def owns_key(reach: Reach, model: type[Model], key: object) -> bool:
    """Tell whether a row of this key exists and lies within reach; both "no" are the same no."""
    rows = model._base_manager.all()
    rule = registered_rule(model)
    try:
        if not reach.is_everything and isinstance(rule, ByObject):
            row = rows.filter(pk=key).first()
            return row is not None and rule.owns(reach, row)
        return rows.filter(condition(model, reach), pk=key).exists()
    except (ValueError, TypeError, OverflowError, ValidationError):
        return False


def in_subquery(rows: QuerySet, lookup: str) -> Exists:
    """Return the condition that one of ``rows`` refers to the outer row by ``lookup``."""
    return Exists(rows.filter(**{lookup: OuterRef("pk")}))


def _starts_with(lookup: str, paths: tuple[str, ...]) -> Q:
    wanted = NOBODY
    for path in paths:
        wanted |= Q(**{f"{lookup}__startswith": path})
    return wanted
