"""Follows the links of the administration as a person would, and of one's own public site."""

from collections import Counter, deque
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from tests.isolation.attempts import Answer, Attempt
from tests.isolation.session import Session

# Enough of each kind of page to meet what lists lead to.
PAGES_PER_ADDRESS = 4
LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("iframe", "src"))
ENDS_THE_SESSION = {"wagtailadmin_logout", "account_logout", "accounts_lock"}


def crawl(session: Session, start: str) -> int:
    """Ask for every page that is linked from the first one; return how many were asked for."""
    waiting, known = deque([start]), {start}
    asked: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        parts = urlsplit(address)
        name = _name(parts.path)
        if name is None or name in ENDS_THE_SESSION or asked[name] >= PAGES_PER_ADDRESS:
            continue
        asked[name] += 1
        attempt = Attempt(name, "GET", parts.path, query=tuple(parse_qsl(parts.query)), how="crawl")
        answer = session.send(attempt)
        for link in _links(answer, address, session.actor.host.tenant.host):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return sum(asked.values())


def _name(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def _links(answer: Answer, address: str, host: str) -> list[str]:
    found = [answer.location] if answer.location else []
    if "html" in answer.content_type:
        soup = BeautifulSoup(answer.text.partition("\n\n")[2], "html.parser")
        found += [tag[key] for kind, key in LINKS for tag in soup.find_all(kind, attrs={key: True})]
    elif "json" in answer.content_type and (html := _html_of_modal(answer.text)):
        soup = BeautifulSoup(html, "html.parser")
        found += [tag["href"] for tag in soup.find_all("a", href=True)]
    links = []
    for link in found:
        parts = urlsplit(urljoin(address, link))
        if parts.netloc in ("", host) and not parts.path.startswith("/static/"):
            links.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return links


def _html_of_modal(text: str) -> str:
    body = text.partition("\n\n")[2]
    return body.replace('\\"', '"').replace("\\n", " ") if '"html"' in body else ""
