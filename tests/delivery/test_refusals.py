"""What the sender of a form can mend is refused with advice instead of a fault."""

import pytest
from wagtail.models import Page

from documents.models import PortalDocument
from portal_network.tenancy.models import Role
from tests.factories import attach, make_article, make_file, make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(network, client_for):
    """Somebody who may copy pages and delete files."""
    return client_for(network.communes[0], user=make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))


def test_a_form_without_its_fields_is_refused_and_nothing_changes(client):
    page = make_article(TAM_THANH)
    before = Page.objects.count()
    answer = client.post(f"/quan-tri/pages/{page.pk}/copy/", {})
    assert answer.status_code == 400
    assert "Biểu mẫu gửi đến chưa đầy đủ" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Page.objects.count() == before


def test_a_text_whose_blocks_are_missing_is_refused_and_kept_as_it_was(client):
    page = make_article(TAM_THANH, title="Tiêu đề giữ nguyên")
    answer = client.post(f"/quan-tri/pages/{page.pk}/edit/", {"title": "Khác"})
    assert answer.status_code == 400
    assert Page.objects.get(pk=page.pk).title == "Tiêu đề giữ nguyên"


def test_a_file_that_a_page_uses_is_not_deleted(client):
    document = make_file(TAM_THANH)
    attach(make_article(TAM_THANH), document)
    answer = client.post(
        f"/quan-tri/documents/multiple/{document.pk}/delete/",
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 409
    assert "đang được sử dụng" in answer.content.decode()
    assert PortalDocument.objects.filter(pk=document.pk).exists()


def test_a_link_without_an_address_is_asked_for_again(client):
    answer = client.post("/quan-tri/choose-external-link/", {})
    assert answer.status_code == 200
    assert "external-link-chooser-url" in answer.json()["html"]


def test_any_other_fault_stays_a_fault(client, monkeypatch):
    def fail(*args, **kwargs):
        raise KeyError("nothing that the sender could mend")

    monkeypatch.setattr("portal_network.tenancy.screens.choosers.OwnExternalLinkView.post", fail)
    client.raise_request_exception = False
    assert client.post("/quan-tri/choose-external-link/", {}).status_code == 500
