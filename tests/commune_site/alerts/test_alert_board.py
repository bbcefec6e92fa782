"""Alerts stand on top of every page of the sites concerned, come and go by the clock."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.utils import timezone

from commune_site.alerts.board import AlertBoard, board
from commune_site.alerts.models import Alert
from commune_site.alerts.services import withdraw_alert
from portal_network.tenancy.directory import directory
from tests.commune_site.alerts.making import make_alert
from tests.factories import make_article
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.pages_as_seen import path_of, text_of
from tests.query_counts import queries_of, uncached_queries

pytestmark = pytest.mark.django_db


def titles_on(code: str) -> list[str]:
    """Return the titles on top of the pages of a place."""
    tenant = directory.province(code) if len(code) == 2 else directory.commune(code)
    return [notice.title for notice in tenant.notices()]


def test_a_communes_alert_is_shown_on_its_site_alone(network):
    make_alert(TAM_THANH, title="Ngập ngầm tràn")
    assert titles_on(TAM_THANH) == ["Ngập ngầm tràn"]
    assert titles_on(QUOC_KHANH) == titles_on(LANG_SON) == []


def test_a_provinces_alert_is_shown_on_all_its_sites_and_on_no_other_provinces(network):
    build_network(HUE, 1)
    make_alert(LANG_SON, title="Bão số 9")
    assert titles_on(LANG_SON) == titles_on(TAM_THANH) == titles_on(QUOC_KHANH) == ["Bão số 9"]
    other = directory.communes_of(HUE)[0]
    assert titles_on(HUE) == titles_on(other.code) == []


def test_a_province_chooses_communes(network):
    make_alert(LANG_SON, title="Lũ trên sông Kỳ Cùng", communes=[network.communes[1]])
    assert titles_on(QUOC_KHANH) == titles_on(LANG_SON) == ["Lũ trên sông Kỳ Cùng"]
    assert titles_on(TAM_THANH) == []


def test_the_gravest_stands_first_and_settings_come_last(network):
    network.province.notice_title = "Bảo trì"
    network.province.save()
    directory.forget()
    for level in ("notice", "emergency", "advisory", "warning"):
        make_alert(TAM_THANH, level=level, title=level)
    expected = ["emergency", "warning", "advisory", "notice", "Bảo trì"]
    assert titles_on(TAM_THANH) == expected


def test_an_alert_comes_and_goes_at_its_minute_without_the_board_being_read(network):
    make_alert(TAM_THANH, title="Rét hại", begins=1, ends=3)
    tenant = directory.commune(TAM_THANH)
    now = timezone.now()
    assert tenant.notices(now) == []
    with queries_of() as statements:
        assert [one.title for one in tenant.notices(now + timedelta(hours=2))] == ["Rét hại"]
        assert tenant.notices(now + timedelta(hours=3, seconds=1)) == []
    assert statements == []


def test_another_process_sees_a_new_and_a_withdrawn_alert_after_the_interval(network, settings):
    settings.ALERTS_MAX_AGE = 10
    elsewhere, tenant = AlertBoard(), directory.commune(TAM_THANH)
    with patch("commune_site.alerts.board.time.monotonic") as clock:
        clock.return_value = 100.0
        assert list(elsewhere.notices_of(tenant)) == []
        alert = make_alert(TAM_THANH)
        clock.return_value = 109.9
        assert list(elsewhere.notices_of(tenant)) == []
        clock.return_value = 110.1
        assert [one.title for one in elsewhere.notices_of(tenant)] == [alert.title]
        withdraw_alert(alert)
        clock.return_value = 120.2
        assert list(elsewhere.notices_of(tenant)) == []


def test_the_interval_is_far_below_a_minute(settings):
    assert settings.ALERTS_MAX_AGE <= 30


def test_the_process_that_raises_withdraws_or_chooses_reads_at_once(
    network, django_capture_on_commit_callbacks
):
    assert titles_on(TAM_THANH) == []
    with django_capture_on_commit_callbacks(execute=True):
        alert = make_alert(LANG_SON, communes=[network.communes[1]])
    assert titles_on(QUOC_KHANH) == [alert.title]
    with django_capture_on_commit_callbacks(execute=True):
        alert.communes.add(network.communes[0])
    assert titles_on(TAM_THANH) == [alert.title]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_alert(alert)
    assert titles_on(TAM_THANH) == []


def test_what_is_known_stays_when_the_database_does_not_answer(network, caplog):
    alert = make_alert(TAM_THANH)
    assert titles_on(TAM_THANH) == [alert.title]
    board.forget()
    with patch.object(Alert.everywhere, "not_over", side_effect=DatabaseError("down")):
        assert titles_on(TAM_THANH) == [alert.title]
    assert "could not be read" in caplog.text


def test_a_board_that_never_read_shows_nothing_rather_than_an_error(network):
    with patch.object(Alert.everywhere, "not_over", side_effect=DatabaseError("down")):
        assert list(AlertBoard().notices_of(directory.commune(TAM_THANH))) == []


def test_while_one_reads_others_go_on_with_what_they_know(network):
    alert = make_alert(TAM_THANH)
    tenant = directory.commune(TAM_THANH)
    known = AlertBoard()
    assert len(list(known.notices_of(tenant))) == 1
    known.forget()
    with known._lock, queries_of() as statements:
        assert [one.title for one in known.notices_of(tenant)] == [alert.title]
    assert statements == []


def test_every_kind_of_page_shows_it_in_words_and_without_an_alarm(network, client_for):
    make_alert(TAM_THANH, level="emergency", title="Lũ quét", text="Di chuyển lên cao.")
    article = make_article(TAM_THANH)
    visitor = client_for(network.communes[0])
    for path in ("/", path_of(article), "/tim-kiem/", "/so-do-trang/", "/canh-bao/", "/khong-co/"):
        answer = visitor.get(path)
        assert "Khẩn cấp: Lũ quét" in text_of(answer), path
        notices = answer.content.decode().partition("<header")[0]
        assert "Khu vực: thôn Nà Kéo" in notices
        assert 'role="alert"' not in notices
        assert "aria-live" not in notices
    assert "Lũ quét" not in text_of(client_for(network.communes[1]).get("/"))


def test_the_banner_leads_to_the_alert_also_from_another_site(network, client_for):
    alert = make_alert(LANG_SON)
    own = client_for(network.province).get("/").content.decode()
    commune = client_for(network.communes[0]).get("/").content.decode()
    assert f'href="{alert.path}"' in own
    assert f'href="http://langson.localhost{alert.path}"' in commune


def test_mark_up_in_an_alert_is_shown_as_text(network, client_for):
    make_alert(TAM_THANH, title="<script>alert(1)</script>", text="<b>x</b>")
    page = client_for(network.communes[0]).get("/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_warm_page_asks_nothing_more_for_2_or_60_alerts(network, client_for):
    visitor = client_for(network.communes[0])
    quiet = len(uncached_queries(visitor, "/"))
    for _ in range(2):
        make_alert(TAM_THANH)
    assert len(uncached_queries(visitor, "/")) == quiet
    for _ in range(58):
        make_alert(LANG_SON, communes=[network.communes[0]])
    assert len(uncached_queries(visitor, "/")) == quiet


def test_the_board_reads_with_two_queries_however_many_alerts(network):
    for _ in range(12):
        make_alert(LANG_SON, communes=network.communes)
    tenant = directory.commune(TAM_THANH)
    with queries_of() as statements:
        assert len(list(AlertBoard().notices_of(tenant))) == 12
    assert len(statements) == 2


def test_over_and_withdrawn_alerts_are_not_read(network):
    make_alert(TAM_THANH, begins=-5, ends=-1)
    withdraw_alert(make_alert(TAM_THANH))
    fresh = AlertBoard()
    assert list(fresh.notices_of(directory.commune(TAM_THANH))) == []
    assert fresh._snapshot.by_owner == {}
