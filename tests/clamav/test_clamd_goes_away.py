"""While the daemon is stopped nothing is lost and nothing unscanned is public; then it heals."""

import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from documents.models import Examination, MalwareScan, PortalDocument
from portal_network.tenancy.models import Role
from tests.documents.files import hostile
from tests.factories import attach, make_article, make_user
from tests.networks import TAM_THANH
from tests.outages import seconds_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(network, client_for, daemon, settings):
    """Somebody who uploads on a portal that asks the daemon."""
    settings.CLAMAV_SOCKET = daemon.client.socket_path
    return client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))


def upload(editor, content: bytes, name: str) -> bool:
    """Upload a file as the screen for several at once does; tell whether it was taken."""
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": name, "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    return answer.json()["success"]


def examine_files() -> str:
    out = io.StringIO()
    call_command("examine_files", stdout=out)
    return out.getvalue()


def states() -> dict[str, str]:
    return dict(PortalDocument.objects.values_list("title", "examination"))


def test_while_clamd_is_stopped_files_wait_and_it_heals_without_hands(
    editor, daemon, network, client_for
):
    with daemon.running():
        assert upload(editor, hostile.text_pdf(), "truoc.pdf")
        assert states() == {"truoc.pdf": Examination.CLEAN}
    # A real daemon, really gone.
    assert upload(editor, hostile.text_pdf(2), "sau.pdf")
    assert upload(editor, hostile.EICAR.encode(), "doc.txt")
    waiting = PortalDocument.objects.exclude(title="truoc.pdf")
    assert {one.examination for one in waiting} == {Examination.UNAVAILABLE}
    article = make_article(TAM_THANH)
    for document in PortalDocument.objects.all():
        attach(article, document)
    visitor = client_for(network.communes[0])
    assert {visitor.get(one.url).status_code for one in waiting} == {404}
    before = PortalDocument.objects.get(title="truoc.pdf")
    assert visitor.get(before.url).status_code == 200
    assert "unavailable: 2" in examine_files()
    time.sleep(seconds_away())
    with daemon.running():
        assert "examined: 2 (clean: 1, refused: 1)" in examine_files()
    found = PortalDocument.objects.get(title="sau.pdf")
    assert (found.examination, found.malware_scan) == (Examination.CLEAN, MalwareScan.CLEAN)
    assert visitor.get(found.url).status_code == 200
    assert states()["doc.txt"] == Examination.REFUSED
