"""What the public has been told stays at its address: archive, permalinks, feed, CAP."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from commune_site.alerts.models import Alert
from commune_site.alerts.services import change_alert, withdraw_alert
from tests.commune_site.alerts.making import make_alert
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.pages_as_seen import links_of, main_text_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture
def visitor(network, client_for):
    """Somebody who reads the site of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def province_visitor(network, client_for):
    """Somebody who reads the portal of Lạng Sơn."""
    return client_for(network.province)


def test_the_archive_tells_what_is_in_force_and_what_was(visitor):
    current, past = make_alert(TAM_THANH), make_alert(TAM_THANH, begins=-9, ends=-2)
    text = main_text_of(visitor.get("/canh-bao/"))
    assert "1 cảnh báo đang có hiệu lực" in text
    assert text.index(current.title) < text.index("Cảnh báo trước đây") < text.index(past.title)


def test_an_empty_archive_says_so(visitor):
    text = main_text_of(visitor.get("/canh-bao/"))
    assert "Hiện không có cảnh báo nào đang hiệu lực." in text
    assert "Cảnh báo trước đây" not in text


def test_a_commune_archives_its_own_and_what_its_province_raised_for_it(network, visitor):
    own = make_alert(TAM_THANH)
    for_all = make_alert(LANG_SON)
    for_others = make_alert(LANG_SON, communes=[network.communes[1]])
    neighbours = make_alert(QUOC_KHANH)
    answer = visitor.get("/canh-bao/")
    text = main_text_of(answer)
    assert own.title in text
    assert for_all.title in text
    assert "Tỉnh Lạng Sơn" in text
    assert for_others.title not in text
    assert neighbours.title not in text
    assert f"http://langson.localhost{for_all.path}" in links_of(answer)


def test_a_province_archives_its_own_and_its_communes_alerts_and_no_other_provinces(
    province_visitor,
):
    build_network(HUE, 1)
    shown = [make_alert(TAM_THANH), make_alert(LANG_SON)]
    hidden = make_alert(HUE)
    text = main_text_of(province_visitor.get("/canh-bao/"))
    assert all(alert.title in text for alert in shown)
    assert hidden.title not in text


def test_an_alert_keeps_its_address_when_it_is_over(visitor):
    alert = make_alert(TAM_THANH, begins=-9, ends=-2, source="Đài Khí tượng Thủy văn tỉnh")
    text = main_text_of(visitor.get(alert.path))
    for part in (
        f"Cảnh báo: {alert.title}", "đã kết thúc từ", alert.text, "thôn Nà Kéo",
        "Thời tiết, bão, lũ, rét hại", "Đài Khí tượng Thủy văn tỉnh",
        "Ủy ban nhân dân phường Tam Thanh",
    ):  # fmt: skip
        assert part in text


def test_a_withdrawn_alert_says_when_and_why(visitor):
    alert = make_alert(TAM_THANH)
    withdraw_alert(alert, reason="Phát nhầm, xin lỗi bà con.")
    text = main_text_of(visitor.get(alert.path))
    assert "đã được gỡ lúc" in text
    assert "Phát nhầm, xin lỗi bà con." in text


def test_chosen_communes_are_named(network, province_visitor):
    alert = make_alert(LANG_SON, area="", communes=network.communes)
    text = main_text_of(province_visitor.get(alert.path))
    assert "Phường Tam Thanh, Xã Quốc Khánh" in text


def test_nobody_is_told_before_the_beginning_or_of_what_never_began(visitor):
    planned = make_alert(TAM_THANH, begins=2)
    never = make_alert(TAM_THANH, begins=2)
    withdraw_alert(never)
    # The time at which it would have begun has come.
    begun = timezone.now()
    rows = Alert.everywhere.filter(pk=never.pk)
    rows.update(starts_at=begun, withdrawn_at=begun - timedelta(minutes=1))
    for alert in (planned, never):
        assert visitor.get(alert.path).status_code == 404
        assert visitor.get(f"{alert.path}cap.xml").status_code == 404
        assert alert.title not in main_text_of(visitor.get("/canh-bao/"))
        assert alert.title not in visitor.get("/canh-bao/feed.xml").content.decode()


