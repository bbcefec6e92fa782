"""The home screen keeps what was sent back in sight of who submitted it."""

import pytest

from portal_network.moderation.services import decisions
from tests.moderation.texts import save

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/"
HEADING = "Bài bị trả lại, cần sửa"


def test_what_was_sent_back_stays_until_it_is_submitted_again(
    network, client_for, submit, article, editor, approver
):
    item = submit(article, editor)
    decisions.send_back(approver, item.pk, item.revision_id, comment="Thiếu số điện thoại.")
    client = client_for(network.tenants[0], user=editor)
    screen = client.get(HOME).content.decode()
    assert HEADING in screen and "Thiếu số điện thoại." in screen
    assert f"/quan-tri/pages/{article.pk}/edit/" in screen
    others = client_for(network.tenants[0], user=approver).get(HOME).content.decode()
    assert HEADING not in others
    again = save(article, editor, title="Đã bổ sung")
    again.current_workflow_state.resume(editor)
    assert HEADING not in client.get(HOME).content.decode()
