"""What is found follows what is published, withdrawn, moved, closed and renamed, at once."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from commune_site.organisation.models import Appointment, Person, Unit
from commune_site.organisation.workplace import place_keys
from documents.files.reader import PageOfFile
from documents.files.services import keep_pages
from search.filling import rebuild_all
from search.finding import Scope, find
from search.index import current_index
from search.models import SearchEntry
from search.results import shown_hits
from tests.factories import attach, make_article, make_file, make_legal_document, section_page
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

SITE, NEIGHBOUR = Scope(LANG_SON, TAM_THANH), Scope(LANG_SON, QUOC_KHANH)


def titles(query, scope=SITE):
    """Return the titles of the answers that hold all words."""
    return [hit.entry.title for hit in find(scope, query, all_words=True).hits]


@pytest.fixture
def article(network):
    """A published article of Tam Thanh."""
    return make_article(network.communes[0], title="Chống hạn vụ xuân")


def test_a_page_is_found_from_its_publication_to_its_withdrawal(article):
    assert titles("chống hạn vụ xuân") == ["Chống hạn vụ xuân"]
    article.unpublish()
    assert titles("chống hạn vụ xuân") == []
    article.save_revision().publish()
    assert titles("chống hạn vụ xuân") == ["Chống hạn vụ xuân"]
    article.delete()
    assert titles("chống hạn vụ xuân") == []
    assert not SearchEntry.everywhere.filter(title="Chống hạn vụ xuân").exists()


def test_a_draft_of_a_public_page_is_not_found(article):
    article.title = "Chống rét cho trâu bò"
    revision = article.save_revision()
    assert titles("chống rét") == []
    assert titles("chống hạn") == ["Chống hạn vụ xuân"]
    revision.publish()
    assert titles("chống rét") == ["Chống rét cho trâu bò"]
    assert titles("chống hạn") == []


def test_a_page_that_moves_is_found_where_it_is(article, network):
    article.move(section_page(network.communes[1], "news"), pos="last-child")
    assert titles("chống hạn") == []
    assert titles("chống hạn", NEIGHBOUR) == ["Chống hạn vụ xuân"]


def test_what_lies_below_a_closed_page_is_not_found_until_it_opens(article, network):
    news = section_page(network.communes[0], "news")
    closed = PageViewRestriction.objects.create(
        page=news, restriction_type=PageViewRestriction.LOGIN
    )
    assert titles("chống hạn") == []
    closed.delete()
    assert titles("chống hạn") == ["Chống hạn vụ xuân"]


def test_what_names_people_is_known_to_nobody_not_even_to_staff(article):
    article.names_people = True
    article.save()
    for scope in (SITE, Scope(LANG_SON), Scope(LANG_SON, TAM_THANH, staff=True)):
        assert titles("chống hạn", scope) == []


def test_a_file_is_found_by_its_text_and_opens_on_the_page_found(network):
    document = make_legal_document(network.communes[0], title="Kế hoạch tưới tiêu")
    file = make_file(network.communes[0], title="Toàn văn kế hoạch")
    attach(document, file)
    keep_pages(
        file, (PageOfFile(1, "Mục lục", False), PageOfFile(2, "Hồ chứa nước Nà Tâm cạn", False))
    )
    results = find(SITE, "hồ nà tâm")
    (hit,) = shown_hits(results, network.tenants[0])
    assert hit.title == "Kế hoạch tưới tiêu"
    assert hit.in_file.number == 2
    assert hit.in_file.url.endswith("#page=2")
    assert hit.in_file.file_title == "Toàn văn kế hoạch"
    assert "<mark>Nà Tâm</mark>" in hit.snippet


def test_units_and_people_are_found_by_post_and_telephone_while_they_hold_it(network):
    keys = place_keys(network.tenants[0])
    office = Unit.objects.create(name="Văn phòng Hội đồng", phone="02053 111 222", **keys)
    person = Person.objects.create(name="Nông Thị Mẫu", honorific="ba", **keys)
    post = Appointment.objects.create(person=person, unit=office, post="Công chức tư pháp")
    assert titles("02053 111 222") == ["Văn phòng Hội đồng"]
    assert titles("cong chuc tu phap") == ["Bà Nông Thị Mẫu, Công chức tư pháp"]
    assert titles("nông thị mẫu", NEIGHBOUR) == []
    post.until = date.today() - timedelta(1)
    post.save()
    assert titles("nông thị mẫu") == []


def test_an_undone_change_leaves_search_as_it_was(article):
    with pytest.raises(RuntimeError), transaction.atomic():
        article.unpublish()
        raise RuntimeError
    assert titles("chống hạn") == ["Chống hạn vụ xuân"]


def test_search_is_built_anew_while_it_answers(article, network):
    before = set(SearchEntry.everywhere.values_list("source", "object_id"))
    current_index().remove(SearchEntry.everywhere.values_list("pk", flat=True))
    assert titles("chống hạn") == []
    rebuild_all()
    assert titles("chống hạn") == ["Chống hạn vụ xuân"]
    assert set(SearchEntry.everywhere.values_list("source", "object_id")) == before


def test_the_check_names_what_misses_what_is_too_much_and_what_has_no_words(article, network):
    other = make_article(network.communes[0], title="Thứ hai")

    def check():
        out = StringIO()
        call_command("search_check", stdout=out)
        return out.getvalue()

    assert "page: true" in check()
    SearchEntry.everywhere.filter(object_id=article.pk).delete()
    numbers = SearchEntry.everywhere.filter(object_id=other.pk).values_list("pk", flat=True)
    current_index().remove(list(numbers))
    surplus = SearchEntry.everywhere.get(object_id=other.pk)
    surplus.pk, surplus.object_id = 10**9, 10**9
    surplus.save(force_insert=True)
    out = StringIO()
    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("search_check", stdout=out)
    assert f"1 missing ({article.pk})" in out.getvalue()
    assert "1 surplus (1000000000)" in out.getvalue()
    assert f"1 unindexed ({other.pk})" in out.getvalue()
    call_command("rebuild_search", stdout=StringIO())
    assert "page: true" in check()