def test_an_alert_has_one_address_on_the_site_that_raised_it(visitor, province_visitor):
    own, of_province, of_neighbour = (
        make_alert(code) for code in (TAM_THANH, LANG_SON, QUOC_KHANH)
    )
    assert visitor.get(own.path).status_code == 200
    assert visitor.get(of_province.path).status_code == 404
    assert visitor.get(of_neighbour.path).status_code == 404
    assert province_visitor.get(own.path).status_code == 404


def test_the_feed_holds_level_area_and_full_addresses(visitor):
    alert = make_alert(TAM_THANH, level="emergency")
    answer = visitor.get("/canh-bao/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = answer.content.decode()
    assert f"Khẩn cấp: {alert.title}" in feed
    assert alert.full_url in feed
    assert "thôn Nà Kéo" in feed


def test_other_warning_systems_read_an_alert_its_correction_and_its_end(visitor):
    alert = make_alert(TAM_THANH, level="emergency", category="geo")
    alert.raised_at -= timedelta(days=1)
    alert.save()

    def read() -> tuple[ElementTree.Element, ElementTree.Element]:
        answer = visitor.get(f"{alert.path}cap.xml")
        assert answer["Content-Type"] == "application/cap+xml; charset=utf-8"
        root = ElementTree.fromstring(answer.content)
        return root, root.find(f"{CAP}info")

    root, info = read()
    assert root.tag == f"{CAP}alert"
    first = root.findtext(f"{CAP}identifier")
    facts = {child.tag.removeprefix(CAP): child.text for child in info}
    assert (facts["severity"], facts["category"]) == ("Extreme", "Geo")
    assert facts["urgency"] == "Immediate"
    assert info.findtext(f"{CAP}area/{CAP}areaDesc") == "thôn Nà Kéo, Phường Tam Thanh"
    assert root.findtext(f"{CAP}msgType") == "Alert"
    # The order that the schema of CAP 1.2 demands.
    order = [child.tag.removeprefix(CAP) for child in root]
    assert order == ["identifier", "sender", "sent", "status", "msgType", "scope", "info"]

    change_alert(alert)
    root, info = read()
    assert root.findtext(f"{CAP}msgType") == "Update"
    assert root.findtext(f"{CAP}identifier") != first
    assert first in root.findtext(f"{CAP}references").split(",")
    withdraw_alert(alert)
    assert read()[0].findtext(f"{CAP}msgType") == "Cancel"


@pytest.mark.parametrize(
    "path", ["khong-co/", "khong-co/cap.xml", "?trang=0", "?trang=99", "?trang=x", "%00/"]
)
def test_addresses_that_make_no_sense_do_not_exist(visitor, path):
    make_alert(TAM_THANH)
    assert visitor.get(f"/canh-bao/{path}").status_code == 404


def test_archive_and_alert_cost_the_same_with_2_and_with_60(network, visitor):
    alert = make_alert(TAM_THANH)
    make_alert(TAM_THANH, begins=-9, ends=-1)
    few = [len(uncached_queries(visitor, path)) for path in ("/canh-bao/", alert.path)]
    for number in range(58):
        make_alert(TAM_THANH, begins=-9, ends=-1 if number % 2 else 5)
    many = [len(uncached_queries(visitor, path)) for path in ("/canh-bao/", alert.path)]
    assert many == few
    assert max(few) <= 5


def test_the_sitemap_names_own_alerts_that_the_public_was_told(network, client_for):
    told, coming = make_alert(TAM_THANH), make_alert(TAM_THANH, begins=2)
    of_others = [make_alert(QUOC_KHANH), make_alert(LANG_SON)]
    found = client_for(network.communes[0]).get("/sitemap.xml").content.decode()
    assert "<loc>http://tamthanh.langson.localhost/canh-bao/</loc>" in found
    assert f"<loc>{told.full_url}</loc>" in found
    for alert in (coming, *of_others):
        assert alert.slug not in found
