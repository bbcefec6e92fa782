"""The sample organisation: whole, marked, invented, the same on a second run."""

import pytest

from commune_site.organisation.models import (
    RECORDS,
    AdministrativeMap,
    Appointment,
    Person,
    Unit,
    UnitKind,
)
from commune_site.organisation.village_map import villages_of_areas
from portal_network.provisioning.sample_loader import load_sample
from portal_network.provisioning.sample_villages import village_outlines
from tests.networks import LANG_SON, build_network, forget_what_processes_remember
from tests.pages_as_seen import main_text_of

ROOM = "/gioi-thieu/"
SECTIONS = ("chuc-nang-nhiem-vu", "co-cau-to-chuc", "lanh-dao", "danh-ba", "lien-he",
            "kenh-thong-tin-chinh-thuc", "ban-do-hanh-chinh", "dieu-kien-tu-nhien",
            "lich-su-van-hoa", "di-tich-danh-thang")  # fmt: skip


@pytest.fixture
def filled(db):
    """A province and a commune with their samples."""
    network = build_network(communes=1)
    load_sample(LANG_SON)
    forget_what_processes_remember()
    return network


def test_rows_fifteen_to_twenty_four_can_be_seen_on_every_site(filled, client_for):
    for tenant in (filled.province_tenant, filled.tenants[0]):
        for section in SECTIONS:
            answer = client_for(tenant).get(f"{ROOM}{section}/")
            assert answer.status_code == 200, (tenant.name, section)
            assert "Dữ liệu mẫu" in main_text_of(answer) or section == "lien-he", section


def test_every_row_is_marked_and_nobody_can_be_taken_for_real(filled):
    for model in RECORDS:
        assert model.everywhere.exists()
        assert not model.everywhere.filter(is_sample=False).exists()
    for person in Person.everywhere.all():
        assert not person.phone or person.phone.startswith("0200 000")
        assert not person.email or person.email.endswith(".example")


def test_the_samples_keep_the_rules_of_the_forms(filled):
    for model in RECORDS:
        for row in model.everywhere.all():
            row.full_clean(exclude=["photo", "title"])
    heads = Appointment.everywhere.filter(is_head=True)
    assert heads.exists()
    assert not [post for post in heads if post.other_head()]


def test_every_area_of_the_map_is_a_village(filled):
    drawn = AdministrativeMap.everywhere.get()
    villages = list(Unit.everywhere.filter(kind=UnitKind.VILLAGE))
    assert len(villages_of_areas(drawn.areas, villages)) == len(drawn.areas) == len(villages)


def test_a_second_run_adds_nothing_and_leaves_changes_alone(filled):
    Person.everywhere.filter(name="Nguyễn Văn Mẫu").update(name="Đổi Tên")
    before = [set(model.everywhere.values_list("pk", flat=True)) for model in RECORDS]
    load_sample(LANG_SON)
    assert [set(model.everywhere.values_list("pk", flat=True)) for model in RECORDS] == before
    assert Person.everywhere.filter(name="Đổi Tên").count() == 2


def test_neighbouring_villages_share_their_border():
    rings = village_outlines("05986", 21.85, 106.75, 20.0)
    assert rings == village_outlines("05986", 21.85, 106.75, 20.0)
    assert all(ring[0] == ring[-1] for ring in rings)
    first, second = ({tuple(point) for point in ring} for ring in rings[:2])
    assert len(first & second) >= 6
