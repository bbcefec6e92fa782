"""The nightly look at links: safe, polite, once per address, told to those who can mend them."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commune_site.links import fetching
from commune_site.links.fetching import Silent, Unsafe, follow, is_public, public_address
from commune_site.links.models import LinkCheck, Outcome
from commune_site.links.services import broken_links, check_links, look_at
from portal_network.tenancy.models import Role
from tests.factories import make_redirect, make_user
from tests.networks import TAM_THANH
from tests.query_counts import queries_of

ANSWERS = {
    "/fine": (200, {}),
    "/gone": (404, {}),
    "/error": (500, {}),
    "/people-only": (403, {}),
    "/moved": (301, {"Location": "/fine"}),
    "/circle": (302, {"Location": "/circle"}),
    "/inside": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}),
    "/robots.txt": (404, {}),
}


class Site(BaseHTTPRequestHandler):
    """Answers as ``ANSWERS`` say and remembers what was asked."""

    asked: list[tuple[str, str]] = []
    robots = b""

    def _answer(self) -> None:
        type(self).asked.append((self.command, self.path))
        status, headers = ANSWERS.get(self.path, (404, {}))
        body = b""
        if self.path == "/robots.txt" and self.robots:
            status, body = 200, self.robots
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_GET = do_HEAD = _answer

    def log_message(self, *args) -> None:
        """Say nothing."""


@pytest.fixture
def site():
    """A site of the public internet, as far as the program under test can tell."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.asked, Site.robots = [], b""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real = fetching.public_address

    def address(host: str, port: int) -> str:
        return "127.0.0.1" if host == "site.vidu.invalid" else real(host, port)

    ports = {"http": server.server_port, "https": 443}
    with patch.object(fetching, "public_address", address), patch.object(fetching, "PORTS", ports):
        yield Site
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "path, outcome, status",
    [
        ("/fine", Outcome.FINE, 200),
        ("/moved", Outcome.FINE, 200),
        ("/gone", Outcome.MISSING, 404),
        ("/error", Outcome.FAILING, 500),
        ("/people-only", Outcome.SKIPPED, 403),
        ("/circle", Outcome.SILENT, None),
        ("/inside", Outcome.UNSAFE, None),
    ],
)
def test_what_a_site_answers_is_told_apart(site, path, outcome, status):
    assert look_at(f"http://site.vidu.invalid{path}") == (outcome, status)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[fd00::1]/", "http://0.0.0.0/", "http://224.0.0.1/", "http://100.64.0.1/",
        "file:///etc/passwd", "ftp://vidu.invalid/", "http://a:b@vidu.invalid/",
        "http://vidu.invalid:22/", "http://vidu.invalid:99999/", "gopher://x/", "http:///x",
    ],
)  # fmt: skip
def test_nothing_but_public_sites_is_asked(url):
    with patch("socket.create_connection") as connect:
        with pytest.raises((Unsafe, Silent)):
            follow(url)
        assert look_at(url)[0] in (Outcome.UNSAFE, Outcome.SILENT)
    connect.assert_not_called()


