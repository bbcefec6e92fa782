"""Files of citizens and a scanner that answers, finds something, or is away."""

import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from commune_site.engagement.models import Case, CaseAttachment, Scan
from commune_site.engagement.scanning import scan_waiting
from tests.commune_site.engagement.citizens import (
    ASK,
    PERSONAL,
    fill,
    question,
    texts_beside_fields,
)
from tests.commune_site.engagement.files import pdf
from tests.notices.conftest import free_port

pytestmark = pytest.mark.django_db

# What the daemon of these tests takes for malware.
MALWARE = "zzmadoc"


class Daemon(socketserver.ThreadingTCPServer):
    """Speaks as clamd(8) does: VERSION and INSTREAM."""

    allow_reuse_address = True
    daemon_threads = True

    class RequestHandlerClass(socketserver.StreamRequestHandler):
        """Answers one command."""

        def handle(self) -> None:
            """Read the command, and the file that follows it."""
            command = b""
            while not command.endswith(b"\0"):
                command += self.rfile.read(1)
            if command == b"zVERSION\0":
                self.wfile.write(b"ClamAV 1.4.6/27815/Sun Nov 22 2026\0")
                return
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(size)
            found = MALWARE.encode() in content
            self.wfile.write(b"stream: Zz.Test FOUND\0" if found else b"stream: OK\0")

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), self.RequestHandlerClass)


@pytest.fixture
def port(settings) -> int:
    """A scanner is configured, and not running yet."""
    settings.CLAMAV_HOST, settings.CLAMAV_PORT, settings.CLAMAV_SOCKET = (
        "127.0.0.1",
        free_port(),
        "",
    )
    settings.CLAMAV_TIMEOUT = 5
    return settings.CLAMAV_PORT


@pytest.fixture
def daemon(port: int) -> Iterator[Daemon]:
    """A scanner that runs."""
    with Daemon(port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def upload(title: str = "Đơn") -> SimpleUploadedFile:
    return SimpleUploadedFile("don.pdf", pdf(title), content_type="application/pdf")


def send(visitor, file: SimpleUploadedFile, **values: object):
    return visitor.post(ASK, fill(visitor, **(values or question())) | {"files": [file]})


def path_of(row: CaseAttachment) -> str:
    return reverse("engagement_file", args=[row.case_id, row.pk])


def test_without_a_scanner_files_are_handed_out_and_said_to_be_unscanned(
    visitor, responder, client_for, network, settings
):
    settings.CLAMAV_HOST = settings.CLAMAV_SOCKET = ""
    assert send(visitor, upload()).status_code == 201
    row = CaseAttachment.objects.get()
    assert row.scan == Scan.UNSCANNED
    client = client_for(network.communes[0], responder)
    assert client.get(path_of(row)).status_code == 200
    screen = client.get(reverse("engagement_case", args=[row.case_id])).content.decode()
    assert "chưa quét mã độc" in screen


def test_a_clean_file_is_handed_out_at_once(visitor, responder, client_for, network, daemon):
    assert send(visitor, upload()).status_code == 201
    row = CaseAttachment.objects.get()
    assert row.scan == Scan.CLEAN
    assert client_for(network.communes[0], responder).get(path_of(row)).status_code == 200


def test_an_infected_file_is_refused_beside_its_field_and_nothing_typed_is_lost(visitor, daemon):
    values = question()
    response = send(visitor, upload(MALWARE), **values)
    assert response.status_code == 400
    html = response.content.decode()
    assert "“don.pdf” có mã độc" in texts_beside_fields(html)
    assert values["body"] in html and values["subject"] in html
    assert not Case.objects.exists()


def test_while_the_scanner_is_away_a_file_waits_and_nobody_gets_it(
    visitor, responder, client_for, network, port
):
    assert send(visitor, upload()).status_code == 201
    row = CaseAttachment.objects.get()
    assert row.scan == Scan.WAITING
    client = client_for(network.communes[0], responder)
    assert client.get(path_of(row)).status_code == 404
    screen = client.get(reverse("engagement_case", args=[row.case_id])).content.decode()
    assert path_of(row) not in screen and "đang chờ quét mã độc" in screen
    assert scan_waiting() == 0


def test_what_waited_is_handed_out_once_it_was_found_clean(
    visitor, responder, client_for, network, port, request
):
    send(visitor, upload())
    request.getfixturevalue("daemon")
    for _run in range(2):
        call_command("tend_cases")
    row = CaseAttachment.objects.get()
    assert row.scan == Scan.CLEAN
    assert client_for(network.communes[0], responder).get(path_of(row)).status_code == 200


def test_what_waited_and_is_infected_is_thrown_away_and_the_history_says_so(
    visitor, port, request, commit, caplog
):
    values = question(name=PERSONAL[0], agrees="on")
    send(visitor, upload(MALWARE), **values)
    stored = CaseAttachment.objects.get().file
    request.getfixturevalue("daemon")
    with commit():
        assert scan_waiting() == 1
    assert not CaseAttachment.objects.exists()
    assert not stored.storage.exists(stored.name)
    assert Case.objects.get().events.filter(deed="infected", is_public=True).count() == 1
    assert not any(value in caplog.text for value in PERSONAL)
