"""Players skip through a recording: parts are sent as asked, to whoever may read the file."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_network.delivery.ranges import part_of
from tests.factories import attach, make_article, make_file
from tests.networks import TAM_THANH

CONTENT = bytes(range(200)) * 10


def shown(content: bytes, filename: str):
    """Store a file that a page of phường Tam Thanh shows."""
    document = make_file(TAM_THANH, content, filename=filename)
    attach(make_article(TAM_THANH), document)
    return document


@pytest.fixture
def video_path(network) -> str:
    """The address of a video on the site of phường Tam Thanh."""
    return urlsplit(shown(CONTENT, "phim.mp4").url).path


@pytest.fixture
def visitor(network, client_for):
    """Somebody who reads the site of phường Tam Thanh."""
    return client_for(network.communes[0])


def sent(answer) -> bytes:
    """Return the bytes of an answer."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked, start, end",
    [("bytes=0-99", 0, 99), ("bytes=1500-", 1500, 1999), ("bytes=-10", 1990, 1999),
     ("bytes=1990-9999", 1990, 1999), ("bytes=0-0", 0, 0)],
)  # fmt: skip
def test_the_part_that_is_asked_for_is_sent(visitor, video_path, asked, start, end):
    answer = visitor.get(video_path, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {start}-{end}/2000"
    assert sent(answer) == CONTENT[start : end + 1]


@pytest.mark.django_db
def test_no_answer_holds_more_than_two_megabytes(visitor, network):
    large = shown(b"x" * 3_000_000, "dai.mp4")
    answer = visitor.get(urlsplit(large.url).path, headers={"Range": "bytes=0-"})
    assert answer["Content-Range"] == "bytes 0-2097151/3000000"
    assert len(answer.content) == 2_097_152


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "bytes=0-1,5-6", "lines=0-1", "bytes=5-2", "bytes=-", "x"])
def test_anything_else_is_answered_as_a_whole(visitor, video_path, asked):
    answer = visitor.get(video_path, headers={"Range": asked} if asked else {})
    assert answer.status_code == 200
    assert sent(answer) == CONTENT


@pytest.mark.django_db
def test_a_part_behind_the_end_cannot_be_sent(visitor, video_path):
    answer = visitor.get(video_path, headers={"Range": "bytes=5000-"})
    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */2000"


@pytest.mark.django_db
def test_other_files_are_sent_whole(visitor, network):
    path = urlsplit(shown(CONTENT, "vanban.pdf").url).path
    assert visitor.get(path, headers={"Range": "bytes=0-9"}).status_code == 200


@pytest.mark.django_db
def test_on_the_site_of_another_commune_there_is_no_part_either(network, client_for, video_path):
    stranger = client_for(network.communes[1])
    assert stranger.get(video_path, headers={"Range": "bytes=0-9"}).status_code == 404


@given(st.text(max_size=40), st.integers(0, 10**6))
def test_no_header_is_an_error(asked, size):
    part = part_of(asked, size)
    assert part is None or part[0] >= 0


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 3000))
def test_a_part_never_ends_behind_the_file(first, last, size):
    part = part_of(f"bytes={first}-{last}", size)
    assert part is None or part[1] < size
