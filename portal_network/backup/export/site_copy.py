"""A copy of a commune's public pages that opens without a server: no script, no foreign request.

The portal itself is asked for every page, as a visitor without an account asks. A page comes into
the copy if it is the same for every visitor; pages that name people for a time (R83) do not, since
a copy outlives that time. What is not in the copy (forms, search, other sites) stays a link to
where it is.
"""

import re
from base64 import b64encode
from collections import deque
from collections.abc import Iterator

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import html

from commune_site.models import PortalPage
from commune_site.sitemaps import TenantSitemap
from documents.models import PortalDocument
from portal_network.backup.export.addresses import Address, address_of, relative
from portal_network.backup.export.folder import Folder, blocks_of
from portal_network.delivery.edge.copies import Answer, Asker
from portal_network.delivery.media import RENDITION
from portal_network.tenancy.directory import Tenant

# A site of a commune has some thousand pages; beyond this something makes addresses without end.
MOST_PAGES = 100_000
MAIN = ".//main"
# What a page that stands alone cannot use, or would ask a server for.
UNUSED = (
    "//script | //noscript | //form | //base | //link[not(@rel='stylesheet') and not(@rel='icon')]"
)
LINKS = ("href", "src", "poster", "data")
RESOURCES = {"img", "source", "video", "audio", "iframe", "link", "embed", "object", "track"}
_STYLE = re.compile(r"""url\(\s*(['"]?)(?!data:)([^'")]+)\1\s*\)""")


