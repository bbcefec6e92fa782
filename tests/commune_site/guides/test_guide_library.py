"""How guides are read, rendered and found."""

import pytest

from commune_site.guides.library import Guide, Library, MalformedGuide, get_library, read_guide
from commune_site.guides.rendering import labels, parse, plain_text, render

FRONT = '+++\ntitle = "Đăng tin"\norder = 1\nroles = ["editor"]\nscreens = ["alerts"]\n+++\n\n'


@pytest.fixture
def file(tmp_path):
    """Return a function that reads a guide with this content."""

    def read(content: str) -> Guide:
        path = tmp_path / "dang-tin.md"
        path.write_text(content, encoding="utf-8")
        return read_guide(path)

    return read


def test_front_matter_and_text_are_read(file):
    guide = file(f"{FRONT}1. Bấm **Gửi duyệt**.\n")
    assert (guide.name, guide.title, guide.order) == ("dang-tin", "Đăng tin", 1)
    assert (guide.roles, guide.screens) == (("editor",), ("alerts",))
    assert "<ol>\n<li>Bấm <strong>Gửi duyệt</strong>.</li>\n</ol>" in guide.html


@pytest.mark.parametrize(
    "content",
    [
        "Không có phần đầu",
        "+++\ntitle = 1\n",
        FRONT.replace("order = 1\n", ""),
        FRONT.replace("editor", "bien-tap"),
        FRONT.replace('["editor"]', "[]"),
        FRONT.replace("order = 1", 'order = "một"'),
        FRONT.replace("order = 1", "order = 1\nrole = 2"),
        FRONT.replace('"Đăng tin"', '"Đăng tin'),
    ],
)
def test_a_file_out_of_form_is_refused_by_name(file, content):
    with pytest.raises(MalformedGuide, match=r"dang-tin\.md"):
        file(content)


def test_raw_html_and_scripts_are_shown_as_text():
    html = render(parse("<script>alert(1)</script>\n\n[x](javascript:alert(1))"))
    assert "<script>" not in html
    assert "href" not in html


def test_tables_are_tables():
    assert "<td>a</td>" in render(parse("| x |\n| --- |\n| a |\n"))


def test_pictures_are_static_files_with_their_words():
    html = render(parse('![Màn hình "duyệt"](anh/duyet.png)'))
    assert 'src="/static/guides/duyet.png"' in html
    assert 'alt="Màn hình &quot;duyệt&quot;"' in html


def test_labels_are_what_stands_in_bold():
    tokens = parse("Bấm **Lưu** rồi **Gửi duyệt\nlại**; không phải *nghiêng*.")
    assert list(labels(tokens)) == ["Lưu", "Gửi duyệt lại"]
    assert "nghiêng" in plain_text(tokens)


def guide(name: str, title: str, source: str, order: int = 1, **more) -> Guide:
    return Guide(name, title, order, ("editor",), more.get("screens", ()), source)


def test_words_are_found_with_and_without_accents_titles_first():
    library = Library(
        [
            guide("a", "Đăng tin", "Nêu cảnh báo ở cuối.", 1),
            guide("b", "Phát cảnh báo", "Chọn mức độ.", 2),
        ]
    )
    for words in ("cảnh báo", "canh bao", "CANH  BÁO"):
        assert [found.name for found in library.search(words)] == ["b", "a"]
    assert library.search("muc do canh") == (library.get("b"),)
    assert library.search("khong co tu nay") == ()
    assert library.search("  ") == ()


def test_books_follow_the_order_of_the_work():
    library = Library([guide("a", "A", "", 2), guide("b", "B", "", 1)])
    assert [found.name for found in library.book("editor")] == ["b", "a"]
    assert library.book("approver") == ()


def test_the_most_exact_name_of_a_screen_wins():
    library = Library(
        [guide("a", "A", "", screens=("add",)), guide("b", "B", "", screens=("add x.y",))]
    )
    assert [found.name for found in library.for_screen("add x.y", "add")] == ["b"]
    assert [found.name for found in library.for_screen("add x.z", "add")] == ["a"]
    assert library.for_screen("edit") == ()


def test_files_are_read_once_per_process():
    assert get_library() is get_library()


def test_pictures_do_not_wait_for_a_reader_who_scrolls(file):
    guide = file(f"{FRONT}![Màn hình](anh/cong-viec.png)\n")
    assert "<img" in guide.html and 'alt="Màn hình"' in guide.html
    assert "loading=" not in guide.html
