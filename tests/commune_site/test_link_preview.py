"""A link has no page of its own to look at: its preview leads where the link leads."""

import pytest

from portal_network.tenancy.models import Role
from tests.factories import make_redirect, make_user
from tests.networks import TAM_THANH, Network

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["view_draft/", "edit/preview/"])
def test_the_preview_of_a_link_leads_on(network: Network, client_for, path: str):
    link = make_redirect(TAM_THANH, "news", "https://vidu.invalid/")
    link.save_revision()
    client = client_for(network.communes[0], user=make_user(Role.APPROVER, TAM_THANH))
    if "preview" in path:
        form = {"title": "Liên kết", "slug": link.slug, "target_url": "https://vidu.invalid/"}
        form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
        form |= {"disclosed_on": "15/03/2026"}
        assert client.post(f"/quan-tri/pages/{link.pk}/{path}", form).json()["is_valid"]
    answer = client.get(f"/quan-tri/pages/{link.pk}/{path}")
    assert (answer.status_code, answer["Location"]) == (302, "https://vidu.invalid/")
