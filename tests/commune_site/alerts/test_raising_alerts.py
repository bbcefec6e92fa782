"""Who may raise, correct and withdraw alerts, how the form answers, and what is on record."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.alerts.models import Alert
from commune_site.alerts.services import AlertIsOver, change_alert, withdraw_alert
from portal_network.audit.models import AuditEntry
from portal_network.audit.sentences import sentence_of
from portal_network.tenancy.models import Role
from tests.commune_site.alerts.making import make_alert
from tests.factories import give_role, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

LIST, RAISE = reverse("alerts"), reverse("alerts_raise")
STORM = {"level": "warning", "title": "Mưa đá tại Nà Kéo", "duration": "24", "category": "met"}


def words_of(answer) -> str:
    """Return the page; the administration holds some of its words in data of scripts."""
    return unescape(answer.content.decode())


def local(moment) -> str:
    """Return a moment as the form takes it."""
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def change(alert: Alert) -> str:
    """Return the address of the form of an alert."""
    return reverse("alerts_change", args=[alert.pk])


@pytest.fixture
def officer(network, client_for):
    """The one officer of phường Tam Thanh, an editor."""
    return client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH, last_name="Lý"))


@pytest.fixture
def province_office(network, client_for):
    """A moderator of Lạng Sơn."""
    return client_for(network.province, make_user(Role.PROVINCE_MODERATOR, LANG_SON))


def test_four_answers_are_enough_and_nobody_approves(officer):
    answer = officer.post(RAISE, STORM, follow=True)
    assert "Cảnh báo đã được phát." in words_of(answer)
    alert = Alert.everywhere.get()
    assert (alert.commune_id, alert.province_id) == (TAM_THANH, LANG_SON)
    assert alert.state is Alert.State.IN_FORCE
    assert timedelta(hours=23, minutes=59) < alert.ends_at - alert.starts_at <= timedelta(hours=24)


def test_the_form_asks_the_officer_of_a_commune_for_no_place(officer):
    page = officer.get(RAISE).content.decode()
    assert 'name="place"' not in page
    assert 'name="communes"' not in page
    assert 'name="covers_all"' not in page


def test_a_province_raises_for_all_or_for_chosen_communes(network, province_office):
    province_office.post(RAISE, STORM | {"covers_all": "1"})
    province_office.post(RAISE, STORM | {"covers_all": "0", "communes": [QUOC_KHANH]})
    chosen, everywhere = Alert.everywhere.order_by("covers_all")
    assert everywhere.commune_id is None
    assert not everywhere.communes.exists()
    assert [row.pk for row in chosen.communes.all()] == [QUOC_KHANH]


def test_a_province_that_chooses_names_at_least_one_commune(province_office):
    answer = province_office.post(RAISE, STORM | {"covers_all": "0"})
    assert "Chọn ít nhất một xã, phường." in words_of(answer)
    assert STORM["title"] in answer.content.decode()
    assert not Alert.everywhere.exists()


def test_communes_of_another_province_do_not_exist(province_office):
    other = build_network(HUE, 1).communes[0]
    answers = [
        province_office.post(RAISE, STORM | {"covers_all": "0", "communes": [code]}).status_code
        for code in (other.pk, "99999", "x")
    ]
    assert answers == [200, 200, 200]
    assert not Alert.everywhere.exists()


def test_who_works_for_two_communes_says_for_which(network, client_for):
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.EDITOR, QUOC_KHANH)
    client = client_for(network.communes[0], person)
    assert "Đơn vị phát" in words_of(client.get(RAISE))
    client.post(RAISE, STORM | {"place": QUOC_KHANH})
    assert Alert.everywhere.get().commune_id == QUOC_KHANH
    assert client.post(RAISE, STORM | {"place": LANG_SON}).status_code == 200
    assert Alert.everywhere.count() == 1


@pytest.mark.parametrize(
    "role, code",
    [(Role.RESPONDER, TAM_THANH), (Role.PROVINCE_OBSERVER, LANG_SON), (None, None)],
)
def test_others_find_no_screen(network, client_for, role, code):
    client = client_for(network.communes[0], make_user(role, code))
    alert = make_alert(TAM_THANH)
    for path in (LIST, RAISE, change(alert), reverse("alerts_withdraw", args=[alert.pk])):
        assert client.get(path).status_code in (302, 403, 404)
        assert client.post(path, STORM).status_code in (302, 403, 404)
    assert Alert.everywhere.count() == 1
    assert Alert.everywhere.get().withdrawn_at is None


def test_a_commune_changes_neither_its_neighbours_alerts_nor_its_provinces(officer):
    for alert in (make_alert(QUOC_KHANH), make_alert(LANG_SON)):
        assert officer.get(change(alert)).status_code == 404
        assert officer.post(reverse("alerts_withdraw", args=[alert.pk])).status_code == 404
        alert.refresh_from_db()
        assert alert.withdrawn_at is None
        assert alert.title not in words_of(officer.get(LIST))


def test_a_province_withdraws_an_alert_of_its_commune(province_office):
    alert = make_alert(TAM_THANH)
    assert "Phường Tam Thanh" in words_of(province_office.get(LIST))
    province_office.post(reverse("alerts_withdraw", args=[alert.pk]), {"reason": "Phát nhầm."})
    alert.refresh_from_db()
    assert alert.state is Alert.State.WITHDRAWN
    assert alert.withdrawal_reason == "Phát nhầm."


@pytest.mark.parametrize(
    "changed, message",
    [
        ({"title": ""}, "Trường này là bắt buộc"),
        ({"title": "x" * 121}, "120"),
        ({"level": "gray"}, "gray"),
        ({"duration": "7"}, "7"),
        ({"ends_at": "32/13/2026 10:00"}, "Hãy nhập ngày giờ hợp lệ"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_is_lost(officer, changed, message):
    answer = officer.post(RAISE, STORM | {"text": "Tránh xa taluy."} | changed)
    assert answer.status_code == 200
    assert message in words_of(answer)
    assert "Tránh xa taluy." in answer.content.decode()
    assert not Alert.everywhere.exists()


def test_an_end_before_the_beginning_or_in_the_past_is_refused(officer):
    now = timezone.now()
    begins_later = STORM | {
        "starts_at": local(now + timedelta(hours=5)), "ends_at": local(now + timedelta(hours=2)),
    }  # fmt: skip
    answer = officer.post(RAISE, begins_later)
    assert "Thời điểm kết thúc phải sau thời điểm bắt đầu." in words_of(answer)
    answer = officer.post(RAISE, STORM | {"ends_at": local(now - timedelta(hours=2))})
    assert "Thời điểm này đã qua." in words_of(answer)
    assert not Alert.everywhere.exists()


def test_an_alert_does_not_stay_for_years(officer):
    answer = officer.post(RAISE, STORM | {"ends_at": local(timezone.now() + timedelta(days=400))})
    assert "tối đa 90 ngày" in words_of(answer)


def test_letters_and_marks_are_composed_and_control_characters_dropped(officer):
    officer.post(RAISE, STORM | {"title": "Mưa lơ\u0301n \x0b⚠️", "area": "Na\u0300 Ke\u0301o"})
    alert = Alert.everywhere.get()
    assert alert.title == "Mưa lớn ⚠️"
    assert alert.area == "Nà Kéo"


def test_a_stated_end_counts_instead_of_the_duration(officer):
    end = timezone.now() + timedelta(days=2)
    officer.post(RAISE, STORM | {"ends_at": local(end)})
    assert local(Alert.everywhere.get().ends_at) == local(end)


def test_two_alerts_of_the_same_day_and_title_have_addresses_of_their_own(officer):
    officer.post(RAISE, STORM)
    officer.post(RAISE, STORM)
    first, second = Alert.everywhere.order_by("pk").values_list("slug", flat=True)
    assert second == f"{first}-2"
    assert first.endswith("mua-da-tai-na-keo")


def test_a_correction_keeps_address_and_beginning(officer):
    alert = make_alert(TAM_THANH)
    page = officer.get(change(alert))
    assert alert.title in page.content.decode()
    data = STORM | {"title": "Mưa lớn đã giảm", "ends_at": local(alert.ends_at)}
    assert officer.post(change(alert), data).status_code == 302
    changed = Alert.everywhere.get()
    assert (changed.title, changed.slug) == ("Mưa lớn đã giảm", alert.slug)
    assert changed.starts_at == alert.starts_at
    assert changed.changed_at is not None


def test_what_was_withdrawn_is_history(officer):
    alert = make_alert(TAM_THANH)
    withdraw_alert(alert)
    answer = officer.get(change(alert), follow=True)
    assert "Hãy phát cảnh báo mới nếu cần." in words_of(answer)
    with pytest.raises(AlertIsOver):
        change_alert(alert)
    assert withdraw_alert(alert) is False


def test_everything_that_happens_to_an_alert_is_on_record_with_the_person(officer):
    officer.post(RAISE, STORM)
    alert = Alert.everywhere.get()
    officer.post(change(alert), STORM | {"ends_at": local(alert.ends_at)})
    officer.post(reverse("alerts_withdraw", args=[alert.pk]), {"reason": "Hết mưa."})
    entries = AuditEntry.everywhere.filter(action__startswith="alerts.").order_by("sequence")
    assert [entry.action for entry in entries] == [
        "alerts.raised", "alerts.changed", "alerts.withdrawn",
    ]  # fmt: skip
    assert {entry.commune_code for entry in entries} == {TAM_THANH}
    assert all(entry.actor_id == alert.raised_by_id for entry in entries)
    assert entries[2].details["reason"] == "Hết mưa."
    assert "đã phát cảnh báo" in sentence_of(entries[0])


def test_the_home_of_the_administration_shows_what_is_in_force(officer):
    assert "Cảnh báo đang hiển thị" not in words_of(officer.get(reverse("wagtailadmin_home")))
    alert = make_alert(TAM_THANH)
    text = words_of(officer.get(reverse("wagtailadmin_home")))
    assert "Cảnh báo đang hiển thị" in text
    assert alert.title in text


def test_the_list_costs_the_same_with_2_and_with_60_alerts(network, province_office):
    def cost() -> int:
        province_office.get(LIST)
        with queries_of() as statements:
            assert province_office.get(LIST).status_code == 200
        return len(statements)

    for _ in range(2):
        make_alert(TAM_THANH, raised_by=make_user())
    few = cost()
    for number in range(58):
        make_alert(LANG_SON, communes=network.communes, ends=-0.5 if number % 2 else 5)
    assert cost() <= few + 1


@pytest.mark.parametrize("number", ["0", "abc", "99999999", "-1", "²"])
def test_odd_page_numbers_do_no_harm(officer, number):
    assert officer.get(LIST, {"p": number}).status_code == 200
