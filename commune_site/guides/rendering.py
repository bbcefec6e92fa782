"""From Markdown to HTML and to plain words.

CommonMark and tables, without raw HTML: whoever writes a guide cannot bring a script in. Pictures
are static files of the prefix ``guides``: compressed, named by content, kept by browsers.
"""

from collections.abc import Iterator

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# In the sources pictures stand where they lie, so that they are seen on code hosts as well.
PICTURES = "anh/"
STATIC_PREFIX = "guides/"
# Tokens that hold words.
WORDS = ("text", "code_inline")


def _picture(renderer, tokens: list[Token], index: int, options, env) -> str:
    """Return the element of a picture; the alternative text is all of its words.

    It is loaded with the page: a guide that is printed before anyone has scrolled must hold it.
    """
    token = tokens[index]
    name = str(token.attrs["src"]).removeprefix(PICTURES)
    alternative = plain_text(token.children or [])
    return format_html('<img src="{}" alt="{}">', static(f"{STATIC_PREFIX}{name}"), alternative)


_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_markdown.add_render_rule("image", _picture)


def parse(source: str) -> list[Token]:
    """Return the tokens of a Markdown text."""
    return _markdown.parse(source)


def render(tokens: list[Token]) -> SafeString:
    """Return safe HTML: what is not Markdown is escaped."""
    return mark_safe(_markdown.renderer.render(tokens, _markdown.options, {}))


def plain_text(tokens: list[Token]) -> str:
    """Return all words of a text, without its marks."""
    return " ".join(token.content for token in flat(tokens) if token.type in WORDS)


def pictures(tokens: list[Token]) -> Iterator[str]:
    """Yield the files of the pictures, as the text names them."""
    yield from (str(token.attrs["src"]) for token in flat(tokens) if token.type == "image")


def labels(tokens: list[Token]) -> Iterator[str]:
    """Yield what stands in bold: the labels of the screens, letter by letter."""
    inside: list[str] | None = None
    for token in flat(tokens):
        if token.type == "strong_open":
            inside = []
        elif token.type == "strong_close":
            yield "".join(inside or [])
            inside = None
        elif inside is not None:
            inside.append(" " if token.type == "softbreak" else token.content)


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens with those inside of them."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])