class SiteCopy:
    """Copies one site into a folder."""

    def __init__(self, tenant: Tenant, folder: Folder) -> None:
        self.tenant, self.folder = tenant, folder
        self._ask = Asker()
        self._made_at = timezone.localtime()
        self._left_out = set(_paths_left_out(tenant))
        self._pages: dict[Address, Answer | None] = {}
        # Where a page that is a mere redirection leads.
        self._elsewhere: dict[Address, str] = {}
        self._kept: dict[Address, bool] = {}

    def write(self) -> int:
        """Write everything; return how many pages there are."""
        waiting = deque([Address("/")])
        waiting += (Address(page.get_url_parts()[2]) for page in TenantSitemap(self.tenant).items())
        found: dict[Address, bytes] = {}
        while waiting and len(self._pages) < MOST_PAGES:
            page = waiting.popleft()
            if (text := self._page(page)) is not None and page not in found:
                found[page] = text
                waiting += self._pages_named_in(page, text)
        for page, text in found.items():
            self.folder.write(page.name, self._alone(page, text), url=self._url(page))
        return len(found)

    def _url(self, page: Address) -> str:
        query = f"?{page.query}" if page.query else ""
        return f"{self.tenant.root_url}{page.path}{query}"

    def _page(self, page: Address) -> bytes | None:
        """Return a page that belongs into the copy; each is asked for once."""
        if page not in self._pages:
            self._pages[page] = self._asked(page)
        answer = self._pages[page]
        return answer.content if answer else None

    def _asked(self, page: Address) -> Answer | None:
        is_page = not (page.is_static or page.is_picture or page.file_key is not None)
        if not is_page or page.path in self._left_out or not page.path.endswith("/"):
            return None
        answer = self._ask.answer(self.tenant, page.path, page.query)
        if answer.status in (301, 302, 303, 307, 308):
            self._elsewhere[page] = answer.headers.get("location", "")
        is_open = "s-maxage=" in answer.headers.get("cache-control", "")
        return answer if answer.status == 200 and answer.is_html and is_open else None

    def _pages_named_in(self, page: Address, text: bytes) -> Iterator[Address]:
        for element in _parsed(text).iter("a"):
            target, _full = address_of(self.tenant, page, element.get("href", ""))
            if target is not None and target not in self._pages:
                yield target

    def _alone(self, page: Address, text: bytes) -> bytes:
        """Return a page with everything that it needs beside it."""
        root = _parsed(text)
        for element in root.xpath(UNUSED):
            element.drop_tree()
        for element in root.iter():
            if isinstance(element.tag, str):
                self._tell(element, page)
        if (main := root.find(MAIN)) is not None:
            main.addprevious(self._note(root.get("lang", "vi")))
        return html.tostring(root, encoding="utf-8", doctype="<!doctype html>")

    def _note(self, language: str):
        with override(language):
            text = _("This is a copy of the site %(site)s, made at %(time)s.") % {
                "site": self.tenant.host,
                "time": date_format(self._made_at, "H:i, d/m/Y"),
            }
        return html.fragment_fromstring(
            f'<div class="notice"><div class="wrap notice__inner"><p>{escape(text)}</p></div></div>'
        )

    def _tell(self, element, page: Address) -> None:
        for name in ("integrity", "crossorigin", "nonce", "ping"):
            element.attrib.pop(name, None)
        for name in LINKS:
            if (link := element.get(name)) and not link.startswith("#"):
                self._tell_link(element, name, page)
        if sizes := element.get("srcset"):
            self._tell_sizes(element, sizes, page)
        if style := element.get("style"):
            element.set("style", self._styled(style, page))
        if element.tag == "style" and element.text:
            element.text = self._styled(element.text, page)

    def _tell_link(self, element, name: str, page: Address) -> None:
        link = element.get(name)
        local, full = self._local(page, link)
        if local and element.tag == "track":
            # Without a server a browser takes no captions from a file.
            element.set(name, self._captions(page, link))
        elif local or element.tag not in RESOURCES:
            element.set(name, local or full)
        elif not link.startswith("data:"):
            # Nothing of it is asked from elsewhere when the page opens.
            del element.attrib[name]

    def _captions(self, page: Address, link: str) -> str:
        """Return the captions of a film as they stand within a page."""
        target, _full = address_of(self.tenant, page, link)
        content = b64encode((self.folder.root / target.name).read_bytes()).decode("ascii")
        return f"data:text/vtt;charset=utf-8;base64,{content}"

    def _tell_sizes(self, element, sizes: str, page: Address) -> None:
        told = []
        for part in sizes.split(","):
            link, _space, size = part.strip().partition(" ")
            local, _full = self._local(page, link)
            if local:
                told.append(f"{local} {size}".strip())
        if told:
            element.set("srcset", ", ".join(told))
        else:
            del element.attrib["srcset"]

    def _local(self, page: Address, link: str, hops: int = 3) -> tuple[str, str]:
        """Return how the copy names what a link leads to (empty: not in it), and its full form."""
        target, full = address_of(self.tenant, page, link)
        if target is None:
            return "", full
        if target in self._elsewhere and hops:
            return self._local(target, self._elsewhere[target], hops - 1)
        is_there = self._pages.get(target) is not None or self._keep(target)
        return (relative(target, page, link) if is_there else ""), full

    def _keep(self, target: Address) -> bool:
        """Lay a file, a picture or a part of the design into the copy; tell whether it is there."""
        if target not in self._kept:
            self._kept[target] = False
            self._kept[target] = self._laid(target)
        return self._kept[target]

    def _laid(self, target: Address) -> bool:
        if target.is_static:
            return self._lay_static(target)
        if target.is_picture:
            name = target.path.split("/", 2)[2]
            if RENDITION.fullmatch(name) or name == self.tenant.emblem:
                return self._lay(target, default_storage, name)
        if target.file_key is not None:
            # Whoever guards files decides; what they hold comes from where they lie.
            if self._ask.answer(self.tenant, target.path).status != 200:
                return False
            file = PortalDocument.objects.get(pk=target.file_key).file
            return self._lay(target, file.storage, file.name)
        return False

    def _lay(self, target: Address, storage, name: str) -> bool:
        if not storage.exists(name):
            return False
        with storage.open(name, "rb") as file:
            self.folder.copy(target.name, blocks_of(file), url=self._url(target))
        return True

    def _lay_static(self, target: Address) -> bool:
        name = target.path.split("/", 2)[2]
        content = _static(name)
        if content is None:
            return False
        if name.endswith(".css"):
            # Nothing loads fonts ahead of a page on a disk; those that may come late stay away.
            style = content.decode().replace("font-display: optional", "font-display: block")
            content = self._styled(style, target).encode()
        self.folder.write(target.name, content)
        return True

    def _styled(self, style: str, page: Address) -> str:
        def told(found: re.Match) -> str:
            local, _full = self._local(page, found[2])
            return f'url("{local}")' if local else "none"

        return _STYLE.sub(told, style)


def _parsed(text: bytes):
    return html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))


def _static(name: str) -> bytes | None:
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return file.read()
    path = finders.find(name)
    if not path:
        return None
    with open(path, "rb") as file:
        return file.read()


def _paths_left_out(tenant: Tenant) -> Iterator[str]:
    """Yield the paths of pages that may be read today but not be carried away (R83)."""
    own = PortalPage.objects.of_tenant(tenant).live()
    for page in own.exclude(pk__in=own.findable().values("pk")):
        yield page.get_url_parts()[2]
