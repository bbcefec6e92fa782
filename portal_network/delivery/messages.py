"""Reads the messages of an interface from its sources, as Python and Django themselves parse them,
so that nothing but the project's own environment is needed.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from portal_network.settings.environment import PROJECT_ROOT

PACKAGES = ("portal_network", "home", "commune_site", "documents", "search")
# Of each function, where its message stands: (context, singular, plural).
FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
IN_TEMPLATE_ARGUMENT = re.compile(r"""\b_\((["'])(.+?)\1\)""")

Message = tuple[str | None, str]


def messages_in_python(path: Path) -> Iterator[Message]:
    """Yield context and message of every call of a gettext function in a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        context_at, singular_at, _plural_at = FUNCTIONS.get(name, (None, None, None))
        if singular_at is None or len(node.args) <= singular_at:
            continue
        texts = [getattr(argument, "value", None) for argument in node.args]
        if isinstance(texts[singular_at], str):
            yield (None if context_at is None else texts[context_at]), texts[singular_at]


def messages_in_template(path: Path) -> Iterator[Message]:
    """Yield context and message of every ``translate``, ``blocktranslate`` and ``_("…")``."""
    from django.template import Engine
    from django.template.base import Template
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = Engine.get_default()
    source = path.read_text(encoding="utf-8")
    for node in Template(source, engine=engine).nodelist.get_nodes_by_type(TranslateNode):
        message = node.filter_expression.var
        yield _resolved(node.message_context), getattr(message, "literal", message)
    for node in Template(source, engine=engine).nodelist.get_nodes_by_type(BlockTranslateNode):
        yield _resolved(node.message_context), node.render_token_list(node.singular)[0]
    for match in IN_TEMPLATE_ARGUMENT.finditer(source):
        yield None, match[2]


def _resolved(context: object) -> str | None:
    return context and context.resolve({})


def source_messages() -> dict[Message, Path]:
    """Return every message of the project, with one file that uses it."""
    found: dict[Message, Path] = {}
    for package in PACKAGES:
        for path in (PROJECT_ROOT / package).rglob("*.py"):
            found |= dict.fromkeys(messages_in_python(path), path)
    for folder in ("templates", *PACKAGES):
        for path in _templates_in(PROJECT_ROOT / folder):
            found |= dict.fromkeys(messages_in_template(path), path)
    return found


def _templates_in(folder: Path) -> Iterator[Path]:
    """Yield pages, and messages that are sent by e-mail."""
    yield from folder.rglob("*.html")
    if folder.name == "templates":
        yield from folder.rglob("*.txt")
