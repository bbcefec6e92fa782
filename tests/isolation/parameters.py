"""Names of query parameters and form fields that a view reads, and what to put into them."""

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from django.apps import apps
from django.db.models import Model

from portal_network.tenancy.isolation.addresses import Address
from tests.isolation.attempts import Answer, Attempt
from tests.isolation.numbering import NEVER
from tests.isolation.places import Place
from tests.isolation.session import Session
from tests.isolation.slots import USUAL_KINDS

READ = re.compile(
    r"(?:request\.(GET|POST)|\b(params))"
    r"(?:\.get|\.getlist|\.pop|\.setdefault)?\s*[\(\[]\s*[\"']([\w-]+)[\"']"
)
# Say how to show a list, or where to go afterwards.
HOW_TO_SHOW = {"next", "p", "page", "ordering", "order", "export", "layout", "limit", "offset"}
# Read on every page, and told by no row: the language of the page, marks of the browser.
NEVER_TELLING = {"csrfmiddlewaretoken", "_w_filter_fragment"}


def read_in_source(address: Address, kind: str) -> frozenset[str]:
    """Return the names that the sources of the view, and of all its bases, read of GET or POST."""
    view = address.view
    cls = getattr(view, "view_class", None) or getattr(view, "cls", None)
    modules = {base.__module__ for base in cls.__mro__} if cls else {view.__module__}
    return frozenset().union(*(_names(module).get(kind, frozenset()) for module in modules))


@cache
def _names(module: str) -> dict[str, frozenset[str]]:
    if module.startswith(("django.views.generic", "builtins")):
        return {}
    try:
        source = inspect.getsource(importlib.import_module(module))
    except (OSError, TypeError):
        return {}
    found: dict[str, set[str]] = {"GET": set(), "POST": set()}
    for kind, params, name in READ.findall(source):
        found["GET" if params else kind].add(name)
    return {kind: frozenset(names) for kind, names in found.items()}


def names_read(address: Address, attempt: Attempt, answer: Answer) -> list[str]:
    """Return what the view read while it answered, and what its sources read besides."""
    kind = "POST" if attempt.method == "POST" else "GET"
    names = answer.read[kind] | read_in_source(address, kind)
    return sorted(names - NEVER_TELLING)


def attacks(
    session: Session, base: Attempt, names: list[str], others: list[Place]
) -> Iterator[Attempt]:
    """Yield the request with one name after another set to what is somebody else's.

    A key that nobody has goes first: the tables that are asked for it tell whose ids the view
    takes there. All names of which nothing is asked are set together, to rows of the usual kinds.
    """
    silent = []
    for name in names:
        answer = session.answer_for_nobody(_set(base, name, str(NEVER), foreign=str(NEVER)))
        models = models_of(answer.tables_of_never)
        for model in models:
            for other in others:
                for key in other.samples.get(model, [])[:1]:
                    yield _set(base, name, str(key), foreign=str(key))
        if base.method == "GET":
            word = others[0].secret_word
            yield _set(base, name, word, foreign=word)
            if not models and name not in HOW_TO_SHOW:
                silent.append(name)
    # Forms are attacked field by field, where each says what it takes.
    for model in USUAL_KINDS if silent else ():
        key = str(others[0].samples[model][0])
        together = base
        for name in silent:
            together = _set(together, name, key, foreign=key)
        yield together


def models_of(tables: frozenset[str]) -> list[type[Model]]:
    """Return the models behind the tables, without those that hold nothing of a place."""
    return [
        model
        for model in apps.get_models()
        if model._meta.db_table in tables and model._meta.app_label not in ("sessions", "auth")
    ]


def _set(base: Attempt, name: str, value: str, foreign: str | None = None) -> Attempt:
    part = "data" if base.method == "POST" else "query"
    kept = tuple((other, kept) for other, kept in getattr(base, part) if other != name)
    return replace(
        base,
        foreign=frozenset({foreign} if foreign else ()),
        **{part: (*kept, (name, value))},
    )
