"""Albums, recordings, campaigns and the gazette: what is shown, what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commune_site.activities.media_kinds import _kind, is_captions, kind_of
from commune_site.activities.models import (
    AlbumPage,
    CampaignPage,
    GatheredPage,
    GazetteEntry,
    GazettePage,
    RecordingPage,
)
from tests.factories import (
    make_activity,
    make_article,
    make_file,
    make_image,
    make_legal_document,
    section_page,
)
from tests.networks import LANG_SON, TAM_THANH
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of
from tests.query_counts import uncached_queries
from tests.schema_org import faults_of_data, objects_of

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00"
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào bà con.\n".encode()


def media(content: bytes, name: str):
    """Store a file of phường Tam Thanh."""
    return make_file(TAM_THANH, content, filename=name)


def recording(**fields) -> RecordingPage:
    """Return a recording that is not saved."""
    return RecordingPage(**{"title": "x", "author": "A", "source": "B"} | fields)


def faults(page) -> dict:
    """Return what the page refuses."""
    try:
        page.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.fixture
def visitor(network, client_for):
    """Somebody who reads the site of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.mark.parametrize(
    "content, name, kind",
    [
        (MP4, "a.mp4", "video"),
        (WEBM, "a.webm", "video"),
        (M4A, "a.m4a", "audio"),
        (MP4, "a.m4a", "audio"),
        (MP3, "a.mp3", "audio"),
        (b"\xff\xfb\x90\x00", "a.mp3", "audio"),
        (b"OggS\x00\x02", "a.ogg", "audio"),
        (b"MZ\x90\x00", "a.mp4", ""),
        (b"%PDF-1.7", "a.mp3", ""),
        (b"\x1aE\xdf\xa3matroska", "a.webm", ""),
        (b"", "a.mp4", ""),
        (b"<html>", "a.mp4", ""),
    ],
)
@pytest.mark.django_db
def test_a_file_is_what_its_first_bytes_say(network, content, name, kind):
    assert kind_of(media(content, name).file) == kind


@given(st.binary(max_size=80))
def test_no_bytes_are_an_error(head):
    assert _kind(head) in ("video", "audio", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content, is_vtt",
    [(VTT, True), (b"\xef\xbb\xbfWEBVTT - x", True), (b"WEBVTTX", False), (b"1\n00:00", False)],
)
def test_captions_are_known_by_their_first_line(network, content, is_vtt):
    assert is_captions(media(content, "a.vtt").file) is is_vtt


@pytest.mark.django_db
def test_a_video_needs_captions_or_words_and_audio_needs_words(network):
    video, sound, captions = media(MP4, "a.mp4"), media(MP3, "a.mp3"), media(VTT, "a.vtt")
    assert faults(recording(file=video)) == {"transcript": ["Video phải có phụ đề hoặc bản chữ."]}
    assert faults(recording(file=video, transcript="Xin chào")) == {}
    assert faults(recording(file=video, captions=captions)) == {}
    audio = {"recording_kind": "audio", "file": sound}
    assert faults(recording(**audio)) == {"transcript": ["Âm thanh phải có bản chữ."]}
    assert faults(recording(**audio, captions=captions))["transcript"]
    assert faults(recording(**audio, transcript="Xin chào")) == {}


@pytest.mark.django_db
def test_what_cannot_be_played_is_refused_with_its_reason(network):
    pdf, video = media(b"%PDF-1.7", "a.mp4"), media(MP4, "a.mp4")
    words = {"transcript": "Xin chào"}
    assert "không phải video" in faults(recording(file=pdf, **words))["file"][0]
    assert "không phải âm thanh" in faults(
        recording(recording_kind="audio", file=video, **words)
    )["file"][0]  # fmt: skip
    assert faults(recording(**words))["file"]
    both = recording(file=video, external_url="https://vidu.invalid/", **words)
    assert faults(both)["external_url"] == ["Chỉ chọn tệp hoặc ghi địa chỉ, không dùng cả hai."]
    assert "phụ đề WebVTT" in faults(recording(file=video, captions=pdf))["captions"][0]


@pytest.mark.django_db
def test_the_browsers_own_player_shows_captions_and_the_words_follow(visitor):
    page = make_activity(
        TAM_THANH, RecordingPage, "media", file=media(MP4, "a.mp4"), captions=media(VTT, "a.vtt"),
        transcript="Xin chào bà con.", minutes=3, language="tyz",
    )  # fmt: skip
    answer = visitor.get(path_of(page))
    assert "autoplay" not in elements_of(answer, "video")[0]
    assert elements_of(answer, "track")[0]["srclang"] == "tyz"
    assert elements_of(answer, "source")[0]["type"] == "video/mp4"
    text = main_text_of(answer)
    assert "Bản chữ Xin chào bà con." in text
    assert "Tiếng Tày" in text
    assert "3 phút" in text
    assert '"@type": "VideoObject"' in answer.content.decode()


