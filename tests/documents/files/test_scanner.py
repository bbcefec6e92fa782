"""Malware is found where there is a scanner; without its word a file waits."""

import io
import socket

import pytest

from documents.files.clamd import Clamd, ScannerUnavailable
from documents.files.examination import examine
from documents.files.findings import Finding
from documents.models import Examination, MalwareScan
from tests.documents.files.hostile import EICAR, text_pdf
from tests.documents.files.scanner import running_scanner


@pytest.fixture
def use(settings):
    """Point the portal to a scanner."""

    def point(server) -> None:
        settings.CLAMAV_HOST, settings.CLAMAV_PORT = server.server_address

    return point


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_without_a_scanner_that_is_said_and_the_file_passes():
    found = examine(io.BytesIO(text_pdf()), "a.pdf")
    assert (found.outcome, found.scan.outcome) == (Examination.CLEAN, MalwareScan.UNSCANNED)
    assert found.scan.at is None


def test_a_clean_file_is_sent_whole_and_says_who_scanned_it_when(use):
    content = text_pdf(30) + b"\n" * 600_000 + b"%%EOF"
    with running_scanner() as server:
        use(server)
        found = examine(io.BytesIO(content), "a.pdf")
    assert (found.outcome, found.scan.outcome) == (Examination.CLEAN, MalwareScan.CLEAN)
    assert found.scan.engine.startswith("ClamAV 1.4.6/27815")
    assert found.scan.at is not None
    assert server.contents == [content]


def test_an_infected_file_is_refused(use):
    with running_scanner() as server:
        use(server)
        found = examine(io.BytesIO(EICAR.encode()), "a.txt")
    assert found.findings == (Finding.INFECTED,)
    assert found.outcome == Examination.REFUSED
    assert found.scan.name == "Eicar-Test-Signature"


@pytest.mark.parametrize("mood", ["slow", "short", "garbage"])
def test_a_scanner_that_says_nothing_useful_lets_nothing_pass(mood, use, settings):
    settings.CLAMAV_TIMEOUT = 0.5
    with running_scanner(mood) as server:
        use(server)
        found = examine(io.BytesIO(EICAR.encode() + b"x" * 500_000), "a.txt")
    assert found.findings == ()
    assert found.outcome == Examination.UNAVAILABLE
    assert found.scan.outcome == MalwareScan.UNAVAILABLE


def test_a_scanner_that_is_down_lets_nothing_pass(settings):
    settings.CLAMAV_HOST, settings.CLAMAV_PORT = "127.0.0.1", a_free_port()
    assert examine(io.BytesIO(text_pdf()), "a.pdf").outcome == Examination.UNAVAILABLE


def test_a_socket_that_is_not_there_is_a_scanner_that_is_down(tmp_path, settings):
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.ctl")
    assert examine(io.BytesIO(text_pdf()), "a.pdf").outcome == Examination.UNAVAILABLE


def test_a_name_that_is_longer_than_any_answer_does_not_hang(use):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(ScannerUnavailable):
            Clamd(host="127.0.0.1", port=port, timeout=0.3).version()
