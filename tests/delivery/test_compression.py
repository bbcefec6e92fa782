"""What the portal writes itself travels compressed; files, health and short answers do not."""

import gzip
from io import BytesIO

import pytest
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory
from PIL import Image

from portal_network.delivery.compression import TextCompressionMiddleware
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Authority, Role
from tests.factories import PASSWORD, attach, make_article, make_file, make_image, make_user

AS_BROWSERS = "gzip, deflate, br, zstd"
LONG = "Kế hoạch chuyển đổi số. " * 100


@pytest.fixture
def browser(network, client_for) -> Client:
    """A visitor of Tam Thanh whose browser accepts what browsers accept."""
    return client_for(network.communes[0], HTTP_ACCEPT_ENCODING=AS_BROWSERS)


def compressed(answer: HttpResponse, accepts: str = AS_BROWSERS) -> HttpResponse:
    """Return what becomes of a view's answer on its way to a browser."""
    request = RequestFactory(HTTP_ACCEPT_ENCODING=accepts).get("/")
    return TextCompressionMiddleware(lambda _request: answer)(request)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/", "/hoat-dong/hoat-dong-don-vi/", "/tim-kiem/?q=a", "/feed.xml", "/sitemap.xml", "/mat/"],
)
def test_pages_feeds_site_maps_and_errors_travel_compressed_and_arrive_whole(
    network, browser, client_for, path
):
    make_article(network.communes[0])
    plain = client_for(network.communes[0]).get(path)
    answer = browser.get(path)

    assert answer["Content-Encoding"] == "gzip"
    assert answer.status_code == plain.status_code
    assert gzip.decompress(answer.content) == plain.content
    assert int(answer["Content-Length"]) == len(answer.content) < len(plain.content)


@pytest.mark.django_db
@pytest.mark.parametrize("accepts", ["", "identity", "br", "deflate"])
def test_who_accepts_no_gzip_gets_plain_text_and_caches_know_it(network, client_for, accepts):
    answer = client_for(network.communes[0], HTTP_ACCEPT_ENCODING=accepts).get("/")
    assert not answer.has_header("Content-Encoding")
    assert "<h1" in answer.content.decode()
    assert "Accept-Encoding" in answer["Vary"]


@pytest.mark.django_db
def test_caches_keep_the_compressed_and_the_plain_page_apart(browser):
    assert "Accept-Encoding" in browser.get("/")["Vary"]


@pytest.mark.django_db
def test_a_closed_site_and_an_unknown_host_answer_compressed_as_well(network, browser):
    commune = network.communes[0]
    commune.status = Authority.Status.SUSPENDED
    commune.save()
    directory.forget()
    for client, status in (
        (browser, 503),
        (Client(HTTP_HOST="khongco.localhost", HTTP_ACCEPT_ENCODING=AS_BROWSERS), 404),
    ):
        answer = client.get("/")
        assert (answer.status_code, answer["Content-Encoding"]) == (status, "gzip")


def test_the_answer_about_health_stays_as_it_is():
    answer = Client(HTTP_ACCEPT_ENCODING=AS_BROWSERS).get("/healthz")
    assert answer.content == b"ok\n"
    assert not answer.has_header("Content-Encoding")


@pytest.mark.django_db
def test_uploaded_pictures_and_files_keep_their_bytes_and_their_length(network, browser):
    commune = network.communes[0]
    picture = make_image(commune).get_rendition("width-200").file
    document = make_file(commune, LONG.encode(), "ke-hoach.txt")
    attach(make_article(commune), document)
    for address, stored in ((picture.url, picture), (document.url, document.file)):
        with stored.open() as file:
            content = file.read()
        answer = browser.get(address)
        assert answer.status_code == 200
        assert answer.get("Content-Encoding") != "gzip", address
        assert int(answer["Content-Length"]) == len(content)
        assert b"".join(answer.streaming_content) == content


def test_a_streamed_text_is_a_file_and_passes_as_it_is():
    answer = compressed(FileResponse(BytesIO(LONG.encode()), content_type="text/plain"))
    assert not answer.has_header("Content-Encoding")
    assert answer.getvalue() == LONG.encode()


def test_a_body_that_is_compressed_already_is_not_compressed_again():
    body = gzip.compress(LONG.encode())
    answer = compressed(HttpResponse(body, headers={"Content-Encoding": "gzip"}))
    assert answer.content == body


def test_a_picture_that_a_view_holds_in_memory_is_left_alone():
    buffer = BytesIO()
    Image.new("RGB", (600, 600)).save(buffer, "BMP")
    answer = compressed(HttpResponse(buffer.getvalue(), content_type="image/bmp"))
    assert answer.content == buffer.getvalue()
    assert not answer.has_header("Vary")


@pytest.mark.parametrize(
    ("content_type", "is_text"),
    [
        ("text/html; charset=utf-8", True),
        ("text/javascript", True),
        ("application/json", True),
        ("application/xml", True),
        ("application/atom+xml; charset=utf-8", True),
        ("application/geo+json", True),
        ("image/svg+xml", True),
        ("application/pdf", False),
        ("application/zip", False),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
        ("font/woff2", False),
        ("", False),
    ],
)
def test_the_type_says_whether_it_is_a_text(content_type, is_text):
    answer = compressed(HttpResponse(LONG, headers={"Content-Type": content_type}))
    assert answer.has_header("Content-Encoding") is is_text


def test_a_short_answer_is_not_worth_it():
    assert compressed(HttpResponse("ok")).content == b"ok"


def test_the_tag_of_a_compressed_answer_no_longer_promises_the_same_bytes():
    assert compressed(HttpResponse(LONG, headers={"ETag": '"a"'}))["ETag"] == 'W/"a"'
    assert compressed(HttpResponse(LONG, headers={"ETag": '"a"'}), "")["ETag"] == '"a"'


def test_the_same_page_has_another_length_each_time():
    lengths = {len(compressed(HttpResponse(LONG)).content) for _ in range(50)}
    assert len(lengths) > 10


@pytest.mark.django_db
def test_the_administration_travels_compressed_and_its_forms_still_work(network, client_for):
    commune = network.communes[0]
    user = make_user(Role.EDITOR, commune)
    client = client_for(commune, HTTP_ACCEPT_ENCODING=AS_BROWSERS)
    client.handler.enforce_csrf_checks = True

    def token() -> str:
        page = client.get("/quan-tri/dang-nhap/")
        assert page["Content-Encoding"] == "gzip"
        text = gzip.decompress(page.content).decode()
        return text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    first, second = token(), token()
    # Masked anew for each page: there is no fixed secret that a length could betray.
    assert first != second
    form = {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": first}
    assert client.post("/quan-tri/dang-nhap/", form).status_code == 302
    assert client.get("/quan-tri/").status_code == 200