@pytest.mark.django_db
def test_nothing_of_another_host_is_loaded_there_is_a_link_with_its_name(visitor):
    page = make_activity(
        TAM_THANH, RecordingPage, "media", external_url="https://video.vidu.invalid/a",
        transcript="Xin chào",
    )  # fmt: skip
    answer = visitor.get(path_of(page))
    assert not elements_of(answer, "video")
    assert not elements_of(answer, "iframe")
    assert "Xem video ở trang khác video.vidu.invalid" in main_text_of(answer)
    assert "https://video.vidu.invalid/a" in links_of(answer)


@pytest.mark.django_db
def test_an_album_shows_its_pictures_and_lists_its_first(visitor):
    pictures = [
        ("image", {"image": make_image(TAM_THANH), "alt": f"Ảnh {n}", "caption": ""})
        for n in range(3)
    ]
    page = make_activity(TAM_THANH, AlbumPage, "media", gallery=pictures, place="Mẫu Sơn")
    answer = visitor.get(path_of(page))
    alts = [image["alt"] for image in elements_of(answer, "img")]
    assert {"Ảnh 0", "Ảnh 1", "Ảnh 2"} <= set(alts)
    assert "Mẫu Sơn" in main_text_of(answer)
    assert page.lead_image_alt == "Ảnh 0"
    listed = visitor.get(path_of(section_page(TAM_THANH, "media")))
    assert page.title in main_text_of(listed)


@pytest.mark.django_db
def test_a_campaign_gathers_public_texts_of_any_section_in_the_editors_order(visitor):
    today = timezone.localdate()
    page = make_activity(
        TAM_THANH, CampaignPage, "campaigns", starts_on=today, ends_on=today, slogan="Giữ rừng"
    )
    first, second = make_article(TAM_THANH), make_article(TAM_THANH, "public-assets")
    hidden = make_article(TAM_THANH)
    hidden.unpublish()
    for order, item in enumerate((second, hidden, first)):
        GatheredPage.everywhere.create(page=page, item=item, sort_order=order)
    text = main_text_of(visitor.get(path_of(page)))
    assert text.index("Giữ rừng") < text.index(second.title) < text.index(first.title)
    assert hidden.title not in text
    assert "Đang diễn ra." in text


@pytest.mark.django_db
def test_machines_read_a_campaign_as_an_event_with_its_texts(visitor):
    page = make_activity(
        TAM_THANH, CampaignPage, "campaigns", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)
    )
    article = make_article(TAM_THANH)
    GatheredPage.everywhere.create(page=page, item=article, sort_order=0)
    answer = visitor.get(path_of(page))
    assert faults_of_data(answer) == []
    event = next(one for one in objects_of(answer) if one["@type"] == "Event")
    assert (event["startDate"], event["endDate"]) == ("2026-03-01", "2026-04-01")
    assert event["location"]["name"] == "Phường Tam Thanh"
    assert [one["url"] for one in event["subjectOf"]] == [article.full_url]


@pytest.mark.django_db
def test_a_campaign_costs_the_same_with_2_and_with_60_texts(visitor):
    page = make_activity(TAM_THANH, CampaignPage, "campaigns", starts_on=timezone.localdate())

    def gather(number: int) -> int:
        for _ in range(number):
            GatheredPage.everywhere.create(page=page, item=make_article(TAM_THANH))
        return len(uncached_queries(visitor, path_of(page)))

    few = gather(2)
    assert few <= 10
    assert gather(58) == few


@pytest.mark.django_db
def test_a_campaign_does_not_end_before_it_begins():
    page = CampaignPage(title="x", author="A", source="B", starts_on=date(2026, 2, 2))
    page.ends_on = page.starts_on - timedelta(days=1)
    assert "ends_on" in faults(page)


@pytest.mark.django_db
def test_an_issue_of_the_gazette_lists_its_documents_with_links(network, client_for):
    page = make_activity(
        LANG_SON, GazettePage, "gazette", number="07", issued_on=date(2026, 3, 1),
        disclosed_on=date(2026, 3, 2),
    )  # fmt: skip
    document = make_legal_document(LANG_SON)
    row = {"page": page, "number": "15/2026/QĐ-UBND", "abstract": "Về giá đất"}
    GazetteEntry.everywhere.create(**row, document=document)
    visitor = client_for(network.province)
    answer = visitor.get(path_of(page))
    text = main_text_of(answer)
    assert "15/2026/QĐ-UBND" in text
    assert "Về giá đất" in text
    assert document.full_url in links_of(answer)
    assert "Số 07" in main_text_of(visitor.get(path_of(section_page(LANG_SON, "gazette"))))
    few = len(uncached_queries(visitor, path_of(page)))
    for _ in range(20):
        GazetteEntry.everywhere.create(**row, document=make_legal_document(LANG_SON))
    assert len(uncached_queries(visitor, path_of(page))) == few
    page.issued_on = page.disclosed_on + timedelta(days=1)
    assert "issued_on" in faults(page)


def test_content_of_a_missing_file_is_no_error():
    missing = ContentFile(b"", name="khong-co.mp4")
    missing.storage = (
        RecordingPage._meta.get_field("file").related_model._meta.get_field("file").storage
    )
    assert kind_of(missing) == ""
