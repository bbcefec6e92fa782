"""Holds what all tables held before the attack, and finds what a request did to them."""

import json
import re
from collections.abc import Container, Iterable, Iterator
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, Field, ForeignKey, IntegerField, Model, TextField
from wagtail.fields import RichTextField
from wagtail.models import Revision

from portal_network.accounts.models import User
from portal_network.tenancy.models import Commune, Province
from tests.isolation.numbering import ID
from tests.isolation.places import Place
from tests.isolation.world import World

# A person's session is nobody else's business, and holds nothing that can be read from outside.
NOT_WATCHED = {"django_session", "sqlite_sequence"}
# What may change for everybody: the directory of tenants counts its versions here.
CHANGES_FOR_ALL = {"tenancy_networksettings"}
# What somebody typed, kept as it was typed: a form not sent yet, the words of a search, a reason.
AS_TYPED = {
    "wagtailadmin_formstate.data", "audit_auditentry.details", "wagtailcore_modellogentry.data",
}  # fmt: skip
# Digits stand in a digest by chance; nobody reads a number out of it.
DIGEST = re.compile(r"[0-9a-f]{32,}")
Row = tuple[object, ...]


class Ledger:
    """The rows of all tables as they were, and to whom each belongs."""

    def __init__(
        self,
        world: World,
        own: frozenset[str],
        foreign_numbers: dict[str, str],
        words: re.Pattern,
        host: Place,
        user: User | None,
    ) -> None:
        self.models = {
            model._meta.db_table: model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        }
        self.owner = {
            (model._meta.db_table, _stored(key)): place.name
            for place in world.places.values()
            for model, keys in place.rows.items()
            for key in keys
        }
        self.own, self.foreign_numbers, self.words = own, foreign_numbers, words
        # What a province shows everybody, its name among it, its communes may write down.
        self.may_write = {
            place.open_word
            for place in world.places.values()
            if isinstance(place.authority, Province)
            and any(world.places[name].province_code == place.province_code for name in own)
        }
        self.shared = {
            (model._meta.db_table, _stored(key))
            for model, keys in world.shared.items()
            for key in keys
        }
        if user is not None:
            # An account without a place belongs to all, and yet to its owner.
            self.shared.discard((User._meta.db_table, user.pk))
        # What a visitor leaves on a site, if only a count, is that site's.
        self.foreign_codes = _codes_of_others(world, own or frozenset({host.name}))
        self.before = {table: _rows(model) for table, model in self.models.items()}

    def faults(
        self, written: Iterable[str], *, allowed: Container[str] = (), typed: Container[str] = ()
    ) -> Iterator[tuple[str, str]]:
        """Return kind and description of every fault in the tables that were written.

        ``allowed`` are foreign ids to which a new row may refer all the same, ``typed`` what the
        person sent: in a column of plain text it is a word and refers to nothing.
        """
        for table in sorted(set(written) & self.models.keys() - NOT_WATCHED):
            yield from self._faults_of(self.models[table], allowed, typed)

    def _faults_of(
        self, model: type[Model], allowed: Container[str], typed: Container[str]
    ) -> Iterator[tuple[str, str]]:
        table = model._meta.db_table
        before, now = self.before[table], _rows(model)
        for key in before.keys() - now.keys():
            if self._is_foreign(table, key):
                yield "changed", f"deleted {model._meta.label} {key} of {self._whose(table, key)}"
        for key, row in now.items():
            if before.get(key) == row:
                continue
            if key in before and self._is_foreign(table, key):
                columns = _changed_columns(model, before[key], row)
                yield "changed", f"{model._meta.label} of {self._whose(table, key)}: {columns}"
            else:
                yield from self._references(model, before.get(key), row, allowed, typed)

    def _is_foreign(self, table: str, key: object) -> bool:
        if (table, key) in self.shared:
            return table not in CHANGES_FOR_ALL
        owner = self.owner.get((table, key))
        return owner is not None and owner not in self.own

    def _whose(self, table: str, key: object) -> str:
        return self.owner.get((table, key), "everybody")

    def _references(
        self,
        model: type[Model],
        before: Row | None,
        row: Row,
        allowed: Container[str],
        typed: Container[str],
    ) -> Iterator[tuple[str, str]]:
        for position, field in enumerate(model._meta.local_concrete_fields):
            value = row[position]
            if value is None or (before is not None and before[position] == value):
                continue
            named = f"{model._meta.label}.{field.name}"
            if isinstance(field, ForeignKey) and value in self.foreign_codes.get(
                field.related_model, ()
            ):
                yield "refers to", f"{named} names {value}"
            is_typed = f"{model._meta.db_table}.{field.name}" in AS_TYPED
            harmless = typed if is_typed or _is_plain(field) else ()
            text = str(value)
            if model is Revision and field.name == "content":
                text = _without_typed_words(model, row, text, typed)
            numbers = () if DIGEST.fullmatch(text) else set(ID.findall(text))
            for number in self.foreign_numbers.keys() & numbers:
                if number not in allowed and number not in harmless:
                    yield "refers to", f"{named} holds {self.foreign_numbers[number]}"
            for match in self.words.finditer(text):
                named_above = _is_plain(field) and match[0] in self.may_write
                is_own = match["place"].lower() in self.own
                if not is_own and not named_above and match[0] not in harmless:
                    yield "refers to", f"{named} holds {match[0]}"


def _codes_of_others(world: World, own: frozenset[str]) -> dict[type[Model], set[str]]:
    # A commune's rows name their province: that is theirs to name.
    own_provinces = {world.places[name].province_code for name in own}
    others = world.others(own)
    return {
        Commune: {key for place in others for key in place.rows[Commune]},
        Province: {key for place in others for key in place.rows[Province]} - own_provinces,
    }


def _rows(model: type[Model]) -> dict[object, Row]:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(model._meta.db_table)}")
        rows = cursor.fetchall()
    position = next(i for i, field in enumerate(fields) if field.primary_key)
    return {_stored(row[position]): row for row in rows}


def _is_plain(field: Field) -> bool:
    """Tell whether the column holds words or numbers of which nobody makes a reference."""
    if isinstance(field, ForeignKey | RichTextField):
        return False
    generic = {getattr(key, "fk_field", "") for key in field.model._meta.private_fields}
    return isinstance(field, CharField | TextField | IntegerField) and field.name not in generic


def _without_typed_words(model: type[Model], row: Row, content: str, typed: Container[str]) -> str:
    """Return a revision's content without what was typed into columns of plain words."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    described = ContentType.objects.get_for_id(row[names.index("content_type_id")]).model_class()
    plain = {field.name for field in described._meta.concrete_fields if _is_plain(field)}
    values = json.loads(content)
    return json.dumps(
        {
            name: value
            for name, value in values.items()
            if not (name in plain and str(value) in typed)
        }
    )


def _stored(key: object) -> object:
    # SQLite has no type for these and stores their digits.
    return key.hex if isinstance(key, UUID) else key


def _changed_columns(model: type[Model], before: Row, now: Row) -> str:
    return ", ".join(
        f"{field.name}: {str(old)[:40]!r} → {str(new)[:40]!r}"
        for field, old, new in zip(model._meta.local_concrete_fields, before, now, strict=True)
        if old != new
    )
