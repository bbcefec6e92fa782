"""What the sender of a form can mend is refused with advice instead of a fault."""

import pytest
from wagtail.models import Page

from portal_network.tenancy.models import Role
from tests.factories import make_article, make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(network, client_for):
    """Somebody who may copy and change pages."""
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


@pytest.mark.parametrize("way", ["98765432", "khong-co", "javascript:alert(1)", "tên không có"])
def test_a_way_back_that_is_no_address_is_refused(client, way):
    page = make_article(TAM_THANH)
    address = f"/quan-tri/pages/{page.pk}/delete/"
    for answer in (client.get(address, {"next": way}), client.post(address, {"next": way})):
        assert answer.status_code == 400
        assert "Địa chỉ quay lại không hợp lệ" in answer.content.decode()
    assert Page.objects.filter(pk=page.pk).exists()
