"""A page's form refuses references to other places, wherever they hide; what was typed stays."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

import pytest
from django.db.models import Model
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from commune_site.models import ArticlePage, Attachment
from documents.models import LegalDocumentPage
from portal_network.tenancy.isolation.references import REFUSAL
from portal_network.tenancy.models import Role
from tests.factories import (
    attach,
    make_article,
    make_file,
    make_image,
    make_legal_document,
    make_user,
    section_page,
)
from tests.networks import QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

NEVER = 99_999_999
# Plain letters, which look the same in HTML, in JSON and in addresses.
FOREIGN = "zzforeign"
OWN = "aaown"


@dataclass(frozen=True)
class Rows:
    """One row of every kind that a page can refer to."""

    page: Page
    image: Model
    document: Model


def rows_of(place: str, title: str) -> Rows:
    return Rows(
        make_article(place, title=title),
        make_image(place, title=title),
        make_file(place, title=title),
    )


@pytest.fixture
def own(network) -> Rows:
    return rows_of(TAM_THANH, OWN)


@pytest.fixture
def foreign(network) -> Rows:
    return rows_of(QUOC_KHANH, FOREIGN)


@pytest.fixture
def editor(network, client_for) -> Client:
    return client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))


def entity(kind: str, data: dict) -> str:
    """Return what the editor of rich texts posts: one word that carries a link."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "abcde", "text": "xem thêm", "type": "unstyled", "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}},
        }
    )  # fmt: skip


def paragraph(text: str) -> dict:
    return {"body": streamfield([("paragraph", text)])}


def image_block(key) -> tuple:
    return ("image", {"image": str(key), "alt": "Cảnh Nhị Thanh", "caption": ""})


# Where a reference can hide in an article: what is posted for a row with these keys.
ARTICLE_PLACES: dict[str, Callable[[int, int, int], dict]] = {
    "field": lambda page, image, file: {"lead_image": str(image), "lead_image_alt": "Ảnh"},
    "chooser block": lambda page, image, file: {"body": streamfield([image_block(image)])},
    "gallery": lambda page, image, file: {"gallery": streamfield([image_block(image)])},
    "list block": lambda page, image, file: {
        "body": streamfield([("documents", streamfield([("item", str(file))]))])
    },
    "link to a page": lambda page, image, file: paragraph(
        entity("LINK", {"id": page, "url": "/x/"})
    ),
    "link to a file": lambda page, image, file: paragraph(entity("DOCUMENT", {"id": file})),
    "link in a nested block": lambda page, image, file: {
        "body": streamfield([("callout", {"level": "info", "text": entity("LINK", {"id": page})})])
    },
    "inline row": lambda page, image, file: {
        "attachments": inline_formset([{"document": str(file), "title": ""}])
    },
}


