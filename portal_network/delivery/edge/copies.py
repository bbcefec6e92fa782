"""Copies of each site's essential pages as files, for a web server that meets no application.

A storm takes power and lines as well as the portal's own machine. What people need then (whom to
call, where to go, which alerts are in force, how to get a paper) lies ready beside the web server:
``<root>/<host>/<path>/index.html``, plain and compressed. Each copy says from when it is. Only what
every visitor gets is copied; what is public no longer goes with the next run.
"""

import gzip
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from commune_site.alerts.models import ARCHIVE_PATH
from commune_site.alerts.public_views import told
from commune_site.navigation import site_tree
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.isolation.reach import reach_of_site
from portal_network.tenancy.scoping import within_reach

# Contacts with hotline, procedures, alerts, and who is there for citizens.
ESSENTIAL_SECTIONS = {
    "contacts", "directory", "procedures", "online-services", "public-alerts",
    "citizen-reception", "channels",
}  # fmt: skip
INDEX = "index.html"
# When a site's copies were last made: the time of this file.
STAMP = ".made"
GZIP_LEVEL = 9
BEFORE = b'<main id="noi-dung"'


@dataclass(slots=True)
class Result:
    """What a run did."""

    sites: int = 0
    pages: int = 0
    removed: int = 0
    failed: list[str] = field(default_factory=list)
    is_complete: bool = True


class CopyMaker:
    """Makes the copies of sites below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ask = Asker()

    def run(self, *, seconds: float, older_than: float = 0.0) -> Result:
        """Copy the sites whose copies are the oldest, for at most so many seconds.

        Sites whose copies are younger than ``older_than`` seconds are left alone. A run that was
        cut off is completed by the next one, which begins with what this one did not reach.
        """
        result, end = Result(), time.monotonic() + seconds
        tenants = {tenant.host: tenant for tenant in open_sites()}
        result.removed += self._remove_sites(set(tenants))
        newest = time.time() - older_than
        ages = sorted((self._made_at(host), host) for host in tenants)
        for made_at, host in ages:
            if made_at > newest:
                break
            if time.monotonic() > end:
                result.is_complete = False
                break
            self.copy_site(tenants[host], result)
        return result

    def copy_site(self, tenant: Tenant, result: Result) -> None:
        """Copy the essential pages of one site, and forget what is no longer one of them.

        A page that cannot be made now keeps its last copy; one that has gone loses it.
        """
        folder, wanted = self.root / tenant.host, set()
        for path in essential_paths(tenant):
            status, page = self._ask(tenant, path)
            if status >= 500:
                result.failed.append(f"{tenant.host}{path}")
                wanted.add(path)
            elif page is not None:
                wanted.add(path)
                result.pages += 1
                _write(_file_of(folder, path), with_note(page))
        result.removed += _remove_others(folder, {_file_of(folder, path) for path in wanted})
        result.sites += 1
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STAMP).touch()

    def _made_at(self, host: str) -> float:
        stamp = self.root / host / STAMP
        return stamp.stat().st_mtime if stamp.exists() else 0.0

    def _remove_sites(self, hosts: set[str]) -> int:
        """Forget the copies of sites that are closed or have another name."""
        removed = 0
        for stamp in list(self.root.glob(f"*/{STAMP}")):
            # What bears no stamp is not ours.
            if stamp.parent.name not in hosts:
                removed += sum(1 for _file in stamp.parent.rglob(INDEX))
                shutil.rmtree(stamp.parent)
        return removed


def open_sites() -> Iterator[Tenant]:
    """Yield the sites that the public may see; none while the installation is closed."""
    snapshot = directory.snapshot()
    if not snapshot.maintenance:
        yield from (
            tenant
            for tenant in snapshot.by_key.values()
            if tenant.is_active and tenant.root_page_id
        )


def essential_paths(tenant: Tenant) -> list[str]:
    """Return the paths of a site's front page, essential sections and alerts in force."""
    with within_reach(reach_of_site(tenant)):
        nodes = site_tree(tenant).root.walk()
        sections = [node.url for node in nodes if node.section in ESSENTIAL_SECTIONS]
        alerts = told(tenant).in_force(timezone.now())
        # Those of other authorities stand on their sites.
        own = [one.path for one in alerts if one.owner.key == tenant.key]
    return list(dict.fromkeys(["/", ARCHIVE_PATH, *sections, *own]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal answered; names of headers in small letters."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def is_html(self) -> bool:
        """Tell whether it is a page."""
        return self.headers.get("content-type", "").startswith("text/html")


class Asker:
    """Asks the portal as an anonymous visitor would, without a network between."""

    def __init__(self) -> None:
        self._portal = WSGIHandler()

    def __call__(self, tenant: Tenant, path: str) -> tuple[int, bytes | None]:
        """Return the status of a page, and its text if it is the same for every visitor."""
        answer = self.answer(tenant, path)
        is_open = answer.status == 200 and "s-maxage=" in answer.headers.get("cache-control", "")
        return answer.status, answer.content if is_open and answer.is_html else None

    def answer(self, tenant: Tenant, path: str, query: str = "") -> Answer:
        """Return what a visitor of a site is answered; ``path`` as a browser sends it."""
        status, headers = 500, {}

        def start(line: str, found: Iterable[tuple[str, str]], *_error: object) -> None:
            nonlocal status, headers
            status = int(line.split()[0])
            headers = {name.lower(): value for name, value in found}

        scheme = tenant.root_url.partition(":")[0]
        parts = self._portal(_environ(tenant.host, path, scheme, query), start)
        try:
            return Answer(status, headers, b"".join(parts))
        finally:
            parts.close()


def _environ(host: str, path: str, scheme: str, query: str) -> dict[str, object]:
    """Return a request as a server hands it on (PEP 3333)."""
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "QUERY_STRING": query,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "SERVER_NAME": host, "SERVER_PORT": "443" if scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme, "wsgi.version": (1, 0), "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": False,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip


def with_note(page: bytes) -> bytes:
    """Return a page that says, above everything else, that it is a copy and from when."""
    with override("vi"):
        made = date_format(timezone.localtime(), "H:i, d/m/Y")
        text = _(
            "The portal is interrupted at the moment. This is a copy of the page made at %(time)s;"
            " later news and changes are missing."
        ) % {"time": made}
    note = format_html(
        '<div class="notice notice--warning"><div class="wrap notice__inner"><p>{}</p></div></div>',
        text,
    )
    return page.replace(BEFORE, note.encode() + BEFORE, 1)


def _file_of(folder: Path, path: str) -> Path:
    return folder / path.strip("/") / INDEX


def _write(file: Path, page: bytes) -> None:
    """Write plain and compressed; whoever reads meanwhile gets the old or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for target, content in (
        (file, page),
        (file.with_name(f"{INDEX}.gz"), gzip.compress(page, GZIP_LEVEL, mtime=0)),
    ):
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as part:
            part.write(content)
        # Read by the web server, which is somebody else.
        os.chmod(part.name, 0o644)
        os.replace(part.name, target)


def _remove_others(folder: Path, wanted: set[Path]) -> int:
    """Remove the copies below a folder that are not wanted; return how many pages they were."""
    removed = 0
    for file in list(folder.rglob(f"{INDEX}*")):
        if file.with_name(INDEX) not in wanted:
            removed += file.name == INDEX
            file.unlink(missing_ok=True)
            _remove_empty(file.parent)
    return removed


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
