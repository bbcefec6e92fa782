"""Which key a row of a backup has here: its own where it is free, another one where it is not.

In the installation that the backup is of, rows keep their keys. In another one every row is given
a new key, and whatever names a row is told it. Rows of others, such as types and procedures, are
found by their natural names there; what cannot be found is named ``NOBODY``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import AutoField, BigAutoField, Field, Model
from django.utils.text import slugify
from taggit.models import Tag
from wagtail.models import Locale, Page, Task, Workflow

from commune_site.procedures.models import Procedure
from portal_network.backup.communes.extent import Extent, left_out, models_of_communes
from portal_network.tenancy.models import Commune, Province

NOBODY = 0
# The columns that name a row of others in any installation.
NATURAL: dict[type[Model], tuple[str, ...]] = {
    ContentType: ("app_label", "model"),
    Locale: ("language_code",),
    Procedure: ("province_id", "code"),
    Tag: ("name",),
    Task: ("content_type__model", "name"),
    Workflow: ("name",),
}
# Keyed by what they are everywhere.
EVERYWHERE_THE_SAME = (Province, Commune)


def top_of(model: type[Model]) -> type[Model]:
    """Return the model whose table numbers the rows: of a type of page, the page."""
    parents = [parent for parent in model._meta.parents if not parent._meta.proxy]
    return top_of(parents[0]) if parents else model._meta.concrete_model


def keys_to_others(model: type[Model]) -> list[Field]:
    """Return the columns of a table that name rows, those of many to many left to their table."""
    return [one for one in model._meta.local_concrete_fields if one.is_relation]


def names_of_others(extent: Extent) -> dict[str, dict[str, list]]:
    """Return the natural names of the rows of others that a commune's rows name."""
    wanted: dict[type[Model], set] = {model: set() for model in NATURAL}
    # Revisions and notes name types also where no column says so.
    wanted[ContentType] = set(ContentType.objects.values_list("pk", flat=True))
    for model in models_of_communes():
        for one in keys_to_others(model):
            if (other := top_of(one.related_model)) in NATURAL and other is not ContentType:
                found = extent.rows(model).order_by().values_list(one.attname, flat=True)
                wanted[other].update(found.distinct())
    return {
        model._meta.label: {
            str(key): list(name)
            for key, *name in model._base_manager.filter(pk__in=keys - {None}).values_list(
                "pk", *NATURAL[model]
            )
        }
        for model, keys in wanted.items()
    }


@dataclass(slots=True)
class Keys:
    """The key here of every row that a backup names; ``moved`` tells whether any differs."""

    is_same_place: bool
    _own: dict[type[Model], dict[object, object]] = field(default_factory=dict)
    _named: dict[type[Model], dict[object, object]] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Tell whether any row has another key than in the backup."""
        return not self.is_same_place or any(
            old != new for keys in self._own.values() for old, new in keys.items()
        )

    def anchor(self, model: type[Model], old: object, new: object) -> None:
        """State which row here stands for one of the backup."""
        self._own.setdefault(top_of(model), {})[old] = new

    def settle(self, model: type[Model], old: Iterable[object], present: set[object]) -> None:
        """Give keys to rows of a table that numbers its rows; ``present`` make room for them."""
        top = top_of(model)
        known = self._own.setdefault(top, {})
        wanted = [key for key in old if key not in known]
        if not isinstance(top._meta.pk, AutoField | BigAutoField):
            known.update((key, key) for key in wanted)
            return
        moving = wanted
        if self.is_same_place:
            taken = set(
                top._base_manager.filter(pk__in=set(wanted) - present).values_list("pk", flat=True)
            )
            known.update((key, key) for key in wanted if key not in taken)
            moving = [key for key in wanted if key in taken]
        known.update(zip(moving, _new_keys(top, len(moving)), strict=True))

    def find_others(self, names: dict[str, dict[str, list]]) -> None:
        """Look up the rows of others by their names; a tag that is missing is made."""
        for model, columns in NATURAL.items():
            here = {
                tuple(name): key
                for key, *name in model._base_manager.values_list("pk", *columns).iterator()
            }
            there = names.get(model._meta.label, {})
            if model is Tag:
                for (name,) in {tuple(one) for one in there.values()} - here.keys():
                    here[name,] = _make_tag(name)
            self._named[model] = {
                int(key): here.get(tuple(name), NOBODY) for key, name in there.items()
            }

    def of(self, model: type[Model], key: object) -> object:
        """Return the key here of a row that the backup names so."""
        top = top_of(model)
        if key is None or issubclass(top, EVERYWHERE_THE_SAME):
            return key
        known = self._own.get(top, {}).get(key)
        if known is not None:
            return known
        if top in self._named and (named := self._named[top].get(key)) is not None:
            return named
        return key if self.is_same_place else NOBODY

    def model_of_type(self, content_type: object) -> type[Model] | None:
        """Return the model of a type that the backup names so; None for one that is gone."""
        found = ContentType.objects.filter(pk=self.of(ContentType, content_type)).first()
        return found.model_class() if found else None


def refers_to_tables_of_others(one: Field) -> bool:
    """Tell whether a column names rows that are in no backup of a commune."""
    return bool(left_out(top_of(one.related_model)))


def same_place(root_key: int, root_translation: str) -> bool:
    """Tell whether this is the installation in which a commune's front page has this key."""
    return Page.objects.filter(pk=root_key, translation_key=root_translation).exists()


def _new_keys(model: type[Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _make_tag(name: str) -> int:
    return Tag.objects.create(name=name, slug=Tag().slugify(name) or slugify(name)).pk
