"""The portal to visitors for each of whom every page is made, from parts that outlive a page."""

from collections.abc import Callable, Iterable

from portal_network.wsgi import application as portal


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Answer as to somebody who has a message waiting: past the kept pages, and shared with nobody.

    Run with ``PAGE_CACHE=process``.
    """
    environ["HTTP_COOKIE"] = "messages=none"
    return portal(environ, start_response)
