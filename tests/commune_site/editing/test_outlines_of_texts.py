"""A new text begins with an outline of its section; nothing that somebody wrote is touched."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone
from wagtail.rich_text import RichText

from commune_site.activities.models import ReceptionPage, WorkWeekPage
from commune_site.checks import blocks_of
from commune_site.checks.contents import all_words
from commune_site.editing.outlines.checks import GAP
from commune_site.editing.outlines.filling import fill, is_unwritten
from commune_site.editing.outlines.reading import all_outlines, load_outlines, outlines_for
from commune_site.models import ArticlePage, InformationPage
from commune_site.sections import get_registry
from commune_site.sections.vocabulary import PAGE_TYPES
from documents.models import LegalDocumentPage
from tests.factories import make_article, section_page
from tests.networks import TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


def form_of(editor, model, section: str, outline: str = "") -> tuple[str, str]:
    """Return the form of a new page in a section of Tam Thanh: its HTML, and the text in it."""
    names = [model._meta.app_label, model._meta.model_name, section_page(TAM_THANH, section).pk]
    query = {"mau": outline} if outline else {}
    answer = editor.get(reverse("wagtailadmin_pages:add", args=names), query)
    assert answer.status_code == 200
    return answer.content.decode(), all_words(answer.context["form"].instance)


def begun(model, section: str, key: str):
    """Return an unsaved page of a section, filled with an outline."""
    place = section_page(TAM_THANH, section)
    # Plain information is the page of its section.
    page = place if isinstance(place, model) else model(title="Bài mới")
    page.inherit_place(place)
    [outline] = [one for one in outlines_for(page) if one.key == key]
    fill(page, outline)
    return page


def test_every_outline_belongs_to_sections_that_take_its_type_and_can_be_stored(network):
    assert len(all_outlines()) >= 20
    for outline in all_outlines():
        for section in outline.sections:
            assert outline.page_type in get_registry().get(section).posted_types, outline.key
        model = PAGE_TYPES[outline.page_type].model_class
        page = begun(model, outline.sections[0], outline.key)
        for name, blocks in outline.streams.items():
            stream = getattr(page, name)
            kinds = [kind for block in blocks for kind in block]
            assert [child.block_type for child in stream] == kinds
            stream.stream_block.clean(stream)
            assert "{" not in str(stream.get_prep_value()).replace("{'", "")
        assert outline.streams or outline.rows


def test_a_section_offers_its_outlines_and_the_one_chosen_fills_the_form(network, editor):
    offered, written = form_of(editor, ArticlePage, "news")
    assert "Bắt đầu từ mẫu" in offered
    assert "?mau=thong-bao" in offered and "?mau=giay-moi" in offered
    assert "?mau=ket-qua-tiep-dan" not in offered
    assert "?mau=trong" not in offered and not written.strip()

    invitation, written = form_of(editor, ArticlePage, "news", "giay-moi")
    assert "Ủy ban nhân dân phường Tam Thanh trân trọng kính mời" in written
    assert "?mau=trong" in invitation

    # An outline of another section, or of none, is no outline here.
    for key in ("ket-qua-tiep-dan", "khong-co", "'<script>"):
        other, written = form_of(editor, ArticlePage, "news", key)
        assert not written.strip() and "'<script>" not in other


def test_guidance_opens_with_its_steps_unless_the_empty_form_is_asked_for(network, editor):
    model = PAGE_TYPES["guidance"].model_class
    assert "Chuẩn bị giấy tờ" in form_of(editor, model, "legal-guidance")[1]
    assert "Chuẩn bị giấy tờ" not in form_of(editor, model, "legal-guidance", "trong")[1]


def test_a_schedule_begins_with_the_next_week_or_month(network):
    today = timezone.localdate()
    week = begun(WorkWeekPage, "leader-activities", "lich-tuan")
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    assert [row.day for row in week.entries.all()] == [
        monday + timedelta(days=number) for number in range(5)
    ]
    month = begun(ReceptionPage, "citizen-reception", "tiep-dan-hang-tuan")
    days = [row.day for row in month.entries.all()]
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert {day.weekday() for day in days} == {3} and 4 <= len(days) <= 5
    assert {(day.year, day.month) for day in days} == {(first.year, first.month)}


def test_rows_of_an_outline_are_sent_back_and_kept(network, editor):
    section = section_page(TAM_THANH, "leader-activities")
    address = reverse("wagtailadmin_pages:add", args=["activities", "workweekpage", section.pk])
    shown = editor.get(address, {"mau": "lich-tuan"}).context["form"]
    rows = shown.formsets["entries"]
    # As a browser sends the form: the rows of the outline have no key yet.
    sent = {
        f"entries-{name}": value
        for name, value in (("TOTAL_FORMS", 5), ("INITIAL_FORMS", rows.initial_form_count()))
    }
    for form in rows.forms:
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None else field.field.prepare_value(value)
        sent[form.add_prefix("chair")] = "Chủ tịch"
        sent[form.add_prefix("content")] = f"Việc {form.prefix}"
    sent |= {
        "first_day": f"{shown.instance.first_day:%d/%m/%Y}", "author": "Văn phòng", "source": "VP",
        "body-count": "0", "summary": "", "disclosed_on": f"{timezone.localdate():%d/%m/%Y}",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = editor.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = WorkWeekPage.everywhere.get(first_day=shown.instance.first_day)
    newest = page.get_latest_revision_as_object()
    assert [row.content for row in newest.entries.all()] == [f"Việc entries-{n}" for n in range(5)]


def test_what_somebody_wrote_is_never_touched(network, editor):
    page = make_article(TAM_THANH, paragraph="<p>Đã viết rồi.</p>")
    assert not is_unwritten(page)
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"mau": "thong-bao"})
    assert "Bắt đầu từ mẫu" not in answer.content.decode()
    words = all_words(answer.context["form"].instance)
    assert "Đã viết rồi." in words and "thông báo về việc" not in words

    written = begun(ArticlePage, "news", "thong-bao")
    written.body = [("paragraph", RichText("<p>Của tôi</p>"))]
    fill(written, all_outlines()[1])
    assert [str(block.value.source) for block in written.body] == ["<p>Của tôi</p>"]


def test_an_empty_page_of_the_tree_begins_with_its_outline_too(network, editor):
    page = section_page(TAM_THANH, "natural-conditions")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "?mau=dieu-kien-tu-nhien" in editor.get(address).content.decode()
    answer = editor.get(address, {"mau": "dieu-kien-tu-nhien"})
    assert "Vị trí địa lý" in all_words(answer.context["form"].instance)
    # Looking changes nothing.
    page.refresh_from_db()
    assert not page.body and not page.get_latest_revision()
    # A page below it tells one part of the whole and has no use for the whole's headings.
    part = InformationPage(title="Khí hậu")
    part.inherit_place(page)
    assert part.section == page.section and outlines_for(part) == []
    assert "dieu-kien-tu-nhien" in {one.key for one in outlines_for(page)}


def test_the_title_stays_large_where_outlines_are_offered(network, editor):
    # Wagtail's style sheet enlarges a title that is the first or the second panel of a form.
    for model in (ArticlePage, PAGE_TYPES["guidance"].model_class):
        section = "news" if model is ArticlePage else "legal-guidance"
        html, _text = form_of(editor, model, section)
        tree = BeautifulSoup(html, "html.parser")
        assert tree.select_one(".w-panel.title:nth-child(-n+2) [name=title]")
        assert len(tree.select("details.checklist")) == len(tree.select("nav.outlines")) == 1


def test_a_text_with_a_gap_is_not_published(network):
    page = begun(ArticlePage, "news", "thong-bao")
    [gaps] = [one for one in blocks_of(page) if one.check.code == "gaps"]
    assert "nội dung cần thông báo" in gaps.faults[0]
    week = begun(WorkWeekPage, "leader-activities", "lich-tuan")
    assert "gaps" in {one.check.code for one in blocks_of(week)}
    # A quotation that leaves something out has no gap.
    quoting = make_article(TAM_THANH, paragraph="<p>Điều 5 […] quy định [...] như sau [1].</p>")
    assert blocks_of(quoting) == []
    assert not GAP.search("[…]") and GAP.search("[… ngày]")


def test_offering_outlines_asks_the_database_nothing(network):
    page = make_article(TAM_THANH)
    # A page that is made asks for its content type.
    document = LegalDocumentPage(section="legal-documents")
    english = ArticlePage(section="news", written_in="en")
    with queries_of() as queries:
        assert {one.key for one in outlines_for(page)} >= {"thong-bao", "giay-moi"}
        assert outlines_for(document) == [] and outlines_for(english) == []
    assert queries == []


def test_a_faulty_file_is_refused(tmp_path):
    row = '[[outlines]]\nkey = "a"\nname = "A"\nhint = "."\ntype = "{}"\nsections = []\n'
    file = tmp_path / "outlines.toml"
    for text in (row.format("article") * 2, row.format("khong-co")):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ImproperlyConfigured):
            load_outlines(file)
