"""The survey has the options of the plan, keeps nothing of who answered, and is counted right."""

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from commune_site.engagement.models import Rating
from commune_site.engagement.ratings import percentages
from portal_network.audit.models import AuditEntry
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import fill
from tests.factories import make_article, make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

RATE, RESULTS = "/danh-gia/", "/danh-gia/ket-qua/"
GOOD = {"interface": "easy", "content": "met", "quality": "good", "interaction": "satisfied",
        "support": "partly"}  # fmt: skip
# The words of the plan, in their order (R30).
OPTIONS = {
    "Giao diện": ["Dễ tiếp cận", "Bình thường", "Khó tiếp cận"],
    "Nội dung": ["Đáp ứng", "Chưa đáp ứng", "Không đáp ứng"],
    "Chất lượng": ["Tốt", "Khá", "Trung bình"],
    "Tương tác": ["Hài lòng", "Chấp nhận", "Không hài lòng"],
    "Chức năng hỗ trợ": ["Đáp ứng", "Đáp ứng một phần", "Chưa đáp ứng"],
}


@pytest.mark.django_db
def test_the_form_has_the_questions_and_options_of_the_plan(visitor):
    form = visitor.get(RATE).context["form"]
    shown = {field.label: [label for _value, label in field.field.choices]
             for field in form.questions()}  # fmt: skip
    assert shown == OPTIONS
    assert "checked" not in visitor.get(RATE).content.decode()


@pytest.mark.django_db
def test_a_rating_holds_a_day_and_nothing_of_a_person(visitor):
    sent = fill(visitor, RATE, **GOOD, remark="Chữ hơi nhỏ")
    assert visitor.post(RATE, sent).status_code == 201
    columns = {field.name for field in Rating._meta.fields}
    assert columns == {"id", "province", "commune", "page", "given_on", "remark", *GOOD}
    assert not visitor.cookies


@pytest.mark.django_db
def test_a_form_sent_twice_counts_once(visitor):
    sent = fill(visitor, RATE, **GOOD)
    assert {visitor.post(RATE, sent).status_code for _each in range(3)} == {201}
    assert Rating.objects.count() == 1


@pytest.mark.django_db
def test_what_is_missing_is_said_and_what_was_ticked_stays(visitor):
    values = GOOD | {"quality": "excellent"}
    response = visitor.post(RATE, fill(visitor, RATE, **values))
    html = response.content.decode()
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["quality"]
    assert html.count("checked") == 4
    assert not Rating.objects.exists()


@pytest.mark.django_db
def test_results_are_charts_with_their_numbers_in_words(visitor):
    for interface in ("easy", "easy", "hard"):
        visitor.post(RATE, fill(visitor, RATE, **GOOD | {"interface": interface}))
    html = visitor.get(RESULTS).content.decode()
    assert "67 % (2)" in html and "33 % (1)" in html and "100 % (3)" in html
    assert html.count('<svg class="chart__bar"') == 15


@pytest.mark.django_db
def test_every_site_has_its_own_results(visitor, network, client_for):
    visitor.post(RATE, fill(visitor, RATE, **GOOD))
    for other in (network.communes[1], network.province):
        assert client_for(other).get(RESULTS).context["total"] == 0


@pytest.mark.django_db
def test_a_page_can_be_rated_and_the_commune_sees_which(visitor, responder, client_for, network):
    page = make_article(TAM_THANH, title="Thông báo cắt điện")
    path = f"{RATE}?trang={page.pk}"
    assert visitor.post(path, fill(visitor, path, **GOOD)).status_code == 201
    screen = client_for(network.communes[0], responder).get(reverse("engagement_ratings"))
    assert "Thông báo cắt điện" in screen.content.decode()
    assert visitor.get(f"{RATE}?trang=x").status_code == 200


@pytest.mark.django_db
def test_charts_and_files_are_made_per_page_as_well(visitor, responder, client_for, network):
    page = make_article(TAM_THANH, title="Thông báo cắt điện")
    for path in (f"{RATE}?trang={page.pk}", RATE, RATE):
        assert visitor.post(path, fill(visitor, path, **GOOD)).status_code == 201
    client = client_for(network.communes[0], responder)
    whole = client.get(reverse("engagement_ratings"))
    assert whole.context["total"] == 3
    one = client.get(reverse("engagement_ratings"), {"trang": page.pk})
    assert one.context["total"] == 1
    assert one.context["charts"][0].bars[0].count == 1
    file = client.get(reverse("engagement_ratings"), {"trang": page.pk, "export": "csv"})
    assert len(file.content.decode("utf-8-sig").splitlines()) == 2
    for wrong in ("x", "9" * 30, str(make_article(QUOC_KHANH).pk)):
        assert client.get(reverse("engagement_ratings"), {"trang": wrong}).status_code == 200


@pytest.mark.django_db
def test_ratings_leave_as_files_in_which_no_cell_is_run(visitor, client_for, network, moderator):
    visitor.post(RATE, fill(visitor, RATE, **GOOD, remark="=HYPERLINK(1)"))
    client = client_for(network.province, moderator)
    text = client.get(reverse("engagement_ratings"), {"export": "csv"}).content.decode("utf-8-sig")
    heads, row = list(csv.reader(io.StringIO(text)))
    assert heads[3:8] == list(OPTIONS)
    assert row[1:4] == ["Phường Tam Thanh", "", "Dễ tiếp cận"]
    assert row[-1] == "'=HYPERLINK(1)"
    book = client.get(reverse("engagement_ratings"), {"export": "xlsx"}).content
    cells = [cell.value for cell in list(load_workbook(io.BytesIO(book)).active.rows)[1]]
    assert cells[-1] == "'=HYPERLINK(1)"
    assert AuditEntry.everywhere.filter(action="export.made").count() == 2


@pytest.mark.django_db
def test_an_observer_sees_figures_and_no_case(client_for, network, question):
    client = client_for(network.province, make_user(Role.PROVINCE_OBSERVER, LANG_SON))
    for name in ("engagement_ratings", "engagement_figures", "engagement_erasures"):
        assert client.get(reverse(name)).status_code == 200
    for name in ("engagement_cases", "engagement_corrections"):
        assert client.get(reverse(name)).status_code == 404


@pytest.mark.django_db
def test_an_editor_sees_neither(client_for, network):
    client = client_for(network.communes[0], make_user(Role.EDITOR, TAM_THANH))
    for name in ("engagement_ratings", "engagement_figures", "engagement_cases"):
        assert client.get(reverse(name)).status_code == 404


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=6))
def test_percentages_add_up_and_stay_near_the_truth(numbers):
    shares = percentages(numbers)
    total = sum(numbers)
    assert sum(shares) == (100 if total else 0)
    assert all(abs(share - 100 * number / (total or 1)) < 1 or not total
               for share, number in zip(shares, numbers, strict=True))  # fmt: skip
