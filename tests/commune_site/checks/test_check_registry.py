"""One registry of checks: what it knows, what a province changes, what it costs."""

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from commune_site.checks import CHECKS, Level, blocks_of, examine, failures_of, register_check
from commune_site.checks.duties import MOBILE_NUMBER, masked
from portal_network.moderation.models import CheckRule
from tests.factories import attach, make_article, make_file, make_legal_document
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


def codes_of(page):
    """Return the codes of the checks that fail."""
    return {result.check.code for result in examine(page) if not result.is_passed}


def test_every_check_says_what_it_wants_and_why():
    assert len(CHECKS) >= 15
    for code, check in CHECKS.items():
        assert code == check.code
        assert len(code) <= 40
        assert str(check.label)
        assert len(str(check.reason)) > 20
        assert check.level in Level.values


def test_a_code_is_given_once():
    with pytest.raises(ImproperlyConfigured):
        register_check("summary", label="x", reason="y")(lambda page: ())


def test_lists_of_people_show_no_identity_numbers(network):
    page = make_article(
        TAM_THANH, "social-support",
        paragraph="<p>Danh sách hộ được hỗ trợ: Nguyễn Văn Mẫu, số 020085001234, 0912 345 678.</p>",
    )  # fmt: skip
    assert {"identity-in-lists", "phones-in-lists", "expiry"} <= codes_of(page)
    assert [result.check.code for result in blocks_of(page)] == ["identity-in-lists"]
    assert not any("020085001234" in fault for fault in failures_of(page))


def test_tables_are_read_for_identity_numbers_too(network):
    table = {"data": [["Họ tên", "Số"], ["Nguyễn Văn Mẫu", "020085001234"]]}
    page = make_article(TAM_THANH, "military-service", body=[("table", table)])
    assert "identity-in-lists" in codes_of(page)


def test_numbers_elsewhere_are_only_pointed_out(network):
    page = make_article(TAM_THANH, paragraph="<p>Tài khoản thu: 001188002233, xin cảm ơn.</p>")
    assert "identity" in codes_of(page)
    assert blocks_of(page) == []


@pytest.mark.parametrize(
    "text", ["0912345678", "0912 345 678", "091.234.5678", "+84 912 345 678", "84912345678"]
)
def test_mobile_numbers_are_known_as_people_write_them(text):
    assert MOBILE_NUMBER.search(f"ĐT: {text}, xin liên hệ")


@pytest.mark.parametrize("text", ["02053 812 345", "1.912.345.678", "Số 12/2026", "2026"])
def test_what_is_no_mobile_number_is_left_alone(text):
    assert not MOBILE_NUMBER.search(text)


def test_a_message_repeats_nobodys_number():
    assert masked("020 085 001 234") == "020…34"


def test_a_section_may_want_a_file_from_every_item(network):
    page = make_article(TAM_THANH, "recruitment")
    assert "file" in codes_of(page)
    assert "file" not in codes_of(make_article(TAM_THANH))
    attach(page, make_file(TAM_THANH))
    assert "file" not in codes_of(type(page).objects.get(pk=page.pk))


def test_the_foot_of_the_site_counts_against_no_text_unless_a_province_says_so(network):
    page = make_article(TAM_THANH, paragraph="<p>Hội nghị bàn việc thu gom rác tại khối phố.</p>")
    assert codes_of(page) == {"letterhead"}
    assert failures_of(page) == []
    CheckRule.objects.create(province=network.province, check_code="letterhead", level=Level.BLOCK)
    page = type(page).objects.get(pk=page.pk)
    assert len(failures_of(page)) == 1


def test_a_province_changes_levels_for_itself_alone(network):
    page = make_article(TAM_THANH, summary="")
    assert "summary" in codes_of(page)
    CheckRule.objects.create(province=network.province, check_code="summary", level=Level.OFF)
    assert "summary" not in codes_of(type(page).objects.get(pk=page.pk))
    hue = build_network(HUE, 1)
    other = make_article(hue.communes[0], summary="")
    assert "summary" in codes_of(other)
    assert CheckRule.objects.get().province_id == LANG_SON


@pytest.mark.parametrize("number", [0, 12])
def test_checks_ask_few_queries_however_many_files_there_are(network, number):
    page = make_legal_document(TAM_THANH, full_text="")
    for _one in range(number):
        attach(page, make_file(TAM_THANH))
    page = type(page).objects.get(pk=page.pk)
    with queries_of() as statements:
        examine(page)
    # Levels, rows of files, the files themselves, days off; the same document or file elsewhere;
    # what is public now, with files and relations.
    assert len(statements) <= 14


def test_a_document_that_comes_too_late_is_told_until_it_is_public(network):
    page = make_legal_document(TAM_THANH, issued_on=date(2026, 2, 3))
    page.first_published_at = None
    late = [r.faults for r in examine(page) if r.check.code == "deadline"]
    assert late == [("Lẽ ra phải đăng trước hoặc trong ngày 05/02/2026.",)]
    page.issued_on = timezone.localdate()
    assert "deadline" not in codes_of(page)
    page.first_published_at = timezone.now()
    assert not [r for r in examine(page) if r.check.code == "deadline"]
