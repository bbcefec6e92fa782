"""Rows that name what a restore took away: they forget it, or go with it, as with any deletion."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import CASCADE, Field, Model
from psycopg import sql
from wagtail.models import Page

from portal_network.backup.communes import rows
from portal_network.backup.communes.keys import keys_to_others, top_of

KeysOf = dict[type[Model], set]


class StillNeeded(Exception):
    """Something that would be gone is named by what cannot be without it."""


def mend(restored: KeysOf, vanished: KeysOf) -> int:
    """Let no row name another that is gone; return how many rows went or forgot something.

    ``restored`` are the keys of rows that were brought back, by tables; ``vanished`` of rows that
    were here and are no longer, by the tables that number them.

    Raises:
        StillNeeded: a row protects what is gone.
    """
    mended = 0
    waiting = {model: set(keys) for model, keys in vanished.items() if keys}
    for model, keys in restored.items():
        for one in _checked(model):
            if dangling := _dangling(model, one, keys):
                mended += len(dangling)
                _settle(model, one, dangling, waiting)
    while waiting:
        gone, keys = waiting.popitem()
        for model, one in _named_from(gone):
            if found := _naming(model, one, keys):
                mended += len(found)
                _settle(model, one, found, waiting)
    return mended


def _checked(model: type[Model]) -> list[Field]:
    """Return the columns whose rows must exist; logs go on naming what is gone."""
    return [one for one in keys_to_others(model) if one.db_constraint]


def _settle(model: type[Model], one: Field, keys: set, waiting: KeysOf) -> None:
    if one.null:
        _forget(model, one, keys)
        return
    if one.remote_field.on_delete is not CASCADE or issubclass(model, Page):
        raise StillNeeded(
            f"{model._meta.label}.{one.name} names what is not there: {sorted(keys)[:5]}"
        )
    rows.delete(model, keys)
    waiting.setdefault(top_of(model), set()).update(keys)


def _named_from(gone: type[Model]) -> Iterator[tuple[type[Model], Field]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for one in _checked(model):
                if top_of(one.related_model) is gone and not one.remote_field.parent_link:
                    yield model, one


def _dangling(model: type[Model], one: Field, keys: set) -> set:
    """Return which of the rows name one that does not exist."""
    target = one.related_model
    statement = sql.SQL(
        "SELECT {key} FROM {table} named WHERE {key} = ANY(%s) AND {column} IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM {target} there WHERE there.{target_key} = named.{column})"
    ).format(
        **_parts(model, one), target=sql.Identifier(target._meta.db_table),
        target_key=sql.Identifier(one.target_field.column),
    )  # fmt: skip
    return {key for (key,) in rows.each(keys, model, statement)}


def _naming(model: type[Model], one: Field, keys: set) -> set:
    """Return the rows that name one of these."""
    statement = sql.SQL("SELECT {key} FROM {table} WHERE {column} = ANY(%s)")
    found = rows.each(keys, one.related_model, statement.format(**_parts(model, one)))
    return {key for (key,) in found}


def _forget(model: type[Model], one: Field, keys: set) -> None:
    statement = sql.SQL("UPDATE {table} SET {column} = NULL WHERE {key} = ANY(%s)")
    rows.each(keys, model, statement.format(**_parts(model, one)))


def _parts(model: type[Model], one: Field) -> dict[str, sql.Identifier]:
    return {
        "key": sql.Identifier(model._meta.pk.column),
        "table": sql.Identifier(model._meta.db_table),
        "column": sql.Identifier(one.column),
    }


def check_now() -> None:
    """Let the database check every key between rows at once instead of at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
