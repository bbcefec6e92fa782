"""The read API: complete, in parts, cheap, for scripts of any site, and clear about mistakes."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune_site.open_data.resources import RESOURCES
from tests.commune_site.disclosures.makers import REVENUE, make_disclosure
from tests.factories import make_article
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
NEWS = "/api/v1/news/"


def read(response) -> dict:
    assert response.status_code == 200, response.content[:300]
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def titles(response) -> list[str]:
    return [row["title"] for row in read(response)["data"]]


def path_of(address: str) -> str:
    return address.split(".localhost", 1)[1].removeprefix(":8000")


def test_every_resource_lists_and_shows_what_is_published(visitor, content):
    for slug, page in content.pages.items():
        (row,) = read(visitor.get(f"/api/v1/{slug}/"))["data"]
        assert (row["id"], row["title"], row["url"]) == (page.pk, page.title, page.full_url)
        whole = read(visitor.get(path_of(row["api_url"])))
        assert row.items() <= whole.items() and "text" in whole and "files" in whole
        assert row["authority"]["code"] == TAM_THANH
    everything = read(visitor.get("/api/v1/items/"))["data"]
    assert {row["id"] for row in everything} == {page.pk for page in content.pages.values()}


def test_types_state_their_own_fields(visitor, content):
    (document,) = read(visitor.get("/api/v1/legal-documents/"))["data"]
    assert (document["number"], document["reference"]) == ("206/KH-UBND", "206/KH-UBND")
    (answer,) = read(visitor.get("/api/v1/answers/"))["data"]
    assert answer["question"] == "Đăng ký khai sinh cho con ở đâu?"
    (project,) = read(visitor.get("/api/v1/projects/"))["data"]
    assert project["investor"] == content.pages["projects"].investor
    (disclosure,) = read(visitor.get("/api/v1/disclosures/"))["data"]
    assert disclosure["what"] == content.pages["disclosures"].get_kind_display()


def test_tables_leave_with_every_digit_and_as_files(visitor, commune):
    page = make_disclosure(commune, table=REVENUE)
    whole = read(visitor.get(f"/api/v1/disclosures/{page.pk}/"))
    (table,) = whole["tables"]
    assert table["columns"][1] == {"name": "Dự toán", "kind": "number", "unit": "triệu đồng"}
    assert table["rows"][0] == ["Tổng số thu", "1234.5"]
    assert "Tổng số thu" in visitor.get(path_of(table["csv_url"])).content.decode("utf-8-sig")
    assert visitor.get(path_of(table["xlsx_url"])).status_code == 200


def test_records_are_listed_with_the_addresses_that_people_read(visitor, content):
    (procedure,) = read(visitor.get("/api/v1/procedures/"))["data"]
    assert (procedure["id"], procedure["name"]) == ("1.001193", "Thủ tục đăng ký khai sinh")
    assert visitor.get(path_of(procedure["url"])).status_code == 200
    whole = read(visitor.get(path_of(procedure["api_url"])))
    assert whole["record"]["steps"]
    units = {row["name"]: row for row in read(visitor.get("/api/v1/units/"))["data"]}
    office = units["Văn phòng"]
    assert office["belongs_to"] == units["Ủy ban nhân dân phường"]["id"]
    assert visitor.get(path_of(office["url"])).status_code == 200
    assert read(visitor.get(path_of(office["api_url"])))["telephone"] == "02053 111 222"


def test_of_officials_only_posts_held_today_leave(visitor, content):
    rows = read(visitor.get("/api/v1/people/"))["data"]
    assert [(row["name"], row["post"]) for row in rows] == [("Nông Thị Bích", "Chủ tịch")]
    whole = read(visitor.get(path_of(rows[0]["api_url"])))
    assert "Ngân sách" in whole["duties"]
    assert "Sinh năm 1975" not in json.dumps(whole, ensure_ascii=False)


def test_a_list_goes_on_where_it_ended_also_while_items_arrive(visitor, commune):
    days = [date(2026, 3, 1 + number // 3) for number in range(7)]
    made = [make_article(commune, title=f"Tin {n}", disclosed_on=day) for n, day in enumerate(days)]
    first = visitor.get(NEWS, {"limit": 3})
    make_article(commune, title="Tin mới đến", disclosed_on=date(2026, 4, 1))
    seen, address = titles(first), read(first)["links"]["next"]
    assert first["Link"] == f'<{address}>; rel="next"'
    while address:
        part = visitor.get(path_of(address))
        seen += titles(part)
        address = read(part)["links"]["next"]
    assert seen == [page.title for page in reversed(made)]


def test_filters_narrow_and_stay_with_the_next_part(visitor, commune):
    for number in range(4):
        make_article(commune, title=f"Tin {number}", disclosed_on=date(2026, 3, 1 + number))
    wanted = {"published_from": "2026-03-02", "published_until": "2026-03-03", "limit": 1}
    first = visitor.get(NEWS, wanted)
    assert titles(first) == ["Tin 2"]
    assert titles(visitor.get(path_of(read(first)["links"]["next"]))) == ["Tin 1"]
    assert titles(visitor.get(NEWS, {"section": "legal-guidance"})) == []


def test_the_portal_of_a_province_has_all_its_sites_and_no_others(
    province_visitor, visitor, commune, neighbour, network
):
    make_article(commune, title="Của Tam Thanh")
    make_article(neighbour, title="Của Quốc Khánh")
    make_article(network.province, title="Của tỉnh")
    make_article(build_network(HUE, communes=1).communes[0], title="Của Huế")
    everything = {"Của Tam Thanh", "Của Quốc Khánh", "Của tỉnh"}
    assert set(titles(province_visitor.get(NEWS))) == everything
    assert titles(province_visitor.get(NEWS, {"commune": QUOC_KHANH})) == ["Của Quốc Khánh"]
    assert titles(visitor.get(NEWS)) == ["Của Tam Thanh"]
    assert titles(visitor.get(NEWS, {"commune": QUOC_KHANH})) == []
    foreign = read(province_visitor.get(NEWS, {"commune": QUOC_KHANH}))["data"][0]["id"]
    assert visitor.get(f"{NEWS}{foreign}/").status_code == 404


def test_a_list_asks_the_same_for_two_rows_and_for_sixty(visitor, province_visitor, commune):
    asked = {}
    for number in range(60):
        make_article(commune, title=f"Tin {number}")
        if number in (1, 59):
            for name, client in (("commune", visitor), ("province", province_visitor)):
                for path in (NEWS, "/api/v1/items/"):
                    client.get(path)
                    with queries_of() as statements:
                        client.get(path, {"limit": 100})
                    asked.setdefault((name, path), set()).add(len(statements))
    assert all(len(numbers) == 1 and max(numbers) <= 2 for numbers in asked.values()), asked


def test_what_has_not_changed_is_not_sent_again(visitor, commune):
    make_article(commune)
    first = visitor.get(NEWS)
    again = visitor.get(NEWS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    make_article(commune)
    assert visitor.get(NEWS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_scripts_of_other_sites_may_read_and_nothing_else(visitor, commune):
    preflight = visitor.options(NEWS, headers={"Origin": "https://vidu.invalid"})
    assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")
    assert "If-None-Match" in preflight["Access-Control-Allow-Headers"]
    answer = visitor.get(NEWS)
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer and not answer.cookies
    assert answer["X-Robots-Tag"] == "noindex"
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(visitor, method)(NEWS)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused["Content-Type"] == "application/problem+json"


def test_too_many_requests_are_told_when_to_come_back(visitor, commune, settings):
    settings.OPEN_DATA_REQUESTS_PER_MINUTE = 3
    statuses = [visitor.get("/api/v1/").status_code for _each in range(5)]
    # At most one minute ends while this runs.
    assert 429 in statuses and statuses[:3] == [200] * 3
    refused = visitor.get("/api/v1/")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "Quá nhiều yêu cầu" in json.loads(refused.content)["title"]
    other = visitor.get("/api/v1/", REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"}, {"limit": "101"}, {"limit": "abc"}, {"cursor": "x"}, {"cursor": "1"},
        {"cursor": "2026-02-30.1"}, {"section": "khong-co"}, {"commune": "' OR 1=1"},
        {"published_from": "hôm qua"}, {"khong": "co"}, {"limit": ["1", "2"]},
        {"cursor": "2026-01-01.1\x00"}, {"section": "\x00"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_vietnamese(visitor, query):
    response = visitor.get(NEWS, query)
    assert response.status_code == 400
    problem = json.loads(response.content)
    assert problem["status"] == 400 and next(iter(query)) in problem["detail"]
    assert problem["title"] == "Yêu cầu không hợp lệ"


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    slug=st.sampled_from(sorted(RESOURCES)),
    key=st.text(min_size=1, max_size=30),
    query=st.dictionaries(
        st.sampled_from(["limit", "cursor", "commune", "section", "published_from", "x"]),
        st.text(max_size=40),
        max_size=3,
    ),
)
def test_no_request_is_a_fault(visitor, settings, slug, key, query):
    settings.OPEN_DATA_REQUESTS_PER_MINUTE = 10_000
    assert visitor.get(f"/api/v1/{slug}/", query).status_code in (200, 400)
    detail = reverse("open-data-detail", args=[slug, "x"]).removesuffix("x/")
    assert visitor.get(f"{detail}{key.replace('/', '-')}/").status_code in (200, 400, 404)


def test_a_procedure_that_was_withdrawn_and_a_closed_section_are_gone(visitor, content, commune):
    from wagtail.models import PageViewRestriction

    from commune_site.procedures.models import Procedure
    from tests.factories import section_page

    page = section_page(commune, "organisation")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert read(visitor.get("/api/v1/units/"))["data"] == []
    yesterday = date.today() - timedelta(days=1)
    Procedure.objects.update(withdrawn_on=yesterday)
    assert read(visitor.get("/api/v1/procedures/"))["data"] == []
    assert visitor.get("/api/v1/procedures/1.001193/").status_code == 404
