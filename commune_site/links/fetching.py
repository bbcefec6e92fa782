"""Asks another site for an address without letting anybody steer us into our own network.

Every name is resolved by us, every one of its addresses must be public, and the connection goes to
the very address that was looked at: a name that changes its address in between gains nothing.
Redirects are followed by hand and pass the same gate.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
MOST_BYTES = 64 * 1024
# Seconds for connecting and for each read.
TIMEOUT = 10
USER_AGENT = "CommunePortalLinkCheck/1.0"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Answers of servers that do not know HEAD.
HEAD_UNKNOWN = frozenset({400, 403, 404, 405, 500, 501})


class Unsafe(Exception):
    """The address does not lead to a public site."""


class Silent(Exception):
    """No answer, or none that is HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, where it leads on, and the beginning of the text where it was asked for."""

    status: int
    location: str
    content: bytes


def public_address(host: str, port: int) -> str:
    """Return an IP address of a host all of whose addresses are public.

    Raises:
        Unsafe: one of them is not.
        Silent: the name has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Silent from error
    addresses = [entry[4][0] for entry in found]
    if not addresses:
        raise Silent
    if not all(is_public(address) for address in addresses):
        raise Unsafe
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast


def ask(url: str, method: str = "HEAD") -> Answer:
    """Ask for an address once.

    Raises:
        Unsafe: it is no plain address of a public site.
        Silent: no answer in time.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise Unsafe from error
    usual = PORTS.get(parts.scheme)
    if usual is None or not parts.hostname or parts.username or port not in (None, usual):
        raise Unsafe
    ip = public_address(parts.hostname, usual)
    connection = _connection(parts.scheme, parts.hostname, ip)
    path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/%?=&;:@!$'()*+,")
    try:
        connection.request(method, path, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
        response = connection.getresponse()
        content = response.read(MOST_BYTES) if method == "GET" else b""
        return Answer(response.status, response.getheader("Location") or "", content)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Silent from error
    finally:
        connection.close()


def follow(url: str, method: str = "HEAD") -> Answer:
    """Ask for an address and go where it leads.

    Raises:
        Unsafe: it leads out of the public internet.
        Silent: no answer in time, or it leads in circles.
    """
    for _step in range(MOST_REDIRECTS + 1):
        answer = ask(url, method)
        if method == "HEAD" and answer.status in HEAD_UNKNOWN:
            answer = ask(url, "GET")
        if answer.status not in REDIRECTS or not answer.location:
            return answer
        url = urljoin(url, answer.location)
    raise Silent


def _connection(scheme: str, host: str, ip: str) -> http.client.HTTPConnection:
    if scheme == "http":
        return _Pinned(host, ip)
    return _PinnedTLS(host, ip)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at before."""

    def __init__(self, host: str, ip: str) -> None:
        super().__init__(host, PORTS["http"], timeout=TIMEOUT)
        self.ip = ip

    def connect(self) -> None:
        """Connect to the address, not to the name."""
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)


class _PinnedTLS(http.client.HTTPSConnection):
    """The same with the certificate of the name."""

    def __init__(self, host: str, ip: str) -> None:
        super().__init__(host, PORTS["https"], timeout=TIMEOUT)
        self.ip = ip

    def connect(self) -> None:
        """Connect to the address; the certificate must be the name's."""
        plain = socket.create_connection((self.ip, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
