"""Official names must not read like a newspaper's."""

import pytest

from commune_site.sections.naming import newspaper_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tin tức - Sự kiện", ["tin tức"]),
        ("TAM THANH ONLINE", ["online"]),
        ("Ba\u0301o Lạng Sơn", ["báo"]),
        ("Văn phòng đại diện", ["văn phòng đại diện"]),
        ("Chính trị - Xã hội", ["chính trị", "xã hội"]),
        ("Đời sống và giải trí", ["đời sống", "giải trí"]),
        ("Báo cáo công tác, thông báo, cảnh báo", []),
        ("Công báo", []),
        ("Kế hoạch kinh tế - xã hội", []),
        ("An sinh xã hội", []),
        ("Dịch vụ công trực tuyến", []),
    ],
)
def test_names_that_read_like_a_newspaper_are_recognised(name, words):
    assert newspaper_words(name) == words
