"""Forms as browsers send them: what cannot be is told beside its field; what was typed stays."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from lxml import html
from wagtail.blocks.base import BlockField

from commune_site.models import PortalPage
from portal_network.tenancy.models import Role
from tests.factories import make_user, section_page

TITLE = "Tên đã gõ, còn nguyên"
TYPED = {
    "title": TITLE, "slug": "ten-da-go", "summary": "Mô tả đã gõ, còn nguyên",
    "author": "Nguyễn Thị Mẫu", "source": "Ủy ban nhân dân phường",
}  # fmt: skip
# Section, application and model, what somebody typed, the field at fault, what it says.
BAD = [
    ("media", "activities", "recordingpage", {"recording_kind": "video"},
     "file", "Chọn tệp, hoặc ghi địa chỉ"),
    ("media", "activities", "recordingpage",
     {"recording_kind": "video", "external_url": "https://www.youtube.com/watch?v=x"},
     "transcript", "Video phải có phụ đề"),
    ("media", "activities", "recordingpage",
     {"recording_kind": "audio", "external_url": "https://vov.vn/nghe/1"},
     "transcript", "Âm thanh phải có bản chữ"),
    ("media", "activities", "albumpage", {"taken_on": "31/02/2026"},
     "taken_on", "ngày"),
    ("media", "activities", "albumpage", {"place": "Chợ Kỳ Lừa"}, "gallery", "Phải có ít nhất 1"),
    ("campaigns", "activities", "campaignpage",
     {"starts_on": "20/11/2026", "ends_on": "01/11/2026"}, "ends_on", "Ngày cuối không được"),
    ("heritage", "organisation", "heritagepage",
     {"rank": "quoc-gia", "address": "Thôn 2", "latitude": "21,85"}, "decision", "quyết định"),
    ("bidding", "plans", "tenderpage", {"code": "IB12"}, "code", "IB"),
    ("plans-results", "plans", "planpage", {"first_year": "2030", "last_year": "2026"},
     None, "năm"),
    ("heritage", "organisation", "heritagepage",
     {"address": "Thôn 2", "latitude": "21.85"}, "longitude", "Ghi cả vĩ độ và kinh độ"),
    ("projects", "plans", "projectpage",
     {"decision_number": "45/QĐ-UBND", "decided_on": "01/01/2099"}, "decided_on", "tương lai"),
    ("land-recovery", "plans", "landrecoverypage",
     {"decided_on": "05/01/2026"}, "decision_number", "Ghi số, ký hiệu"),
    ("budget-finance", "disclosures", "disclosurepage",
     {"decided_on": "01/01/2099"}, "decided_on", "tương lai"),
    ("legal-documents", "documents", "legaldocumentpage",
     {"issued_on": "31/02/2026"}, "issued_on", "ngày"),
    ("draft-consultations", "consultations", "consultationpage",
     {"opens_on": "20/11/2026", "closes_on": "22/11/2026"}, "closes_on", "20 ngày"),
    ("legal-guidance", "guidance", "guidancepage",
     {"valid_from": "20/11/2026", "valid_until": "01/11/2026"}, "valid_until", "Ngày"),
    ("gazette", "activities", "gazettepage",
     {"number": "8", "issued_on": "01/01/2099"}, "issued_on", "Ngày phát hành"),
]  # fmt: skip
# Sections that the province has and communes have not.
OF_THE_PROVINCE = {"gazette"}


@pytest.fixture
def place(network, section):
    """The commune or the province that has the section."""
    return network.province if section in OF_THE_PROVINCE else network.communes[0]


@pytest.fixture
def officer(network, place, client_for):
    """Somebody who writes for the place."""
    role = Role.PROVINCE_ADMINISTRATOR if place == network.province else Role.EDITOR
    return client_for(place, make_user(role, place))


def form_of(answer, typed: dict[str, str]) -> dict[str, str]:
    """Return what a browser would send of the edit form, with these fields filled in."""
    document = html.fromstring(answer.content)
    form = document.get_element_by_id("page-edit-form")
    sent = {name: value for name, value in form.form_values() if not name.startswith("action-")}
    missing = typed.keys() - {element.name for element in form.inputs if element.name}
    assert not missing, f"no such field in the form: {missing}"
    # Scripts draw the blocks of a stream; an empty one is sent as their number.
    fields = answer.context["form"].fields
    streams = {f"{name}-count": "0" for name in fields if isinstance(fields[name], BlockField)}
    return sent | streams | typed


def kept(page: bytes) -> dict[str, str]:
    """Return what the fields of an answered form hold."""
    form = html.fromstring(page).get_element_by_id("page-edit-form")
    # A browser leaves out the line break that begins a text area.
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def messages_of(errors) -> Iterator[str]:
    """Yield what the errors of a field say, those of a stream as a whole included."""
    for one in errors.as_data():
        told = getattr(one, "non_block_errors", None) or one
        yield from map(str, told.messages if hasattr(told, "messages") else told)


@pytest.mark.parametrize(("section", "app", "model", "typed", "field", "message"), BAD)
def test_what_cannot_be_is_told_beside_its_field_and_what_was_typed_stays(
    place, officer, section, app, model, typed, field, message
):
    parent = section_page(place, section)
    path = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])
    typed = TYPED | typed
    sent = form_of(officer.get(path), typed) | {"action-submit": "1"}
    answer = officer.post(path, sent)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    where = errors if field is None else {field: errors[field]}
    said = " ".join(text for one in where.values() for text in messages_of(one))
    assert message in said
    shown = kept(answer.content)
    assert {name: shown.get(name) for name in typed} == typed
    assert not PortalPage.everywhere.filter(title=TITLE).exists()


@pytest.mark.parametrize(
    ("section", "app", "model", "typed", "fields"),
    [
        ("heritage", "organisation", "heritagepage",
         {"author": "", "address": "Thôn 2", "latitude": "21.85"}, {"author", "longitude"}),
        ("legal-guidance", "guidance", "guidancepage",
         {"source": "", "valid_from": "20/11/2026", "valid_until": "01/11/2026"},
         {"source", "valid_until"}),
        ("campaigns", "activities", "campaignpage",
         {"author": "", "starts_on": "20/11/2026", "ends_on": "01/11/2026"}, {"author", "ends_on"}),
        ("legal-documents", "documents", "legaldocumentpage",
         {"issued_on": "01/01/2099", "effective_on": "05/01/2026", "expired_on": "04/01/2026"},
         {"issued_on", "expired_on"}),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(place, officer, section, app, model, typed, fields):
    path = reverse("wagtailadmin_pages:add", args=[app, model, section_page(place, section).pk])
    sent = form_of(officer.get(path), TYPED | typed) | {"action-submit": "1"}
    errors = officer.post(path, sent).context["form"].errors
    assert fields <= errors.keys()
