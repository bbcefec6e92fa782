"""The cases with which a trial begins."""

import pytest

from commune_site.engagement.models import Case
from portal_network.provisioning.sample_cases import RESPONDER, send_sample_cases
from portal_network.tenancy.models import Role
from tests.factories import make_article, make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def test_the_register_of_a_trial_has_one_case_of_each_sort_once(
    network, client_for, django_capture_on_commit_callbacks
):
    commune = network.communes[0]
    assert send_sample_cases(commune) == 0
    responder = make_user(Role.RESPONDER, TAM_THANH, username=RESPONDER)
    make_article(TAM_THANH, title="Lịch tiêm")
    with django_capture_on_commit_callbacks(execute=True):
        assert send_sample_cases(commune) == 3
    assert send_sample_cases(commune) == 0
    states = Case.everywhere.order_by("pk").values_list("kind", "state")
    assert list(states) == [
        ("question", "in_work"), ("question", "received"), ("report", "received"),
    ]  # fmt: skip
    page = client_for(commune, responder).get("/quan-tri/ho-so/").content.decode()
    assert "Đăng ký khai sinh cho con" in page
    assert "Nguyễn Thị Ví Dụ" not in page
