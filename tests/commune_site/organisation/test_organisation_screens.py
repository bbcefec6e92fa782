"""How a place keeps its units and people: who proposes, who publishes, what bad input gets."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commune_site.organisation.models import AdministrativeMap, Appointment, Channel, Person, Unit
from commune_site.organisation.workplace import place_keys
from portal_network.audit.models import AuditEntry
from portal_network.tenancy.models import Role
from tests.commune_site.organisation.conftest import make_staff
from tests.factories import give_role, make_image, make_user
from tests.networks import HUE, TAM_THANH, build_network
from tests.query_counts import queries_of

UNITS, PEOPLE = "wagtailsnippets_organisation_unit", "wagtailsnippets_organisation_person"
MAPS = "wagtailsnippets_organisation_administrativemap"
CHANNELS = "wagtailsnippets_organisation_channel"
SQUARE = [[106.7, 21.8], [106.8, 21.8], [106.8, 21.9], [106.7, 21.8]]


@pytest.fixture
def editor(network):
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def approver(network):
    return make_user(Role.APPROVER, TAM_THANH)


@pytest.fixture
def screen(staff, client_for, approver):
    """The administration on the commune's host, for its approver."""
    return client_for(staff.tenant, user=approver)


def unit_form(**fields) -> dict:
    empty = dict.fromkeys(
        ["functions", "decision", "decision_page", "address", "phone", "email", "parent",
         "organisation_code", "households", "inhabitants", "latitude", "longitude"], "",
    )  # fmt: skip
    return empty | {"name": "Phòng Mới", "kind": "department", "position": "10"} | fields


def person_form(*posts: dict, initial: int = 0, **fields) -> dict:
    data = {
        "name": "Lê Văn Mới", "honorific": "ong", "phone": "", "email": "", "photo": "",
        "biography": json.dumps({"blocks": [], "entityMap": {}}),
        "appointments-TOTAL_FORMS": str(len(posts)), "appointments-INITIAL_FORMS": str(initial),
        "appointments-MIN_NUM_FORMS": "0", "appointments-MAX_NUM_FORMS": "1000",
    } | fields  # fmt: skip
    for number, post in enumerate(posts):
        row = dict.fromkeys(["id", "since", "until", "term", "duties", "decision"], "") | {
            "post": "Công chức", "position": "10", "ORDER": str(number + 1),
        } | post  # fmt: skip
        data |= {f"appointments-{number}-{name}": str(value) for name, value in row.items()}
    return data


def of_this_room(statements: list[str]) -> list[str]:
    """Leave out what the session asks once a minute."""
    return [statement for statement in statements if "organisation_" in statement]


def errors_of(answer) -> str:
    assert answer.status_code == 200
    form = answer.context["form"]
    rows = [row.errors for formset in getattr(form, "formsets", {}).values() for row in formset]
    return " ".join(map(str, [form.errors, *rows]))


