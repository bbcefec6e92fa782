"""Looking at every link once, one host after another, slowly."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from django.utils import timezone

from commune_site.links.fetching import USER_AGENT, Answer, Silent, Unsafe, ask, follow
from commune_site.links.models import BROKEN, LinkCheck, Outcome
from commune_site.models import RedirectPage
from portal_network.tenancy.directory import directory

logger = logging.getLogger(__name__)

# Seconds between two questions to the same host.
PAUSE = 1.0
LOWEST_ERROR = 400
GONE = frozenset({404, 410})
# Sites that want people alone, or nobody just now: no fault of the link.
UNWILLING = frozenset({401, 403, 429, 451})


def check_links(pause: Callable[[float], None] = time.sleep) -> Iterator[LinkCheck]:
    """Look at the address of every public link, each once, and yield what was found.

    Results of addresses to which nobody links any more are deleted.
    """
    urls = set(RedirectPage.everywhere.live().values_list("target_url", flat=True).distinct())
    LinkCheck.objects.exclude(url__in=urls).delete()
    for host, group in groupby(sorted(urls, key=_host), key=_host):
        yield from _check_host(host, list(group), pause)


def broken_links():
    """Return the public links within reach whose address fails, with ``failing_since``."""
    failing = LinkCheck.objects.filter(failing_since__isnull=False)
    pages = RedirectPage.objects.live().filter(target_url__in=failing.values("url"))
    found = {row.url: row for row in failing.filter(url__in=pages.values("target_url"))}
    return [(page, found[page.target_url]) for page in pages.order_by("target_url", "pk")]


def _check_host(host: str, urls: list[str], pause: Callable[[float], None]) -> Iterable[LinkCheck]:
    own = directory.for_host(host)
    robots = None if own else _robots_of(urls[0])
    for url in urls:
        if own is not None:
            # A site of this network: nobody needs to ask over the wire.
            yield _store(url, Outcome.FINE if own.is_active else Outcome.FAILING, None)
            continue
        pause(PAUSE)
        if robots is not None and not robots.can_fetch(USER_AGENT, url):
            yield _store(url, Outcome.SKIPPED, None)
            continue
        yield _store(url, *look_at(url))


def look_at(url: str) -> tuple[Outcome, int | None]:
    """Ask for an address and say what was found, with the status of the answer."""
    try:
        status = follow(url).status
    except Unsafe:
        return Outcome.UNSAFE, None
    except Silent:
        return Outcome.SILENT, None
    if status in GONE:
        return Outcome.MISSING, status
    if status in UNWILLING:
        return Outcome.SKIPPED, status
    return (Outcome.FAILING if status >= LOWEST_ERROR else Outcome.FINE), status


def _robots_of(url: str) -> RobotFileParser | None:
    """Return a host's rules for robots; None where there are none."""
    parts = urlsplit(url)
    try:
        answer: Answer = ask(f"{parts.scheme}://{parts.netloc}/robots.txt", "GET")
    except (Unsafe, Silent):
        return None
    if answer.status >= LOWEST_ERROR or not answer.content:
        return None
    robots = RobotFileParser()
    robots.parse(answer.content.decode("utf-8", "replace").splitlines())
    return robots


def _store(url: str, outcome: Outcome, status: int | None) -> LinkCheck:
    now = timezone.now()
    row = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    row.outcome, row.status, row.checked_at = outcome, status, now
    row.failing_since = (row.failing_since or now) if outcome in BROKEN else None
    row.save()
    return row


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