def test_a_name_with_one_private_address_among_public_ones_is_not_asked():
    found = [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.1.1.1", 80))]
    with patch("socket.getaddrinfo", return_value=found), pytest.raises(Unsafe):
        public_address("vidu.invalid", 80)


def test_the_connection_goes_to_the_address_that_was_looked_at():
    found = [(0, 0, 0, "", ("8.8.8.8", 80))]
    with (
        patch("socket.getaddrinfo", return_value=found) as resolved,
        patch("socket.create_connection", side_effect=OSError) as connect,
        pytest.raises(Silent),
    ):
        follow("http://vidu.invalid/")
    assert connect.call_args.args[0] == ("8.8.8.8", 80)
    assert resolved.call_count == 1


@given(st.ip_addresses())
def test_every_address_is_told_public_or_not(ip):
    assert is_public(str(ip)) in (True, False)
    assert not (ip.is_private and is_public(str(ip)))


def looked() -> dict[str, str]:
    """Look at all links without waiting; return the outcome of each address."""
    return {row.url: row.outcome for row in check_links(pause=lambda seconds: None)}


@pytest.mark.django_db
def test_an_address_is_asked_once_however_many_sites_link_there(network, site):
    url = "http://site.vidu.invalid/fine"
    for commune in network.communes:
        make_redirect(commune, "links", url)
    assert looked() == {url: Outcome.FINE}
    assert site.asked == [("GET", "/robots.txt"), ("HEAD", "/fine")]


@pytest.mark.django_db
def test_what_robots_may_not_ask_is_left_alone(network, site):
    site.robots = b"User-agent: *\nDisallow: /fine\n"
    make_redirect(TAM_THANH, "links", "http://site.vidu.invalid/fine")
    assert set(looked().values()) == {Outcome.SKIPPED}
    assert ("HEAD", "/fine") not in site.asked


@pytest.mark.django_db
def test_sites_of_this_network_are_known_without_being_asked(network):
    make_redirect(TAM_THANH, "links", "http://langson.localhost/")
    with patch("socket.create_connection") as connect:
        assert set(looked().values()) == {Outcome.FINE}
    connect.assert_not_called()


@pytest.mark.django_db
def test_between_two_questions_to_a_host_there_is_a_pause(network, site):
    for path in ("/fine", "/gone"):
        make_redirect(TAM_THANH, "links", f"http://site.vidu.invalid{path}")
    pauses = []
    list(check_links(pause=pauses.append))
    assert pauses == [1.0, 1.0]


@pytest.mark.django_db
def test_failing_since_stays_until_the_link_is_mended_and_old_results_go(network, site):
    page = make_redirect(TAM_THANH, "links", "http://site.vidu.invalid/gone")
    looked()
    since = LinkCheck.objects.get().failing_since
    assert since is not None
    looked()
    assert LinkCheck.objects.get().failing_since == since
    page.target_url = "http://site.vidu.invalid/fine"
    page.save()
    looked()
    assert LinkCheck.objects.get().failing_since is None
    assert broken_links() == []


@pytest.mark.django_db
def test_editors_see_failing_links_of_their_own_site_alone(network, site, client_for):
    own = make_redirect(network.communes[0], "links", "http://site.vidu.invalid/gone")
    other = make_redirect(network.communes[1], "links", "http://site.vidu.invalid/error")
    looked()
    editor = client_for(network.communes[0], make_user(Role.EDITOR, network.communes[0]))
    html = editor.get(reverse("links_report")).content.decode()
    assert own.title in html
    assert "Trang đích không còn (404)." in html
    assert other.title not in html
    assert other.target_url not in html


@pytest.mark.django_db
def test_the_report_costs_the_same_with_2_and_with_60(network, client_for):
    editor = client_for(network.communes[0], make_user(Role.EDITOR, network.communes[0]))

    def cost(number: int) -> int:
        for _ in range(number):
            url = f"http://vidu.invalid/{LinkCheck.objects.count()}"
            make_redirect(network.communes[0], "links", url)
            LinkCheck.objects.create(
                url=url, outcome=Outcome.MISSING, status=404,
                checked_at=timezone.now(), failing_since=timezone.now(),
            )  # fmt: skip
        editor.get(reverse("links_report"))
        with queries_of() as statements:
            assert editor.get(reverse("links_report")).status_code == 200
        return len(statements)

    assert cost(2) == cost(58)


@pytest.mark.django_db
def test_the_command_names_what_fails(network, site):
    make_redirect(TAM_THANH, "links", "http://site.vidu.invalid/gone")
    out = StringIO()
    with patch("commune_site.links.services.PAUSE", 0):
        call_command("check_links", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines == ["missing\t404\thttp://site.vidu.invalid/gone", "links: 1, failing: 1"]


@pytest.mark.django_db
def test_who_works_nowhere_finds_no_report(network, client_for):
    client = client_for(network.communes[0], make_user())
    assert client.get(reverse("links_report")).status_code in (302, 403, 404)
