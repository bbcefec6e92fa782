"""The edge keeps what it may, shows it while the portal is down, and logs no personal data."""

import gzip
import itertools
import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest

from portal_network.delivery.page_cache.entries import CACHE_CONTROL
from tests.edge.edge_server import HOST, Application, Edge, Seen, edge, free_port, program

# Kept for longer than a busy machine takes for a test.
KEPT = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": CACHE_CONTROL.replace("s-maxage=5,", "s-maxage=600,"),
    "Vary": "Accept-Encoding, Cookie",
}
addresses = itertools.count(2)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[tuple[Edge, Application]]:
    """One nginx for all tests here; each asks for paths of its own."""
    application = Application(free_port(), lambda request: (404, {}, b""))
    application.start()
    with edge(tmp_path_factory.mktemp("edge"), f"127.0.0.1:{application.port}") as running:
        yield running, application
    application.stop()


@pytest.fixture
def behind(site) -> Iterator[Application]:
    """The application, as after its start."""
    application = site[1]
    application.seen.clear()
    application.answer = named
    yield application
    if application._server is None:
        application.start()


@pytest.fixture
def front(site, behind) -> Edge:
    """The edge in front of it."""
    return site[0]


def named(request: Seen) -> tuple[int, dict[str, str], bytes]:
    """Answer with what was asked for, as a page that may be kept."""
    host, encoding = request.headers["host"], request.headers.get("accept-encoding", "")
    body = f"{host}{request.path}".encode()
    if "br" in encoding:
        return 200, KEPT | {"Content-Encoding": "br", "ETag": '"b"'}, brotli.compress(body)
    if "gzip" in encoding:
        return 200, KEPT | {"Content-Encoding": "gzip", "ETag": '"g"'}, gzip.compress(body)
    return 200, KEPT | {"ETag": '"p"'}, body


