"""What a reader of an answer sees: its words without mark-up, its links, its pictures."""

import re
from html import unescape
from html.parser import HTMLParser

from django.http import HttpResponse

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


def path_of(page) -> str:
    """Return the address of a page on its own site."""
    return page.get_url_parts()[2]


def text_of(response: HttpResponse) -> str:
    """Return the words of an HTML answer on one line."""
    return " ".join(unescape(_TAGS.sub(" ", response.content.decode())).split())


def main_text_of(response: HttpResponse) -> str:
    """Return the words between header and footer."""
    html = response.content.decode()
    inner = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(_TAGS.sub(" ", inner)).split())


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements_of(response: HttpResponse, tag: str) -> list[dict[str, str]]:
    """Return the attributes of every ``tag`` element in the order of the page."""
    parser = _Elements()
    parser.feed(response.content.decode())
    return [attributes for name, attributes in parser.found if name == tag]


def links_of(response: HttpResponse) -> list[str]:
    """Return where the links of a page lead."""
    return [link["href"] for link in elements_of(response, "a") if "href" in link]