def geojson(*names: str, ring=None) -> SimpleUploadedFile:
    features = [
        {"type": "Feature", "properties": {"name": name},
         "geometry": {"type": "Polygon", "coordinates": [ring or SQUARE]}}
        for name in names
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return SimpleUploadedFile("ban-do.geojson", text.encode())


# proposing and publishing


def test_an_editor_proposes_and_the_public_sees_nothing_until_another_publishes(
    staff, client_for, editor, approver
):
    writer = client_for(staff.tenant, user=editor)
    answer = writer.post(
        reverse(f"{PEOPLE}:add"),
        person_form({"unit": staff.office.pk}, **{"action-publish": "1"}),
    )
    person = Person.objects.get(name="Lê Văn Mới")
    assert answer.status_code == 302
    assert not person.live
    waiting = client_for(staff.tenant, user=approver).get("/quan-tri/").content.decode()
    assert "Tổ chức bộ máy: thay đổi chờ công bố" in waiting and "Lê Văn Mới" in waiting
    assert "Tổ chức bộ máy: thay đổi" not in writer.get("/quan-tri/").content.decode()
    post = person.appointments.get()
    publisher = client_for(staff.tenant, user=approver)
    publisher.post(
        reverse(f"{PEOPLE}:edit", args=[person.pk]),
        person_form({"id": post.pk, "unit": staff.office.pk}, initial=1, **{"action-publish": "1"}),
    )
    person.refresh_from_db()
    assert person.live and not person.has_unpublished_changes
    actions = AuditEntry.everywhere.filter(object_type="organisation.person")
    told = list(actions.order_by("sequence").values_list("action", "actor_id", "commune_code"))
    assert ("wagtail.create", editor.pk, TAM_THANH) in told
    assert ("wagtail.publish", approver.pk, TAM_THANH) in told


def test_a_draft_of_a_published_person_leaves_the_public_page_alone(staff, client_for, editor):
    client_for(staff.tenant, user=editor).post(
        reverse(f"{PEOPLE}:edit", args=[staff.chair.pk]),
        person_form(
            {"id": staff.chair.appointments.get().pk, "unit": staff.committee.pk, "is_head": "on",
             "since": "2026-01-01"},
            initial=1, name="Tên Đề Nghị",
        ),
    )  # fmt: skip
    staff.chair.refresh_from_db()
    assert staff.chair.name == "Nông Thị Bích"
    assert staff.chair.has_unpublished_changes
    assert staff.chair.slug == "nong-thi-bich"


def test_the_address_follows_the_name_until_the_first_publication_and_then_stays(
    staff, screen, approver
):
    screen.post(reverse(f"{PEOPLE}:add"), person_form(name="Lê"))
    person = Person.objects.get(name="Lê")
    edit = reverse(f"{PEOPLE}:edit", args=[person.pk])
    screen.post(edit, person_form(name="Lê Thị Đầy Đủ", **{"action-publish": "1"}))
    person.refresh_from_db()
    assert (person.name, person.slug) == ("Lê Thị Đầy Đủ", "le-thi-day-du")
    screen.post(edit, person_form(name="Lê Thị Khác", **{"action-publish": "1"}))
    person.refresh_from_db()
    assert (person.name, person.slug) == ("Lê Thị Khác", "le-thi-day-du")


def test_publishing_in_one_commune_is_no_right_in_another(network, client_for):
    """Who edits here and approves next door publishes next door alone."""
    person = make_user(Role.EDITOR, network.communes[0])
    give_role(person, Role.APPROVER, network.communes[1])
    client = client_for(network.communes[0], user=person)
    client.post(reverse(f"{UNITS}:add"), unit_form(**{"action-publish": "1"}))
    unit = Unit.objects.get(name="Phòng Mới")
    assert not unit.live
    client.post(reverse(f"{UNITS}:edit", args=[unit.pk]), unit_form(**{"action-publish": "1"}))
    unit.refresh_from_db()
    assert not unit.live
    assert client.post(reverse(f"{UNITS}:delete", args=[unit.pk])).status_code in (302, 404)
    assert Unit.objects.filter(pk=unit.pk).exists()


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.PROVINCE_OBSERVER])
def test_who_writes_no_pages_keeps_no_records(staff, client_for, network, role):
    at = network.province if role == Role.PROVINCE_OBSERVER else TAM_THANH
    client = client_for(staff.tenant, user=make_user(role, at))
    for path in (reverse(f"{UNITS}:list"), reverse(f"{UNITS}:add")):
        assert client.get(path).status_code in (302, 404)
    edit = reverse(f"{UNITS}:edit", args=[staff.office.pk])
    client.post(edit, unit_form(name="Đã đổi", **{"action-publish": "1"}))
    staff.office.refresh_from_db()
    assert staff.office.name == "Văn phòng"
    assert not staff.office.has_unpublished_changes