def article_form(**changes) -> dict:
    """Return the form of a new article as a browser sends it."""
    fields = {
        "title": "Tin đang soạn",
        "slug": "tin-dang-soan",
        "summary": "Tóm tắt phải còn nguyên",
        "author": "Ban biên tập",
        "source": "Ủy ban nhân dân phường",
        "disclosed_on": "05/03/2026",
        "body": streamfield([]),
        "gallery": streamfield([]),
        "attachments": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(fields | changes)


def add_url(place: str = TAM_THANH) -> str:
    parent = section_page(place, "news")
    return f"/quan-tri/pages/add/commune_site/articlepage/{parent.pk}/"


def text_of(answer) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize("hiding_place", ARTICLE_PLACES)
def test_an_article_with_a_foreign_reference_is_not_saved_and_shows_nothing_of_it(
    hiding_place, editor, foreign
):
    keys = (foreign.page.pk, foreign.image.pk, foreign.document.pk)
    answer = editor.post(add_url(), article_form(**ARTICLE_PLACES[hiding_place](*keys)))
    assert answer.status_code == 200
    assert not ArticlePage.objects.filter(slug="tin-dang-soan").exists()
    shown = text_of(answer)
    assert_refused(answer)
    assert "Tóm tắt phải còn nguyên" in shown
    assert FOREIGN not in shown
    assert foreign.page.slug not in shown
    assert not foreign.image.renditions.exists()


@pytest.mark.parametrize("hiding_place", ARTICLE_PLACES)
def test_a_foreign_reference_and_one_that_never_was_get_the_same_answer(
    hiding_place, editor, foreign
):
    posted = ARTICLE_PLACES[hiding_place]
    keys = (foreign.page.pk, foreign.image.pk, foreign.document.pk)
    refused = editor.post(add_url(), article_form(**posted(*keys)))
    unknown = editor.post(add_url(), article_form(**posted(NEVER, NEVER, NEVER)))
    assert errors_of(refused) == errors_of(unknown)
    assert_refused(refused)


def assert_refused(answer) -> None:
    assert any(str(REFUSAL) in error for error in errors_of(answer))


def errors_of(answer) -> list[str]:
    form = answer.context["form"]
    rows = [row for formset in form.formsets.values() for row in formset]
    return [
        f"{name}: {error.as_json_data() if hasattr(error, 'as_json_data') else error.messages}"
        for part in (form, *rows)
        for name, errors in part.errors.as_data().items()
        for error in errors
    ]


@pytest.mark.parametrize("hiding_place", ARTICLE_PLACES)
def test_the_preview_of_an_article_refuses_a_foreign_reference(hiding_place, editor, foreign):
    keys = (foreign.page.pk, foreign.image.pk, foreign.document.pk)
    url = f"{add_url()}preview/"
    stored = editor.post(url, article_form(**ARTICLE_PLACES[hiding_place](*keys)))
    assert stored.json()["is_valid"] is False
    shown = text_of(editor.get(url))
    assert FOREIGN not in shown
    assert foreign.page.slug not in shown


@pytest.mark.parametrize("hiding_place", ARTICLE_PLACES)
def test_the_same_references_to_ones_own_rows_are_saved(hiding_place, editor, own):
    keys = (own.page.pk, own.image.pk, own.document.pk)
    form = article_form(**ARTICLE_PLACES[hiding_place](*keys))
    assert editor.post(f"{add_url()}preview/", form).json()["is_valid"] is True
    answer = editor.post(add_url(), form)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(slug="tin-dang-soan")
    assert own_titles(page) == {OWN}


def own_titles(page: ArticlePage) -> set[str]:
    """Return the titles of all rows to which the latest draft refers."""
    draft = page.get_latest_revision_as_object()
    body = draft.body.stream_block.extract_references(draft.body)
    gallery = draft.gallery.stream_block.extract_references(draft.gallery)
    found = [model.objects.get(pk=key) for model, key, *_ in (*body, *gallery)]
    files = [row.document for row in draft.attachments.all()]
    return {row.title for row in (*found, *files, draft.lead_image) if row}


@pytest.mark.parametrize("key", ["", "không-phải-số", "1e3", "²", "-1", "9" * 40])
@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT"])
def test_a_link_without_a_proper_key_is_refused_instead_of_breaking_the_page(kind, key, editor):
    answer = editor.post(add_url(), article_form(**paragraph(entity(kind, {"id": key}))))
    assert answer.status_code == 200
    assert_refused(answer)


@pytest.mark.parametrize("key", ["không-phải-số", "-1", "9" * 40])
@pytest.mark.parametrize(
    "hiding_place", ["field", "chooser block", "gallery", "list block", "inline row"]
)
def test_a_malformed_key_is_refused_like_a_foreign_one(hiding_place, key, editor):
    form = article_form(**ARTICLE_PLACES[hiding_place](key, key, key))
    answer = editor.post(add_url(), form)
    assert answer.status_code == 200
    assert_refused(answer)


@pytest.mark.parametrize(
    "text",
    ["", "không phải JSON", "[]", "1", '{"blocks": 1}', '{"blocks": [1]}', "[" * 9000],
)
def test_a_malformed_text_is_refused_as_such(text, editor):
    answer = editor.post(add_url(), article_form(**paragraph(text)))
    assert answer.status_code == 400


@pytest.mark.parametrize("count", [None, "", "x", "5", "-1e3"])
def test_half_a_form_is_refused_and_empties_no_text(count, editor):
    page = make_article(TAM_THANH, paragraph="<p>Phải còn nguyên.</p>")
    form = article_form(title=page.title, slug=page.slug)
    del form["body-count"]
    if count is not None:
        form["body-count"] = count
    answer = editor.post(f"/quan-tri/pages/{page.pk}/edit/", form)
    assert answer.status_code == 400
    assert "Phải còn nguyên" in str(ArticlePage.objects.get(pk=page.pk).body)


def test_a_rich_text_field_refuses_a_foreign_link(editor, foreign, own):
    page = make_legal_document(TAM_THANH, title="Kế hoạch của mình")
    url = f"/quan-tri/pages/{page.pk}/edit/"

    def form(key: int) -> dict:
        return nested_form_data(
            {
                "title": page.title, "slug": page.slug, "document_type": page.document_type,
                "issuer": page.issuer, "disclosed_on": "05/03/2026",
                "full_text": entity("LINK", {"id": key}),
                "attachments": inline_formset([]), "comments": inline_formset([]),
                "relations": inline_formset([]),
            }
        )  # fmt: skip

    refused = editor.post(url, form(foreign.page.pk))
    assert list(refused.context["form"].errors) == ["full_text"]
    assert FOREIGN not in text_of(refused)
    assert editor.post(url, form(own.page.pk)).status_code == 302
    stored = LegalDocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert f'id="{own.page.pk}"' in stored.full_text


def test_an_inline_row_of_another_page_cannot_be_taken_over(editor, own, foreign):
    theirs = attach(foreign.page, foreign.document, title="Tệp kèm theo")
    url = f"/quan-tri/pages/{own.page.pk}/edit/"
    rows = [{"id": str(theirs.pk), "document": str(own.document.pk), "title": "Đổi tên"}]
    form = article_form(attachments=inline_formset(rows, initial=1))
    answer = editor.post(url, form | {"title": own.page.title, "slug": own.page.slug})
    assert answer.status_code in {200, 302, 404}
    assert Attachment.objects.get(pk=theirs.pk).title == "Tệp kèm theo"
    assert Attachment.objects.get(pk=theirs.pk).page_id == foreign.page.pk


def test_the_editor_opens_with_stored_references_to_what_is_not_ones_own(editor, foreign):
    page = make_article(
        TAM_THANH,
        title="Bài chuyển từ nơi khác",
        lead_image=foreign.image,
        lead_image_alt="Ảnh",
        body=[
            ("paragraph", f'<p><a linktype="page" id="{foreign.page.pk}">xem</a></p>'),
            ("paragraph", f'<p><a linktype="document" id="{foreign.document.pk}">tệp</a></p>'),
            ("paragraph", '<p><a linktype="page" id="hỏng">xem</a></p>'),
            ("image", {"image": foreign.image, "alt": "Ảnh", "caption": ""}),
            ("documents", [foreign.document]),
        ],
    )
    attach(page, foreign.document)
    answer = editor.get(f"/quan-tri/pages/{page.pk}/edit/")
    assert answer.status_code == 200
    shown = text_of(answer)
    assert "Bài chuyển từ nơi khác" in shown
    assert FOREIGN not in shown
    assert foreign.page.slug not in shown
    assert foreign.document.filename not in shown
    assert not foreign.image.renditions.exists()


def test_the_province_may_refer_to_all_its_communes(network, client_for, own, foreign):
    user = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    administrator = client_for(network.province, user=user)
    form = article_form(
        lead_image=str(foreign.image.pk),
        lead_image_alt="Ảnh",
        **paragraph(entity("LINK", {"id": foreign.page.pk})),
    )
    answer = administrator.post(add_url(), form)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(slug="tin-dang-soan")
    assert page.lead_image == foreign.image


def test_a_block_answers_each_person_within_their_own_reach(network, client_for, own, foreign):
    """Blocks live as long as the process: the first who asks must not decide for all others."""
    keys = {TAM_THANH: own.image.pk, QUOC_KHANH: foreign.image.pk}
    for commune in network.communes * 2:
        client = client_for(commune, user=make_user(Role.EDITOR, commune))
        for place, key in keys.items():
            form = article_form(body=streamfield([image_block(key)]))
            answer = client.post(f"{add_url(commune.code)}preview/", form)
            assert answer.json()["is_valid"] is (place == commune.code)


def test_a_text_with_many_links_asks_no_more_than_a_text_with_one(editor, own):
    def queries_with(links: int) -> int:
        text = json.loads(entity("LINK", {"id": own.page.pk}))
        text["blocks"] *= links
        form = article_form(**paragraph(json.dumps(text)))
        with queries_of() as statements:
            answer = editor.post(f"{add_url()}preview/", form)
        assert answer.json()["is_valid"] is True
        return len(statements)

    queries_with(1)
    assert queries_with(30) == queries_with(1)
