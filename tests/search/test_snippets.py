"""The part of a text that is shown holds the words, marked, and nothing that runs."""

from search.query import parse
from search.snippets import LENGTH, highlight, pattern_of, snippet_of
from search.synonyms import Thesaurus


def pattern(text):
    """Return what marks the words of a question."""
    return pattern_of(parse(text, Thesaurus()))


def test_words_are_marked_with_marks_and_without_and_only_whole():
    shown = highlight("Đăng ký Khai sinh, khaisinh, KHAI SÍNH", pattern("khai sinh"))
    assert shown == "Đăng ký <mark>Khai sinh</mark>, khaisinh, <mark>KHAI SÍNH</mark>"


def test_the_part_with_most_words_is_shown():
    text = "rừng " + "a " * 400 + "phòng cháy chữa cháy rừng tại xã " + "b " * 400
    shown = snippet_of(text, pattern("cháy rừng"))
    assert shown.holds_words
    assert "<mark>cháy rừng</mark>" in shown.html
    assert shown.html.startswith("… ") and shown.html.endswith(" …")
    assert len(shown.html) < LENGTH * 2


def test_without_the_words_the_beginning_is_shown():
    shown = snippet_of("Tóm tắt của bài viết.", pattern("khai sinh"))
    assert (shown.html, shown.holds_words) == ("Tóm tắt của bài viết.", False)
    assert not snippet_of("", pattern("x")).html


def test_what_stands_in_a_text_is_never_run():
    assert highlight("<b>khai</b> & sinh", pattern("khai")) == (
        "&lt;b&gt;<mark>khai</mark>&lt;/b&gt; &amp; sinh"
    )