def test_the_first_button_publishes_for_whoever_may_and_saves_a_draft_for_others(
    staff, client_for, editor, approver
):
    for person, may in ((editor, False), (approver, True)):
        client = client_for(staff.tenant, user=person)
        for path in (
            reverse(f"{PEOPLE}:add"), reverse(f"{PEOPLE}:edit", args=[staff.chair.pk]),
        ):  # fmt: skip
            menu = client.get(path).context["action_menu"]
            names = [menu.default_item.name, *(item.name for item in menu.menu_items)]
            assert names[0] == ("action-publish" if may else "action-save")
            assert ("action-unpublish" in names) is (may and "edit" in path)


def test_a_new_row_belongs_to_the_site_at_hand(network, client_for):
    keeper = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    for place in (network.province, network.communes[1]):
        answer = client_for(place, user=keeper).post(
            reverse(f"{UNITS}:add"), unit_form(name=f"Phòng {place.pk}", **{"action-publish": "1"})
        )
        assert answer.status_code == 302
    assert Unit.objects.get(name=f"Phòng {network.province.pk}").commune_id is None
    assert Unit.objects.get(name=f"Phòng {network.communes[1].pk}").commune == network.communes[1]
    shown = client_for(network.province, user=keeper).get(reverse(f"{UNITS}:list"))
    assert "Phòng 20" in shown.content.decode()
    assert f"Phòng {network.communes[1].pk}" not in shown.content.decode()


def test_rows_of_another_province_do_not_exist(staff, client_for, approver):
    other = build_network(HUE, 1)
    foreign = make_staff(other.tenants[0])
    client = client_for(staff.tenant, user=approver)
    for row, name in ((foreign.office, UNITS), (foreign.chair, PEOPLE)):
        for view in ("edit", "delete", "history", "usage", "unpublish"):
            path = reverse(f"{name}:{view}", args=[row.pk])
            assert client.get(path).status_code == client.post(path).status_code == 404
    data = person_form({"unit": foreign.office.pk})
    assert "không thuộc đơn vị" in errors_of(client.post(reverse(f"{PEOPLE}:add"), data))
    picture = make_image(other.communes[0])
    answer = client.post(reverse(f"{PEOPLE}:add"), person_form(photo=picture.pk))
    assert "không thuộc đơn vị" in errors_of(answer)


def test_units_of_another_place_that_one_looks_after_cannot_be_chosen(network, staff, client_for):
    keeper = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    other = make_staff(network.tenants[1])
    client = client_for(staff.tenant, user=keeper)
    path = reverse(f"{UNITS}:edit", args=[staff.office.pk])
    assert str(other.committee.pk) not in [
        str(value) for value, _label in client.get(path).context["form"].fields["parent"].choices
    ]
    assert "không thuộc" in errors_of(client.post(path, unit_form(parent=other.committee.pk)))


# bad input


def test_a_circle_of_units_is_refused_beside_the_field(staff, screen):
    path = reverse(f"{UNITS}:edit", args=[staff.committee.pk])
    answer = screen.post(path, unit_form(name="Giữ lại", parent=staff.office.pk))
    assert "nằm dưới đơn vị đang sửa" in str(answer.context["form"].errors["parent"])
    assert answer.context["form"]["name"].value() == "Giữ lại"


def test_a_unit_in_use_is_not_deleted_and_the_person_is_told_why(staff, screen):
    for unit in (staff.committee, staff.unit("Phòng trống")):
        answer = screen.post(reverse(f"{UNITS}:delete", args=[unit.pk]), follow=True)
        is_used = unit == staff.committee
        assert Unit.objects.filter(pk=unit.pk).exists() is is_used
        assert ("Không xóa được" in answer.content.decode()) is is_used


def test_a_draft_that_names_a_unit_which_is_gone_still_opens(staff, screen):
    unit = staff.unit("Phòng tạm")
    person = staff.person("Lê Văn Tạm", unit, "Công chức")
    person.save_revision()
    person.appointments.all().delete()
    Appointment.objects.filter(unit=unit).delete()
    Person.objects.filter(pk=person.pk).update(has_unpublished_changes=True)
    unit.delete()
    assert screen.get(reverse(f"{PEOPLE}:edit", args=[person.pk])).status_code == 200


