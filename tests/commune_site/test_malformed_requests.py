"""Whatever is asked of a public address, the answer is a page or a refusal, never a failure."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_article, section_page
from tests.pages_as_seen import path_of, text_of

# Everything but lone surrogates, which no request line can carry.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
segments = st.one_of(
    anything,
    st.sampled_from(["..", ".", "", "%00", "%2e%2e", "\x00", "a" * 300, "ế" * 400, "feed.xml"]),
)
roots = st.sampled_from(
    ["", "hoat-dong/", "hoat-dong/hoat-dong-don-vi/", "media/", "tep/", "tep/1/", "static/",
     "sitemap", "tim-kiem/", "so-do-trang/", "dang-nhap/"]
)  # fmt: skip
keys = st.one_of(
    st.sampled_from(["trang", "nam", "q", "pham-vi", "ban-in", "tai-ve", "p", "next"]), anything
)
queries = st.lists(st.tuples(keys, st.one_of(anything, st.just("9" * 4000))), max_size=4)

# One network serves all examples: nothing that is asked here changes anything.
patiently = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def filled_visitor(visitor, commune):
    """A visitor of a site whose news have an item."""
    make_article(commune)
    return visitor


@patiently
@given(root=roots, rest=st.lists(segments, max_size=5), slash=st.booleans())
def test_no_path_makes_the_portal_fail(filled_visitor, root, rest, slash):
    path = "/" + root + "/".join(quote(part, safe="") for part in rest) + ("/" if slash else "")
    response = filled_visitor.get(path)
    assert response.status_code < 500


@patiently
@given(
    path=st.sampled_from(
        ["/", "/hoat-dong/", "/hoat-dong/hoat-dong-don-vi/", "/tim-kiem/", "/so-do-trang/",
         "/sitemap.xml", "/sitemap-trang.xml", "/robots.txt", "/feed.xml", "/khong-co/"]
    ),
    query=queries,
)  # fmt: skip
def test_no_query_makes_the_portal_fail(filled_visitor, path, query):
    response = filled_visitor.get(f"{path}?{urlencode(query)}")
    assert response.status_code < 500


@patiently
@given(query=queries)
def test_no_query_makes_the_directory_of_communes_fail(province_visitor, query):
    for path in ("/", "/xa-phuong/"):
        assert province_visitor.get(f"{path}?{urlencode(query)}").status_code < 500


@patiently
@given(raw=st.binary(max_size=60))
def test_no_bytes_in_a_query_make_the_portal_fail(filled_visitor, raw):
    query = quote(raw, safe="=&%+")
    for path in ("/tim-kiem/?q=", "/hoat-dong/hoat-dong-don-vi/?"):
        assert filled_visitor.get(path + query).status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/" + "a/" * 2000,
        "/" + "a" * 8000,
        "/" + quote("ế" * 600) + "/",
        "/hoat-dong/%00/",
        "/%00",
        "/hoat-dong%00/",
        "/feed.xml%00",
        "/%F0%28%8C%28/",
        "/%ff%fe/",
        "/media/" + "a" * 5000,
        "/media/%00",
        "/media/../manage.py",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/tep/99999999999999999999999999/x.pdf",
        "/tep/0/%00",
    ],
)
def test_paths_that_are_no_address_are_404(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 404
    assert "Không tìm thấy" in text_of(response)


def test_an_over_long_path_is_refused_without_a_look_at_the_pages(
    visitor, django_assert_max_num_queries
):
    visitor.get("/khong-co/")
    with django_assert_max_num_queries(2):
        assert visitor.get("/" + "a/" * 2000).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "head"])
def test_no_method_makes_a_page_fail(filled_visitor, commune, method):
    path = path_of(section_page(commune, "news"))
    assert getattr(filled_visitor, method)(path).status_code < 500