def saying(text: str, status: int = 200, **headers: str):
    """Return an application that always says the same."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: (status, KEPT | extra, text.encode())


def test_a_page_is_made_once_for_each_encoding_and_handed_out_as_it_is_accepted(front, behind):
    first = [front.ask("/a/"), front.ask("/a/", Accept_Encoding="gzip, deflate, br"),
             front.ask("/a/", Accept_Encoding="gzip")]  # fmt: skip
    again = [front.ask("/a/"), front.ask("/a/", Accept_Encoding="br, gzip;q=0.5, zstd"),
             front.ask("/a/", Accept_Encoding="GZIP, br;q=0")]  # fmt: skip
    unpackers = [bytes, brotli.decompress, gzip.decompress]
    assert [reply.cache for reply in first] == ["MISS"] * 3
    assert [reply.cache for reply in again] == ["HIT"] * 3
    assert behind.count("/a/") == 3
    for unpack, old, new in zip(unpackers, first, again, strict=True):
        assert unpack(new.body) == f"{HOST}/a/".encode()
        assert new.headers["etag"] == old.headers["etag"]
    head = front.ask("/a/", "HEAD", Accept_Encoding="gzip")
    known = front.ask("/a/", If_None_Match='"p"')
    wrong = front.ask("/a/", If_None_Match='"nonsense", W/"x')
    part = front.ask("/a/", Range="bytes=0-3")
    assert (head.status, head.body, head.cache) == (200, b"", "HIT")
    assert (known.status, known.body) == (304, b"")
    assert (wrong.status, wrong.body) == (200, first[0].body)
    assert part.status in (200, 206)
    assert part.body in (first[0].body, first[0].body[:4])
    assert behind.count("/a/") == 3


def test_a_herd_at_a_cold_page_lets_it_be_made_once(front, behind):
    def slow(request: Seen):
        time.sleep(0.3)
        return named(request)

    behind.answer = slow
    with ThreadPoolExecutor(16) as crowd:
        replies = list(crowd.map(lambda _: front.ask("/herd/"), range(16)))
    assert {reply.body for reply in replies} == {f"{HOST}/herd/".encode()}
    assert behind.count("/herd/") == 1


@pytest.mark.parametrize(
    "answer",
    [
        saying("cookie", Set_Cookie="__Host-csrf=abc; Path=/"),
        saying("no-store", Cache_Control="no-store"),
        saying("private", Cache_Control="private, s-maxage=5"),
        saying("silent", Cache_Control="public, max-age=600"),
        saying("varies", Vary="Accept-Language"),
        saying("closed", 503),
        saying("refused", 403),
    ],
)
def test_what_belongs_to_one_visitor_is_never_kept(front, behind, answer):
    path = f"/own-{next(addresses)}/"
    behind.answer = answer
    assert len({front.ask(path).cache for _ in range(3)} & {"HIT", "STALE"}) == 0
    assert behind.count(path) == 3
    # What a later page may do, this one did not spoil.
    behind.answer = named
    assert front.ask(path).body == f"{HOST}{path}".encode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "__Host-session=abc"},
        {"Cookie": "theme=dark; sessionid=abc"},
        {"Cookie": "a=1;messages=x"},
        {"Authorization": "Basic YTpi"},
    ],
)
def test_whoever_has_a_session_meets_the_application_and_leaves_nothing_behind(
    front, behind, headers
):
    path = f"/staff-{next(addresses)}/"
    behind.answer = saying("for staff")
    assert front.ask(path, **headers).body == b"for staff"
    behind.answer = saying("for all")
    assert front.ask(path, Cookie="__Host-csrf=abc; xsessionid=1").body == b"for all"
    behind.answer = saying("for staff")
    assert front.ask(path).body == b"for all"
    assert front.ask(path, **headers).body == b"for staff"


def test_odd_paths_and_queries_cannot_take_the_place_of_a_page(front, behind):
    odd = ["/po/../poison/", "/x/%2e%2e/poison/", "/x/..//poison/", "/poison//", "/%70oison/",
           "/POISON/", "/poison/?q=1", "/poison/?trang=0", "/poison/?trang=50",
           "/poison/?trang=2&nam=2026", "/poison/?nam=2026&x=1", "/poison/?utm_source=a&q=b",
           "/poison/%3Ftrang=2", "/poison/;a", "/poison/?trang=2%20"]  # fmt: skip
    for path in odd:
        assert front.ask(path).body == f"{HOST}{path}".encode()
        assert front.ask(path).cache not in ("HIT", "STALE"), path
    assert front.ask("/poison/").cache == "MISS"
    assert front.ask("/poison/").body == f"{HOST}/poison/".encode()
    assert front.ask("/poison/?trang=2").cache == "MISS"
    assert front.ask("/poison/?trang=2").body == f"{HOST}/poison/?trang=2".encode()
    # Keys of other sites neither miss what is kept nor change it.
    for query in ("utm_source=zalo", "fbclid=1-2&utm_medium=x", "gclid=a.b"):
        assert front.ask(f"/poison/?{query}").body == f"{HOST}/poison/".encode()


def test_the_host_that_counts_is_the_one_the_application_gets(front, behind):
    replies = {
        host: front.ask("/host/", host=host, X_Forwarded_Host="evil.localhost",
                        Forwarded="host=evil.localhost", X_Forwarded_For="203.0.113.7",
                        X_Forwarded_Proto="http")
        for host in (HOST, HOST.upper(), f"{HOST}:443", f"{HOST}.")
    }  # fmt: skip
    assert {reply.body for reply in replies.values()} == {f"{HOST}/host/".encode()}
    assert behind.count("/host/") == 1
    (got,) = behind.seen
    assert (got.headers["host"], got.headers["x-forwarded-proto"]) == (HOST, "https")
    assert got.headers["x-forwarded-for"] == "127.0.0.1"
    assert not {"x-forwarded-host", "forwarded"} & set(got.headers)
    other = front.ask("/host/", host="quockhanh.langson.localhost")
    assert other.body == b"quockhanh.langson.localhost/host/"
    with pytest.raises(ssl.SSLError):
        front.ask("/", host="portal.example")


def test_changes_are_seen_in_ten_seconds_and_seen_pages_outlive_the_application(front, behind):
    # For as long as the portal itself says.
    true_age = {"Cache_Control": CACHE_CONTROL}
    behind.answer = lambda request: saying(f"{HOST}{request.path}", **true_age)(request)
    assert {front.ask(path).status for path in ("/seen/", "/gone/", "/news/")} == {200}
    behind.answer = lambda request: (
        (404, {}, b"gone") if request.path == "/gone/" else saying("changed", **true_age)(request)
    )
    changed = asked = time.monotonic()
    while front.ask("/news/").body != b"changed" or front.ask("/gone/").status != 404:
        # Whoever asks ten seconds later gets no old page, however long the answer takes.
        assert asked - changed < 10
        time.sleep(0.25)
        asked = time.monotonic()
    # Broken, then not there at all: what was seen is still shown, what was withdrawn is not.
    behind.answer = saying("broken", 500)
    broken = front.ask("/seen/")
    # Only to whoever can stand in does the portal say which 503 is a failure.
    behind.answer = saying("no database", 504)
    without_database = front.ask("/seen/")
    told = [behind.seen[-1].headers.get("x-edge-stands-in")]
    for path in ("/quan-tri/", "/tep/1/a.pdf"):
        front.ask(path, X_Edge_Stands_In="1")
        told.append(behind.seen[-1].headers.get("x-edge-stands-in"))
    assert told == ["1", None, None]
    behind.stop()
    stale, withdrawn = front.ask("/seen/"), front.ask("/gone/")
    for reply in (broken, without_database, stale):
        assert (reply.status, reply.cache) == (200, "STALE")
        assert reply.body == f"{HOST}/seen/".encode()
    assert (withdrawn.status, withdrawn.body) == (404, b"gone")


def test_a_copy_stands_in_for_a_page_that_nobody_has_seen(front, behind):
    page = front.folder / "copies" / HOST / "gioi-thieu" / "lien-he" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("Đường dây nóng")
    page.with_name("index.html.gz").write_bytes(gzip.compress("Đường dây nóng, nén".encode()))
    behind.answer = saying("the database is down", 500)
    plain = front.ask("/gioi-thieu/lien-he/")
    behind.stop()
    packed = front.ask("/gioi-thieu/lien-he/?utm_source=zalo", Accept_Encoding="gzip")
    for reply in (plain, packed):
        assert (reply.status, reply.cache) == (200, "COPY")
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert reply.headers["cache-control"] == "no-store"
    assert plain.body.decode() == "Đường dây nóng"
    assert gzip.decompress(packed.body).decode() == "Đường dây nóng, nén"
    other_site = front.ask("/gioi-thieu/lien-he/", host="langson.localhost")
    unknown, sent = front.ask("/tin/"), front.ask("/hoi-dap/", "POST", body=b"a=1")
    for reply in (other_site, unknown, sent):
        assert (reply.status, reply.headers["retry-after"]) == (503, "60")
        assert "chưa được tiếp nhận" in reply.body.decode()


@pytest.mark.parametrize(
    ("method", "path", "burst"),
    [
        ("POST", "/hoi-dap/gui-cau-hoi/", 20),
        ("POST", "/quan-tri/dang-nhap/", 20),
        ("GET", "/tim-kiem/?q=a", 60),
    ],
)
def test_one_address_cannot_send_without_end_and_others_are_not_held_up(
    front, behind, method, path, burst
):
    greedy, other = _address(), _address()
    body = b"a=1" if method == "POST" else None
    replies = front.ask_often(2 * burst + 20, path, method, source=greedy, body=body)
    statuses = [reply.status for reply in replies]
    assert set(statuses[:burst]) == {200}
    assert 429 in statuses
    refused = replies[statuses.index(429)]
    assert "chờ một phút" in refused.body.decode()
    assert refused.headers["retry-after"] == "60"
    assert front.ask(path, method, source=other, body=body).status == 200
    assert front.ask("/", source=greedy).status == 200


def test_the_applications_own_refusals_pass_as_they_are(front, behind):
    for status in (403, 413, 429, 503):
        behind.answer = saying(f"own {status}", status, Cache_Control="no-store")
        path = f"/refused-{status}/"
        reply = front.ask(path)
        assert reply.status == status
        if status != 413:
            assert reply.body == f"own {status}".encode()
    too_large = front.ask("/hoi-dap/", "POST", body=b"a" * (21 * 1024 * 1024), source=_address())
    assert too_large.status == 413
    assert "quá lớn" in too_large.body.decode()


def test_the_log_says_what_was_asked_without_saying_who_looked_for_what(front, behind):
    secret = "nguyen-van-bi-mat"
    source = _address()
    front.ask(f"/tim-kiem/?q={secret}", source=source, Referer=f"https://a/?{secret}",
              User_Agent=secret, Cookie=f"a={secret}")  # fmt: skip
    front.ask(f"/quan-tri/loi-moi/{secret}/", source=source)
    front.ask(f"/quan-tri/quen-mat-khau/MQ/{secret}/", source=source)
    behind.stop()
    front.ask(f"/tra-cuu-ho-so/?ma={secret}", source=source)
    log = front.log()
    assert secret not in log
    lines = [json.loads(line) for line in log.splitlines() if '"127.0.1.' in line]
    mine = [line for line in lines if line["path"] in ("/tim-kiem/", "/tra-cuu-ho-so/")]
    assert {line["address"] for line in mine} == {"127.0.1.0"}
    assert mine[-1]["upstream_status"].startswith("502")
    staff = [line for line in lines if line["path"].startswith("/quan-tri/loi-moi/")]
    assert staff[-1] | {"path": "/quan-tri/loi-moi/***", "address": source} == staff[-1]


def test_static_files_are_handed_out_for_good_and_compressed(front, behind):
    folder = front.folder / "static" / "css"
    folder.mkdir(parents=True)
    for name in ("portal.0123456789ab.css", "portal.css"):
        (folder / name).write_text("a{}" * 500)
        (folder / f"{name}.gz").write_bytes(gzip.compress(b"packed"))
        (folder / f"{name}.br").write_bytes(brotli.compress(b"smaller"))
    hashed = "/static/css/portal.0123456789ab.css"
    assert front.ask(hashed).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert front.ask("/static/css/portal.css").headers["cache-control"] == "public, max-age=300"
    assert gzip.decompress(front.ask(hashed, Accept_Encoding="gzip").body) == b"packed"
    if "brotli.conf" in (front.folder / "rendered" / "site.conf").read_text():
        assert brotli.decompress(front.ask(hashed, Accept_Encoding="gzip, br").body) == b"smaller"
    assert front.ask("/static/none.css").status == 404
    assert not [request for request in behind.seen if request.path.startswith("/static/css")]


def test_pictures_are_asked_for_once_per_site_and_by_staff_each_time(front, behind):
    picture = {"Content-Type": "image/webp", "Last-Modified": "Sun, 22 Nov 2026 00:00:00 GMT"}
    behind.answer = lambda request: (200, picture, request.headers["host"].encode())
    path = "/media/images/20/a.webp"
    assert [front.ask(path).cache for _ in range(2)] == ["MISS", "HIT"]
    assert front.ask(path, host="hue.localhost").body == b"hue.localhost"
    assert front.ask(path, Cookie="__Host-session=a").cache == "BYPASS"
    assert "immutable" in front.ask(path).headers["cache-control"]
    behind.answer = saying("not yours", 404)
    foreign = front.ask("/media/images/46/b.webp")
    assert (foreign.status, "immutable" in foreign.headers.get("cache-control", "")) == (404, False)
    behind.stop()
    assert front.ask(path).body == HOST.encode()


def test_it_speaks_http_2_and_ipv6_and_leads_to_https(front, behind):
    assert front.ask("/six/", source="::1").status == 200
    assert behind.seen[-1].headers["x-forwarded-for"] == "::1"
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", front.https_port)) as raw,
        context.wrap_socket(raw, server_hostname=HOST) as secured,
    ):
        assert secured.selected_alpn_protocol() == "h2"
    with socket.create_connection(("127.0.0.1", front.http_port)) as raw:
        raw.sendall(f"GET /a/?b=1 HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        answer = raw.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 301")
    assert f"Location: https://{HOST}/a/?b=1" in answer


def test_it_fits_into_debians_own_configuration(front):
    main = Path("/etc/nginx/nginx.conf").read_text()
    main = main.replace("/etc/nginx/conf.d/*.conf", str(front.folder / "rendered/portal.conf"))
    main = main.replace("include /etc/nginx/sites-enabled/*;", "")
    main = re.sub(r"/(run|var/log/nginx)/", f"{front.folder}/", main)
    own = front.folder / "debian.conf"
    own.write_text(main)
    told = subprocess.run([program(), "-t", "-c", own], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "[warn]" not in told.stderr


def test_figures_and_readiness_are_not_for_the_public(front, behind):
    assert {front.ask(path).status for path in ("/metrics", "/readyz", "/_edge/too-many.html")} == {
        404
    }
    assert not behind.seen


def _address() -> str:
    """Return an address of this machine that no other test uses."""
    return f"127.0.1.{next(addresses)}"
