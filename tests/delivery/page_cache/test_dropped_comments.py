"""What citizens said on a draft stands on its kept page as soon as somebody publishes it."""

import pytest

from commune_site.consultations.models import Opinion
from commune_site.consultations.services import publish, take_off
from portal_network.tenancy.models import Role
from tests.commune_site.consultations.makers import make_consultation, make_opinion
from tests.commune_site.engagement.citizens import CONTACT
from tests.factories import make_user
from tests.networks import TAM_THANH
from tests.pages_as_seen import path_of

pytestmark = pytest.mark.django_db

SAID = "Đề nghị tắt loa trước 21 giờ."


def test_a_comment_comes_and_goes_with_the_decision(
    kept, visitor, django_capture_on_commit_callbacks
):
    draft = make_consultation(TAM_THANH)
    case = make_opinion(draft, SAID, CONTACT)
    responder = make_user(Role.RESPONDER, TAM_THANH)

    def shown() -> bool:
        return SAID in visitor.get(path_of(draft)).content.decode()

    assert not shown()
    with django_capture_on_commit_callbacks(execute=True):
        publish(responder, case.pk, {Opinion.everywhere.get(case=case).pk: SAID})
    assert shown()
    with django_capture_on_commit_callbacks(execute=True):
        take_off(responder, case.pk, "Người gửi đề nghị gỡ.")
    assert not shown()
