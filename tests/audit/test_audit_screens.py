"""The log is read by those who answer for a place, and shows nothing of any other."""

import json

import pytest
from django.urls import reverse
from wagtail.log_actions import log, registry

from portal_network.audit.models import AuditEntry
from portal_network.audit.places import Place
from portal_network.audit.sentences import DEEDS, sentence_of
from portal_network.audit.services import record
from portal_network.audit.sources.wagtail_log import RECORDED_ELSEWHERE
from portal_network.tenancy.models import Role
from tests.factories import give_role, make_article, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

LOG = reverse("audit_log")
DOWNLOAD = reverse("audit_download")


def text_of(client, address: str = LOG, **query) -> str:
    """Return a screen."""
    answer = client.get(address, query)
    assert answer.status_code == 200, (address, query)
    return answer.content.decode()


def lines_of(client, **query) -> list[dict]:
    """Return the entries of a file."""
    answer = client.get(DOWNLOAD, query)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return [json.loads(line) for line in answer.getvalue().decode().splitlines()]


@pytest.fixture
def administrator(network, client_for):
    """A client of the administrator of phường Tam Thanh."""
    person = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH, last_name="Quản", first_name="Trị")
    return client_for(network.communes[0], person)


@pytest.fixture
def province(network, client_for):
    """A client of the administrator of Lạng Sơn."""
    return client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))


@pytest.fixture
def events(network):
    """Something that happened in each of two communes, and in another province."""
    build_network(HUE, 1)
    for title, place in (
        ("Việc của Tam Thanh", Place(LANG_SON, TAM_THANH)),
        ("Việc của Quốc Khánh", Place(LANG_SON, QUOC_KHANH)),
        ("Việc của tỉnh", Place(LANG_SON)),
        ("Việc của Huế", Place(HUE)),
        ("Việc của hệ thống", Place()),
    ):
        record("wagtail.publish", title=title, place=place)


def seen(text: str) -> set[str]:
    """Return which of the events are in a text."""
    names = ("Tam Thanh", "Quốc Khánh", "tỉnh", "Huế", "hệ thống")
    return {name for name in names if f"Việc của {name}" in text}


def test_the_administrator_of_a_commune_reads_what_concerns_the_commune(administrator, events):
    assert seen(text_of(administrator)) == {"Tam Thanh"}
    assert {line["commune_code"] for line in lines_of(administrator)} == {TAM_THANH}


@pytest.mark.parametrize("role", [Role.PROVINCE_ADMINISTRATOR, Role.PROVINCE_OBSERVER])
def test_a_province_reads_its_communes_and_no_other_province(network, client_for, events, role):
    client = client_for(network.province, make_user(role, LANG_SON))
    assert seen(text_of(client)) == {"Tam Thanh", "Quốc Khánh", "tỉnh"}
    assert seen(text_of(client, chain=HUE)) == set()


@pytest.mark.parametrize("wanted", [{"chain": "network"}, {"chain": HUE}, {"commune": QUOC_KHANH}])
def test_asking_for_what_is_not_ones_own_finds_nothing(administrator, events, wanted):
    assert seen(text_of(administrator, **wanted)) == set()
    assert administrator.get(DOWNLOAD, wanted).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.APPROVER, Role.RESPONDER, Role.PROVINCE_MODERATOR]
)
def test_for_everybody_else_the_log_does_not_exist(network, client_for, role):
    place = LANG_SON if role is Role.PROVINCE_MODERATOR else TAM_THANH
    client = client_for(network.province, make_user(role, place))
    assert client.get(LOG).status_code == 404
    assert client.get(DOWNLOAD).status_code == 404
    assert LOG not in client.get("/quan-tri/").content.decode()


def test_an_operator_in_a_staff_session_reads_every_chain(network, operator_client, events):
    client = operator_client(network.province)
    assert seen(text_of(client)) == {"hệ thống"}
    assert seen(text_of(client, chain=HUE)) == {"Huế"}
    assert seen(text_of(client, chain=LANG_SON, commune=QUOC_KHANH)) == {"Quốc Khánh"}


def test_an_operator_without_a_staff_session_reads_nothing(network, client_for, events):
    from tests.factories import make_superuser

    answer = client_for(network.province, make_superuser()).get(LOG)
    assert answer.status_code == 302


def test_an_entry_reads_as_a_vietnamese_sentence(administrator, network):
    page = make_article(TAM_THANH, title="Thông báo <lịch> nghỉ")
    person = make_user(Role.APPROVER, TAM_THANH, last_name="Hoàng Văn", first_name="Duyệt")
    log(instance=page, action="wagtail.unpublish", user=person, data={"reason": "Sai số liệu"})
    text = text_of(administrator)
    assert (
        "<strong>Hoàng Văn Duyệt</strong> đã gỡ khỏi trang công khai "
        "<strong>“Thông báo &lt;lịch&gt; nghỉ”</strong>"
    ) in text
    assert "Lãnh đạo duyệt" in text
    assert "Lý do: Sai số liệu" in text


@pytest.mark.parametrize("action", sorted(DEEDS))
def test_every_deed_is_said_in_vietnamese(network, action):
    entry = record(action, title="X")
    assert " đã " in sentence_of(entry)


def test_everything_that_the_administration_records_has_a_sentence():
    # The two of Wagtail's old moderation are written by nothing any more.
    old = {"wagtail.moderation.approve", "wagtail.moderation.reject"}
    registered = {action for action, _label in registry.get_choices()}
    assert registered - old - RECORDED_ELSEWHERE - DEEDS.keys() == set()


