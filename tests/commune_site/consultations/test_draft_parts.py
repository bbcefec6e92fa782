"""A pasted draft is cut where an official would cut it: at its articles and headings."""

from hypothesis import given
from hypothesis import strategies as st

from commune_site.consultations.forms import is_shortening
from commune_site.consultations.parts import parts_of
from tests.commune_site.consultations.makers import DRAFT


def shown(text):
    return [(part.key, part.lead, part.title) for part in parts_of(text)]


def test_articles_are_parts_and_a_chapter_leads_the_first_of_its_own():
    assert shown(DRAFT) == [
        ("mo-dau", "", "Phần mở đầu dự thảo"),
        ("dieu-1", "Chương I. Quy định chung", "Điều 1. Phạm vi điều chỉnh"),
        ("dieu-2", "", "Điều 2. Đóng góp"),
    ]
    assert parts_of(DRAFT)[2].html == "<p>Mỗi hộ đóng góp 20.000 đồng một lượt khách.</p>"


def test_a_sentence_that_names_an_article_begins_none():
    text = "<p>Điều 1. Áp dụng</p><p>Điều 5 của Luật Đất đai được áp dụng.</p>"
    assert [part.title for part in parts_of(text)] == ["Điều 1. Áp dụng"]


def test_an_article_in_one_long_paragraph_keeps_its_text():
    words = "Điều 3. " + "Mỗi hộ giữ sạch đoạn đường trước nhà. " * 10
    (part,) = parts_of(f"<p>{words}</p>")
    assert part.title == "Điều 3"
    assert words.strip() in part.html


def test_an_article_without_text_is_a_part_all_the_same():
    assert [key for key, *_rest in shown("<h3>Điều 1. Một</h3><h3>Điều 2. Hai</h3>")] == [
        "dieu-1", "dieu-2",
    ]  # fmt: skip


def test_two_parts_of_one_name_have_keys_of_their_own():
    text = "<h3>Điều 1. Một</h3><p>a</p><h3>Điều 1. Một</h3><p>b</p>"
    assert [part.key for part in parts_of(text)] == ["dieu-1", "dieu-1-2"]


@given(st.lists(st.sampled_from(
    ["<h2>Chương I</h2>", "<p>Điều 1. Một</p>", "<p>Lời văn</p>", "<h4></h4>", "chữ", "<p></p>", ""]
)))  # fmt: skip
def test_no_word_of_a_draft_is_lost_and_no_key_occurs_twice(blocks):
    parts = parts_of("".join(blocks))
    keys = [part.key for part in parts]
    assert len(set(keys)) == len(keys)
    everything = "".join(part.lead + part.title + part.html for part in parts)
    assert everything.count("Lời văn") == blocks.count("<p>Lời văn</p>")
    assert everything.count("Chương I") == blocks.count("<h2>Chương I</h2>")


def test_what_becomes_public_are_the_words_of_the_sender():
    said = "Tôi là Vi Thị A, đề nghị giảm mức đóng góp xuống một nửa."
    assert is_shortening("[…] đề nghị giảm mức đóng góp xuống một nửa.", said)
    assert is_shortening(said, said)
    assert not is_shortening("Tôi đồng ý với mức đóng góp.", said)
    assert not is_shortening("đóng góp giảm mức", said)
