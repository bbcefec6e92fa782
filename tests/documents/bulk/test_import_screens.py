"""The screens of an import: sent, looked at, made, stopped; nothing of another place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.bulk import services
from documents.models import DocumentImport, LegalDocumentPage
from portal_network.tenancy.models import Role
from tests.documents.bulk.packages import as_csv, package, row
from tests.factories import make_user, site_page
from tests.networks import QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(network):
    """The home page of phường Tam Thanh."""
    return site_page(TAM_THANH, "home")


@pytest.fixture
def client(network, client_for):
    """An editor of phường Tam Thanh at work."""
    return client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))


def sent(client, home, content=None, commit=None):
    upload = SimpleUploadedFile("goi.zip", content or package(2))
    return client.post(reverse("bulk_import_send", args=[home.pk]), {"package": upload})


def screen(batch):
    return reverse("bulk_import", args=[batch.pk])


def test_from_the_package_to_drafts(client, home, django_capture_on_commit_callbacks):
    assert "Trích yếu" in client.get(reverse("bulk_import_send", args=[home.pk])).content.decode()
    table = as_csv([row(1), row(2, **{"Ngày ban hành": "31/02/2026"})])
    response = sent(client, home, package(2, table))
    batch = DocumentImport.objects.get()
    assert response.url == screen(batch)
    assert client.get(screen(batch))["Refresh"] == "5"
    services.go_on(batch.pk)
    shown = client.get(screen(batch))
    assert "Refresh" not in shown
    assert "31/02/2026" in shown.content.decode() and "Tạo 1 bản nháp" in shown.content.decode()
    client.post(screen(batch), {"action": "run"})
    services.go_on(batch.pk)
    page = LegalDocumentPage.objects.get()
    text = client.get(screen(batch)).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    report = client.get(reverse("bulk_import_report", args=[batch.pk]))
    assert report["Content-Type"].startswith("text/csv")
    assert b"31/02/2026" in b"".join(report.streaming_content)


def test_a_package_that_is_not_wanted_is_deleted(client, home):
    sent(client, home)
    batch = DocumentImport.objects.get()
    services.go_on(batch.pk)
    assert "give-up" in client.get(screen(batch)).content.decode()
    client.post(screen(batch), {"action": "give-up"})
    batch.refresh_from_db()
    assert batch.state == DocumentImport.State.GIVEN_UP and not batch.package
    assert "give-up" not in client.get(screen(batch)).content.decode()
    assert not LegalDocumentPage.objects.exists()


def test_what_is_no_package_is_said_beside_its_field(client, home):
    response = client.post(reverse("bulk_import_send", args=[home.pk]), {})
    assert response.status_code == 200 and not DocumentImport.objects.exists()
    sent(client, home, b"no archive")
    batch = DocumentImport.objects.get()
    services.go_on(batch.pk)
    batch.refresh_from_db()
    assert batch.problem in client.get(screen(batch)).content.decode()


def test_the_screen_costs_the_same_for_many_rows(client, home):
    counts = []
    for number in (2, 30):
        sent(client, home, package(number))
        batch = DocumentImport.objects.first()
        services.go_on(batch.pk)
        client.get(screen(batch))
        with queries_of() as statements:
            client.get(screen(batch))
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_nobody_of_another_place_meets_an_import(client, home, client_for, network):
    sent(client, home)
    batch = DocumentImport.objects.get()
    stranger = client_for(network.communes[1], make_user(Role.EDITOR, QUOC_KHANH))
    report = reverse("bulk_import_report", args=[batch.pk])
    for path in (screen(batch), report, reverse("bulk_import_send", args=[home.pk])):
        assert stranger.get(path).status_code == 404
    assert stranger.post(screen(batch), {"action": "run"}).status_code == 404
    reader = client_for(network.communes[0], make_user(Role.RESPONDER, TAM_THANH))
    assert reader.get(screen(batch)).status_code in (302, 403, 404)
