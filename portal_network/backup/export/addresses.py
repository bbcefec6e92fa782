"""Which addresses of a site stand in its copy, and under which names of files."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings

from commune_site.pagination import PAGE_PARAMETER
from portal_network.tenancy.directory import Tenant

SITE = "site"
INDEX = "index.html"
_FILE = re.compile(r"/tep/(?P<key>\d{1,18})/(?P<name>[^/]+)")
_NOT_FOR_NAMES = re.compile(r'[\x00-\x1f<>:"|?*\\]')


@dataclass(frozen=True, slots=True)
class Address:
    """A page or file of a site: its path as browsers send it, and the number of a list's page."""

    path: str
    number: str = ""

    @property
    def query(self) -> str:
        """Return its query."""
        return f"{PAGE_PARAMETER}={self.number}" if self.number else ""

    @property
    def is_static(self) -> bool:
        """Tell whether it is part of the design."""
        return self.path.startswith("/" + settings.STATIC_URL.strip("/") + "/")

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a picture that somebody has uploaded."""
        return self.path.startswith("/" + settings.MEDIA_URL.strip("/") + "/")

    @property
    def file_key(self) -> int | None:
        """Return the key of the file to download that lies here, None for anything else."""
        found = _FILE.fullmatch(self.path)
        return int(found["key"]) if found else None

    @property
    def name(self) -> str:
        """Return the name of its file in the copy."""
        below = _NOT_FOR_NAMES.sub("_", unquote(self.path)).strip("/")
        if self.is_static or self.is_picture or self.file_key is not None:
            return f"{SITE}/{below}"
        index = f"{PAGE_PARAMETER}-{self.number}.html" if self.number else INDEX
        return posixpath.join(SITE, below, index)


def address_of(tenant: Tenant, page: Address, link: str) -> tuple[Address | None, str]:
    """Return where a link on a page leads: an address of the site, or None, and its full form."""
    full = urljoin(f"{tenant.root_url}{page.path}", link.strip())
    parts = urlsplit(full)
    if parts.scheme not in ("http", "https") or parts.hostname != tenant.host.partition(":")[0]:
        return None, full
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    number = asked.pop(PAGE_PARAMETER, "")
    if ".." in parts.path.split("/") or asked or (number and not number.isdecimal()):
        return None, full
    path = quote(unquote(parts.path), safe="/-._~!$&'()*+,;=:@")
    return Address(path or "/", "" if number == "1" else number), full


def relative(target: Address, page: Address, link: str) -> str:
    """Return how a page of the copy names another file of it; the fragment is kept."""
    way = quote(posixpath.relpath(target.name, posixpath.dirname(page.name)))
    fragment = urlsplit(link).fragment
    return f"{way}#{fragment}" if fragment else way
