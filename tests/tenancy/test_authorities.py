"""What a province and a commune must state, and what their fields refuse."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from portal_network.tenancy.models import Authority, Commune, Province

pytestmark = pytest.mark.django_db

STATED = {
    "address": "Số 1 đường Trần Đăng Ninh, phường Tam Thanh",
    "phone": "0205 3 870 001",
    "email": "vidu@vidu.invalid",
    "person_responsible": "Người mẫu",
}


@pytest.fixture
def commune(network) -> Commune:
    """A commune that states everything that the footer must state."""
    made = network.communes[0]
    for name, value in STATED.items():
        setattr(made, name, value)
    return made


def refused_fields(authority: Authority) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        authority.full_clean()
    return set(caught.value.message_dict)


# The footer (R20)


def test_an_authority_that_states_the_mandatory_contacts_is_accepted(commune):
    commune.full_clean()
    assert commune.missing_contact_fields() == []


@pytest.mark.parametrize("name", STATED)
@pytest.mark.parametrize("value", ["", "   "])
def test_each_mandatory_contact_of_the_footer_must_be_stated(commune, name, value):
    setattr(commune, name, value)
    assert refused_fields(commune) == {name}
    assert commune.missing_contact_fields() == [name]


def test_everything_that_is_missing_is_said_at_once(network):
    province = network.province
    for name in STATED:
        setattr(province, name, "")
    with pytest.raises(ValidationError) as caught:
        province.clean()
    messages = caught.value.message_dict
    assert set(messages) == set(STATED)
    assert "Thông tư số 22/2023/TT-BTTTT" in messages["phone"][0]


# Single fields


@pytest.mark.parametrize("name", ["phone", "hotline", "fax"])
@pytest.mark.parametrize("number", ["02053870001", "+84 (205) 387.0001", "0205-3870-001/2", "113"])
def test_telephone_numbers_are_taken_as_people_write_them(commune, name, number):
    setattr(commune, name, number)
    commune.full_clean()


@pytest.mark.parametrize("name", ["phone", "hotline", "fax"])
@pytest.mark.parametrize("number", ["không có", "12", "0" * 31, "0205<b>", "0205;0206"])
def test_what_is_no_telephone_number_is_refused(commune, name, number):
    setattr(commune, name, number)
    assert refused_fields(commune) == {name}


@pytest.mark.parametrize("code", ["H37", "H37.12", "H37.12.5.A1.B2", "000.00.01.H37"])
def test_organisation_codes_of_up_to_five_parts_are_taken(commune, code):
    commune.organisation_code = code
    commune.full_clean()


@pytest.mark.parametrize("code", ["h37", "H37.", ".H37", "H37..1", "H37-12", "A.B.C.D.E.F", "H 37"])
def test_what_is_no_organisation_code_is_refused(commune, code):
    commune.organisation_code = code
    assert refused_fields(commune) == {"organisation_code"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("latitude", 90.1), ("latitude", -90.1), ("longitude", 180.1), ("longitude", -180.1)],
)
def test_a_point_lies_on_the_globe(commune, name, value):
    setattr(commune, name, value)
    assert refused_fields(commune) == {name}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "không phải thư"),
        ("emc_script_url", "javascript:alert(1)"),
        ("palette", "hong-neon"),
        ("compliance_profile", "ND999"),
        ("status", "closed"),
        ("kind", "huyen"),
        ("notice_level", "loud"),
    ],
)
def test_a_value_outside_its_list_or_form_is_refused(commune, name, value):
    setattr(commune, name, value)
    assert refused_fields(commune) == {name}


@pytest.mark.parametrize(
    ("name", "authority_name"),
    [
        ("Phường Tam Thanh", "Ủy ban nhân dân phường Tam Thanh"),
        ("Xã Quốc Khánh", "Ủy ban nhân dân xã Quốc Khánh"),
        ("Đặc khu Phú Quốc", "Ủy ban nhân dân đặc khu Phú Quốc"),
        ("Thành phố Huế", "Ủy ban nhân dân thành phố Huế"),
        ("", "Ủy ban nhân dân "),
    ],
)
def test_the_committee_is_named_as_in_the_head_of_its_documents(name, authority_name):
    assert Commune(name=name).authority_name == authority_name


# The rows among themselves


def test_two_communes_of_a_province_cannot_share_a_slug(network):
    first, second = network.communes
    second.slug = first.slug
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_a_province_that_has_communes_and_a_commune_that_has_pages_cannot_be_deleted(network):
    for row in (network.province, network.communes[0]):
        with pytest.raises(ProtectedError):
            row.delete()
    assert (Province.objects.count(), Commune.objects.count()) == (1, 2)


def test_a_site_a_tree_and_a_collection_belong_to_one_authority_only(network):
    first, second = network.communes
    for name in ("site_id", "root_page_id", "collection_id"):
        mixed = Commune.objects.get(pk=second.pk)
        setattr(mixed, name, getattr(first, name))
        with pytest.raises(IntegrityError), transaction.atomic():
            mixed.save()
