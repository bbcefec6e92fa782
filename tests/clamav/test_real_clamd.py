"""With ClamAV's own daemon: EICAR is refused at every door, and what it cannot scan waits."""

import io

import pytest
from django.urls import reverse

from documents.files.clamd import ScannerUnavailable
from documents.files.examination import examine
from documents.models import Examination, MalwareScan, PortalDocument
from portal_network.tenancy.models import Role
from tests.documents.files.hostile import EICAR, archive, text_pdf
from tests.factories import make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _configured(clamd, settings):
    settings.CLAMAV_SOCKET = clamd.socket_path


def test_the_daemon_says_who_it_is(clamd):
    assert clamd.version().startswith("ClamAV 1.")


def test_a_clean_file_passes():
    found = examine(io.BytesIO(text_pdf()), "a.pdf")
    assert (found.outcome, found.scan.outcome) == (Examination.CLEAN, MalwareScan.CLEAN)
    assert found.scan.engine.startswith("ClamAV 1.")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (EICAR.encode(), "a.txt"),
        (archive(**{"thu-moi.com": EICAR}), "a.zip"),
        (text_pdf() + b"\n" + EICAR.encode() + b"\n%%EOF", "a.pdf"),
    ],
    ids=["alone", "in an archive", "in a PDF"],
)
def test_eicar_is_found(content, name):
    found = examine(io.BytesIO(content), name)
    assert found.outcome == Examination.REFUSED
    assert found.scan.name


def test_what_is_too_long_for_the_daemon_waits(clamd):
    with pytest.raises(ScannerUnavailable):
        clamd.scan(io.BytesIO(bytes(3 * 1024**2)))


def test_eicar_is_refused_beside_the_field_and_nothing_is_kept(network, client_for):
    client = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))
    upload = io.BytesIO(EICAR.encode())
    upload.name = "thu-moi.txt"
    answer = client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Thư mời", "files[]": upload, "collection": network.communes[0].collection_id},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert "mã độc" in answer.json()["error_message"]
    assert not PortalDocument.objects.exists()