def test_an_action_that_nobody_has_named_is_shown_all_the_same(administrator, network):
    record("other.room", title="Việc lạ", place=Place(LANG_SON, TAM_THANH))
    assert "other.room" in text_of(administrator)


# filters


def test_filters_find_by_person_action_title_and_day(administrator, network, events):
    colleague = make_user(Role.EDITOR, TAM_THANH)
    record("wagtail.lock", title="Khác", place=Place(LANG_SON, TAM_THANH), actor=colleague)
    assert {line["object_title"] for line in lines_of(administrator, person=colleague.pk)} == {
        "Khác"
    }
    assert {line["action"] for line in lines_of(administrator, action="wagtail.publish")} == {
        "wagtail.publish"
    }
    assert seen(text_of(administrator, title="Tam Th")) == {"Tam Thanh"}
    assert seen(text_of(administrator, first="2020-01-01", last="2020-12-31")) == set()
    assert seen(text_of(administrator, first="2020-01-01")) == {"Tam Thanh"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "31/31/2026"},
        {"person": "999999"},
        {"person": "x"},
        {"action": "x"},
        {"chain": "\0"},
        {"commune": "' OR 1=1"},
    ],
)
def test_input_that_makes_no_sense_finds_nothing(administrator, events, wrong):
    assert seen(text_of(administrator, **wrong)) == set()
    assert administrator.get(DOWNLOAD, wrong).status_code == 404


@pytest.mark.parametrize("before", ["x", "-1", "1.5", "²", "9" * 30])
def test_a_page_of_the_log_that_makes_no_sense_does_not_exist(administrator, before):
    assert administrator.get(LOG, {"before": before}).status_code == 404


def test_people_elsewhere_are_not_offered_as_a_filter(administrator):
    stranger = make_user(Role.EDITOR, QUOC_KHANH, last_name="Người", first_name="Lạ")
    form = administrator.get(LOG).context["form"]
    assert stranger not in form.fields["person"].queryset


def test_the_log_is_turned_over_by_numbers_and_loses_no_entry(administrator, network):
    for number in range(120):
        record("wagtail.edit", title=f"Việc {number}", place=Place(LANG_SON, TAM_THANH))
    found: list[int] = []
    address = LOG + "?action=wagtail.edit"
    while address:
        answer = administrator.get(address)
        found += [row["entry"].sequence for row in answer.context["rows"]]
        following = answer.context["next_page"]
        address = LOG + following if following else ""
    assert len(found) == 120
    assert found == sorted(set(found), reverse=True)


def test_a_page_of_the_log_takes_few_queries_at_any_size(province, network):
    def queries() -> int:
        text_of(province)
        with queries_of() as statements:
            text_of(province)
        return len(statements)

    record("wagtail.edit", title="Việc", place=Place(LANG_SON, TAM_THANH))
    few = queries()
    for number in range(80):
        person = make_user(Role.EDITOR, TAM_THANH) if number % 20 == 0 else None
        record("wagtail.edit", title="Việc", place=Place(LANG_SON, TAM_THANH), actor=person)
    assert queries() == few <= 12


# files


def test_taking_a_file_is_recorded_with_what_was_asked_for(administrator, events):
    lines = lines_of(administrator, action="wagtail.publish")
    assert [line["object_title"] for line in lines] == ["Việc của Tam Thanh"]
    entry = AuditEntry.everywhere.filter(action="audit.exported").get()
    assert entry.details["filters"] == {"action": "wagtail.publish"}
    assert entry.commune_code == TAM_THANH


# one page


def test_an_editor_reads_what_happened_to_an_own_page_without_addresses(network, client_for):
    page = make_article(TAM_THANH)
    approver = make_user(Role.APPROVER, TAM_THANH, last_name="Hoàng", first_name="Duyệt")
    client_for(network.communes[0], approver, REMOTE_ADDR="203.0.113.44").post(
        reverse("moderation_withdraw", args=[page.pk]),
        {"reason": "Sai tên người được khen thưởng."},
    )
    editor = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    address = reverse("audit_page", args=[page.pk])
    text = text_of(editor, address)
    assert "Hoàng Duyệt" in text
    assert "đã gỡ khỏi trang công khai" in text
    assert "203.0.113.44" not in text
    administrator = client_for(network.communes[0], make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    assert "203.0.113.44" in text_of(administrator, address)


def test_what_happened_to_a_page_of_the_neighbour_does_not_exist(network, client_for):
    page = make_article(QUOC_KHANH)
    client = client_for(network.communes[0], make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    assert client.get(reverse("audit_page", args=[page.pk])).status_code == 404
    assert client.get(reverse("audit_page", args=[999999])).status_code == 404


def test_an_administrator_elsewhere_sees_no_address_at_the_editors_commune(network, client_for):
    page = make_article(TAM_THANH)
    make_user(Role.APPROVER, TAM_THANH)
    client = client_for(
        network.communes[0], make_user(Role.APPROVER, TAM_THANH), REMOTE_ADDR="203.0.113.45"
    )
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.SITE_ADMINISTRATOR, QUOC_KHANH)
    text = text_of(client_for(network.communes[0], person), reverse("audit_page", args=[page.pk]))
    assert "203.0.113.45" not in text


def test_the_page_of_the_editor_leads_to_what_happened_to_it(network, client_for):
    page = make_article(TAM_THANH)
    client = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    text = text_of(client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert reverse("audit_page", args=[page.pk]) in text


def test_the_menu_of_reports_has_one_history(administrator):
    text = text_of(administrator, "/quan-tri/")
    assert LOG in text
    assert "site-history" not in text