def test_two_heads_of_one_unit_on_the_same_days_are_refused(staff, screen):
    post = {"unit": staff.committee.pk, "is_head": "on", "since": "2025-06-01"}
    answer = screen.post(reverse(f"{PEOPLE}:add"), person_form(post))
    assert "đang đứng đầu đơn vị này" in errors_of(answer)
    ended = post | {"since": "2019-01-01", "until": "2020-12-31"}
    assert screen.post(reverse(f"{PEOPLE}:add"), person_form(ended)).status_code == 302
    twice = person_form(post | {"unit": staff.office.pk}, post | {"unit": staff.office.pk})
    assert "hai lần" in errors_of(screen.post(reverse(f"{PEOPLE}:add"), twice))


def test_days_in_the_wrong_order_are_refused_beside_the_field(staff, screen):
    post = {"unit": staff.office.pk, "since": "2026-02-01", "until": "2026-01-31"}
    answer = screen.post(reverse(f"{PEOPLE}:add"), person_form(post))
    row = answer.context["form"].formsets["appointments"].forms[0]
    assert "until" in row.errors
    assert not Person.objects.filter(name="Lê Văn Mới").exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Le\u0302 Thi\u0323 Bi\u0301ch", "Lê Thị Bích"),
        ("  Lê\u200b \u00a0Thị\tBích ", "Lê Thị Bích"),
    ],
)
def test_names_are_stored_composed_and_tidy(staff, screen, typed, stored):
    screen.post(reverse(f"{PEOPLE}:add"), person_form(name=typed))
    assert Person.objects.filter(name=stored, folded_name="le thi bich").exists()


@pytest.mark.parametrize("typed", ["Lê Thị Bích 🙂", "Lê\x00Bích", "Lê \ue000"])
def test_pictures_and_control_characters_in_names_are_refused(staff, screen, typed):
    errors = errors_of(screen.post(reverse(f"{PEOPLE}:add"), person_form(name=typed)))
    assert "name" in errors


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"latitude": "21.8"}, "longitude"),
        ({"latitude": "95", "longitude": "106"}, "latitude"),
        ({"households": "-3"}, "households"),
        ({"organisation_code": "h37"}, "organisation_code"),
        ({"phone": "gọi tôi"}, "phone"),
        ({"parent": "không"}, "parent"),
    ],
)
def test_values_that_cannot_be_are_refused_beside_their_field(staff, screen, fields, field):
    answer = screen.post(reverse(f"{UNITS}:add"), unit_form(**fields))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_a_channel_needs_a_way_to_it_and_no_script(staff, screen):
    data = {"kind": "zalo", "name": "Zalo", "url": "", "phone": "", "unit": "", "description": "",
            "position": "10"}  # fmt: skip
    path = reverse(f"{CHANNELS}:add")
    assert "url" in screen.post(path, data).context["form"].errors
    for url in ("javascript:alert(1)", "ftp://vidu.invalid/"):
        assert "url" in screen.post(path, data | {"url": url}).context["form"].errors
    published = data | {"url": "https://zalo.me/1", "action-publish": "1"}
    assert screen.post(path, published).status_code == 302
    assert Channel.objects.get().live


# the map


