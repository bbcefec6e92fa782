"""What is done to a page past the queue: emergencies, withdrawing, restoring."""

import pytest

from portal_network.moderation.services import decisions
from portal_network.tenancy.models import Role
from tests.factories import make_article, make_user
from tests.moderation.screens import REASON, page_address, shown
from tests.moderation.texts import fresh, save
from tests.networks import QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db


def test_an_emergency_needs_a_reason_and_enters_the_provinces_queue(
    network, article, approver, moderator, client_for
):
    client = client_for(network.communes[0], user=approver)
    there = page_address(article, "dang-khan-cap")
    assert there in shown(client, f"/quan-tri/pages/{article.pk}/edit/")
    refused = client.post(there, {"reason": "gấp"})
    assert refused.status_code == 200
    assert not fresh(article).live
    assert client.post(there, {"reason": REASON}).status_code == 302
    assert fresh(article).live
    page = shown(client_for(network.province, user=moderator))
    assert article.title in page
    assert "hậu kiểm" in page


def test_unpublishing_asks_for_a_reason(network, approver, client_for):
    page = make_article(TAM_THANH)
    client = client_for(network.communes[0], user=approver)
    there = page_address(page, "go")
    for ask in (client.get, client.post):
        answer = ask(f"/quan-tri/pages/{page.pk}/unpublish/")
        assert (answer.status_code, answer["Location"]) == (302, there)
    client.post(f"/quan-tri/bulk/wagtailcore/page/unpublish/?id={page.pk}")
    assert fresh(page).live
    client.post(there, {"reason": "Sai tên người được khen thưởng."})
    assert not fresh(page).live
    client.post(page_address(page, "khoi-phuc"), {"reason": "Đã kiểm tra, tên người là đúng."})
    assert fresh(page).live
    history = shown(client, f"/quan-tri/pages/{page.pk}/history/")
    assert "Sai tên người được khen thưởng." in history


def test_the_interface_for_programs_takes_nothing_down_without_a_reason(
    network, approver, client_for
):
    page = make_article(TAM_THANH)
    client = client_for(network.communes[0], user=approver)
    client.post(f"/quan-tri/api/main/pages/{page.pk}/action/unpublish/")
    assert fresh(page).live


def test_the_interface_for_programs_publishes_nobodys_own_text(
    network, article, editor, approver, client_for
):
    save(article, approver, title="Tự sửa, tự đăng")
    client = client_for(network.communes[0], user=approver)
    client.post(f"/quan-tri/api/main/pages/{article.pk}/action/publish/")
    assert not fresh(article).live


def test_an_earlier_version_is_chosen_and_comes_back(
    network, article, editor, approver, submit, client_for
):
    for title in ("Bản một", "Bản hai"):
        page = save(article, editor, title=title)
        item = submit(page, editor)
        decisions.approve(approver, item.pk, item.revision_id)
    client = client_for(network.communes[0], user=approver)
    there = page_address(article, "phien-ban")
    answer = client.get(there)
    versions = list(answer.context["form"].fields["version"].queryset)
    assert [version.object_str for version in versions] == ["Bản một"]
    assert client.post(there, {"version": 0, "reason": REASON}).status_code == 200
    client.post(there, {"version": versions[0].pk, "reason": "Bản mới sai số liệu thu chi."})
    assert fresh(article).title == "Bản một"


@pytest.mark.parametrize("step", ["dang-khan-cap", "go", "khoi-phuc", "phien-ban"])
def test_past_the_queue_is_for_whose_role_publishes(network, article, editor, client_for, step):
    client = client_for(network.communes[0], user=editor)
    assert client.get(page_address(article, step)).status_code == 404
    assert client.post(page_address(article, step), {"reason": REASON}).status_code == 404
    stranger = client_for(network.communes[1], user=make_user(Role.APPROVER, QUOC_KHANH))
    assert stranger.post(page_address(article, step), {"reason": REASON}).status_code == 404
    assert not fresh(article).live
