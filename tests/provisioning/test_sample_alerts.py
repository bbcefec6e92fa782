"""Sample alerts fill the archive of every site and stand on top of no page."""

import pytest

from commune_site.alerts.board import board
from commune_site.alerts.models import Alert
from portal_network.provisioning.sample_alerts import load_sample_alerts
from portal_network.tenancy.directory import directory
from tests.networks import LANG_SON, TAM_THANH
from tests.pages_as_seen import main_text_of

pytestmark = pytest.mark.django_db


def test_every_archive_has_some_marked_as_samples_and_none_is_in_force(network, client_for):
    assert load_sample_alerts(LANG_SON) == 6
    board.forget()
    for place in (network.province, *network.communes):
        text = main_text_of(client_for(place).get("/canh-bao/"))
        assert "Dữ liệu mẫu" in text
        assert "Hiện không có cảnh báo nào đang hiệu lực." in text
    assert directory.commune(TAM_THANH).notices() == []


def test_a_second_run_makes_nothing(network):
    load_sample_alerts(LANG_SON)
    assert load_sample_alerts(LANG_SON) == 0
    assert Alert.everywhere.count() == 6