def test_a_map_is_checked_stored_and_drawn(staff, screen):
    data = {"title": "Bản đồ phường", "source": "", "file": geojson("Tổ dân phố 1", "Khu 2")}
    answer = screen.post(reverse(f"{MAPS}:add"), data | {"action-publish": "1"})
    assert answer.status_code == 302
    drawn = AdministrativeMap.objects.get()
    assert [area["name"] for area in drawn.areas] == ["Tổ dân phố 1", "Khu 2"]
    assert drawn.areas[0]["polygons"] == [[SQUARE]]
    # The title alone can be changed; the outlines stay, and no request takes them away.
    edit = reverse(f"{MAPS}:edit", args=[drawn.pk])
    new = {"title": "Bản đồ mới", "source": "", "file-clear": "on", "action-publish": "1"}
    assert screen.post(edit, new).status_code == 302
    drawn.refresh_from_db()
    assert (drawn.title, len(drawn.areas)) == ("Bản đồ mới", 2)
    again = screen.post(reverse(f"{MAPS}:add"), data | {"file": geojson("A")})
    assert "Đã có bản đồ" in errors_of(again)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "không phải"),
        (b"\xff\xfe\x00", "không phải"),
        (b"{}", "FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[]}', "không có"),
        (geojson("").read(), "name"),
        (geojson("Tổ 1", "TỔ 1").read(), "đã có"),
        (geojson("Tổ 1", ring=[[500000, 2400000]] * 4).read(), "WGS 84"),
        (geojson("Tổ 1", ring=[[21.8, 106.7]] * 4).read(), "WGS 84"),
        (geojson("Tổ 1", ring=[[2.0, 48.0]] * 4).read(), "ngoài lãnh thổ"),
        (geojson(*[f"Tổ {number}" for number in range(301)]).read(), "300"),
        (b"[" * 100_000, "lồng"),
        (b" " * (2 * 1024 * 1024 + 1), "2 MB"),
        (b"", "rỗng"),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_the_reason(staff, screen, content, message):
    upload = SimpleUploadedFile("ban-do.geojson", content)
    answer = screen.post(
        reverse(f"{MAPS}:add"), {"title": "Giữ tên này", "source": "", "file": upload}
    )
    assert message in errors_of(answer)
    assert "Giữ tên này" in answer.content.decode()
    assert not AdministrativeMap.objects.exists()


# lists


def test_lists_are_searched_with_and_without_accents_and_filtered(staff, screen):
    for query, found in (("bich", True), ("Bích", True), ("khac", False)):
        page = screen.get(reverse(f"{PEOPLE}:list"), {"q": query}).content.decode()
        assert ("Nông Thị Bích" in page) is found
    villages = screen.get(reverse(f"{UNITS}:list"), {"kind": "village"}).content.decode()
    assert "Tổ dân phố 1" in villages and "Văn phòng</a>" not in villages


@pytest.mark.parametrize("name", [UNITS, PEOPLE])
def test_lists_of_the_administration_cost_the_same_with_sixty_rows(staff, screen, name):
    def count() -> int:
        screen.get(reverse(f"{name}:list"))
        with queries_of() as statements:
            assert screen.get(reverse(f"{name}:list")).status_code == 200
        return len(of_this_room(statements))

    few = count()
    for number in range(45):
        unit = staff.unit(f"Phòng số {number}", parent=staff.committee)
        staff.person(f"Người số {number}", unit, "Công chức", since=date(2026, 1, 1))
    assert count() == few


def test_the_form_of_a_person_asks_for_units_once(staff, screen):
    path = reverse(f"{PEOPLE}:edit", args=[staff.chair.pk])

    def count() -> int:
        screen.get(path)
        with queries_of() as statements:
            screen.get(path)
        return len(of_this_room(statements))

    few = count()
    for number in range(8):
        Appointment.objects.create(
            person=staff.chair, unit=staff.office, post=f"Chức vụ {number}", until=date(2020, 1, 1)
        )
    assert count() == few


def test_every_screen_opens(staff, screen):
    staff.chair.save_revision()
    first = staff.chair.save_revision()
    for row, name in ((staff.office, UNITS), (staff.chair, PEOPLE)):
        row.save_revision().publish()
        for view in ("edit", "history", "usage", "unpublish", "delete"):
            assert screen.get(reverse(f"{name}:{view}", args=[row.pk])).status_code == 200
    compare = reverse(f"{PEOPLE}:revisions_compare", args=[staff.chair.pk, "earliest", "latest"])
    assert screen.get(compare).status_code == 200
    revert = reverse(f"{PEOPLE}:revisions_revert", args=[staff.chair.pk, first.pk])
    assert screen.get(revert).status_code == 200
    assert place_keys(staff.tenant)["commune_id"] == TAM_THANH
