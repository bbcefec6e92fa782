"""A commune with a small organisation of its own."""

from dataclasses import dataclass
from datetime import date

import pytest

from commune_site.organisation.models import Appointment, Person, Unit, UnitKind
from commune_site.organisation.workplace import place_keys
from portal_network.tenancy.directory import Tenant


@dataclass
class Staff:
    """A committee with an office and a village, its chairman, and a former one."""

    tenant: Tenant
    committee: Unit
    office: Unit
    village: Unit
    chair: Person
    former: Person

    def unit(self, name: str, **fields) -> Unit:
        """Publish one more unit of the place."""
        return Unit.objects.create(name=name, **place_keys(self.tenant) | fields)

    def person(self, name: str, unit: Unit, post: str, **fields) -> Person:
        """Publish a person who holds a post."""
        person = Person.objects.create(name=name, **place_keys(self.tenant))
        Appointment.objects.create(person=person, unit=unit, post=post, **fields)
        return person


@pytest.fixture
def staff(network) -> Staff:
    """The organisation of phường Tam Thanh."""
    return make_staff(network.tenants[0])


def make_staff(tenant: Tenant) -> Staff:
    """Publish a small organisation of a place."""
    keys = place_keys(tenant)
    committee = Unit.objects.create(
        name="Ủy ban nhân dân phường", kind=UnitKind.LEADERSHIP, functions="Điều hành chung", **keys
    )
    office = Unit.objects.create(name="Văn phòng", parent=committee, phone="02053 111 222", **keys)
    village = Unit.objects.create(
        name="Tổ dân phố 1", kind=UnitKind.VILLAGE, parent=committee, **keys
    )
    chair = Person.objects.create(
        name="Nông Thị Bích", honorific="ba", phone="02053 000 001", email="bich@vidu.invalid",
        biography="<p>Sinh năm 1975</p>", **keys,
    )  # fmt: skip
    Appointment.objects.create(
        person=chair, unit=committee, post="Chủ tịch", is_head=True, is_leader=True,
        since=date(2026, 1, 1), term="2026 – 2031", duties="- Điều hành chung\n- Ngân sách",
        is_spokesperson=True,
    )  # fmt: skip
    former = Person.objects.create(
        name="Hoàng Văn Cũ", phone="0912 345 678", email="cu@vidu.invalid",
        biography="<p>Tiểu sử cũ</p>", **keys,
    )  # fmt: skip
    Appointment.objects.create(
        person=former, unit=committee, post="Chủ tịch", is_head=True, is_leader=True,
        since=date(2021, 1, 1), until=date(2025, 12, 31),
    )  # fmt: skip
    return Staff(tenant, committee, office, village, chair, former)
