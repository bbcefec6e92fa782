"""A real search server: what changes reaches it, what fails waits, what is rebuilt goes on."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search.engine import copying, outbox
from search.engine.breaker import breaker
from search.engine.client import EngineUnavailable, current_client
from search.engine.documents import question
from search.engine.index import EngineIndex, building_alias
from search.engine.tasks import send_changes
from search.finding import Scope, find
from search.index.base import IndexRow, Token
from search.models import EngineChange, SearchEntry
from search.suggestions import suggest
from search.vocabulary import make_vocabulary
from tests.factories import make_article, make_legal_document
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db
SITE = Scope(LANG_SON, TAM_THANH)
NOBODY = "http://127.0.0.1:9"


def titles(query, scope=SITE):
    """Return the titles of the answers that hold all words."""
    return [hit.entry.title for hit in find(scope, query, all_words=True).hits]


def kept():
    """Return the numbers of entries that the server keeps."""
    EngineIndex().refresh()
    return set(EngineIndex().digests(-1, 1000))


def test_the_server_is_told_after_the_commit_and_not_before(
    network, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        make_article(network.communes[0], title="Chống hạn vụ xuân")
    (number,) = SearchEntry.everywhere.filter(title="Chống hạn vụ xuân").values_list(
        "pk", flat=True
    )
    assert number not in kept()
    for callback in callbacks:
        callback()
    assert number in kept()
    assert not EngineChange.everywhere.exists()


@pytest.mark.falls_back
def test_what_happens_while_the_server_is_gone_is_answered_by_the_database_and_told_later(
    network, settings
):
    article = make_article(network.communes[0], title="Chống hạn vụ xuân")
    assert titles("chống hạn") == ["Chống hạn vụ xuân"]
    own = settings.SEARCH_ENGINE
    settings.SEARCH_ENGINE = replace(own, urls=(NOBODY,))
    article.title = "Chống rét cho trâu bò"
    article.save_revision().publish()
    send_changes.call()
    waiting = EngineChange.everywhere.count()
    assert waiting
    assert titles("chống rét") == ["Chống rét cho trâu bò"]
    assert titles("chống hạn") == []
    assert not breaker.may_ask()
    settings.SEARCH_ENGINE = own
    breaker.answered()
    send_changes.call()
    assert not EngineChange.everywhere.exists()
    EngineIndex().refresh()
    assert titles("chống rét") == ["Chống rét cho trâu bò"]


def test_a_new_index_takes_the_place_of_the_old_one_while_search_answers(network, monkeypatch):
    for number in range(3):
        make_article(network.communes[0], title=f"Chống hạn {number}")
    outbox.send_changes_now()
    fill, seen = copying._fill, []

    def fill_while_people_search_and_publish(index):
        make_article(network.communes[0], title="Chống hạn lúc dựng lại")
        late = make_article(network.communes[0], title="Chống hạn bị gỡ")
        seen.append(sorted(titles("chống hạn")))
        kept_now = fill(index)
        late.delete()
        seen.append(sorted(titles("chống hạn")))
        return kept_now

    monkeypatch.setattr(copying, "_fill", fill_while_people_search_and_publish)
    copying.build_anew()
    assert len(seen[0]) == 5 and len(seen[1]) == 4
    assert sorted(titles("chống hạn")) == seen[1]
    live, left_over = copying._indexes()
    assert len(live) == 1 and not left_over
    assert not current_client().exists(f"/_alias/{building_alias()}")


def test_a_change_that_is_committed_during_a_build_is_not_forgotten_with_those_before(
    network, monkeypatch
):
    make_article(network.communes[0], title="Chống hạn")
    outbox.send_changes_now()
    noted = EngineChange.everywhere.create(id=10**6, number=5)
    fill = copying._fill

    def fill_meanwhile(index):
        # Its key is from before, as that of a long transaction.
        EngineChange.everywhere.create(id=noted.pk - 1, number=6)
        return fill(index)

    monkeypatch.setattr(copying, "_fill", fill_meanwhile)
    copying.build_anew()
    assert list(EngineChange.everywhere.values_list("number", flat=True)) == [6]


def test_a_build_that_fails_leaves_the_old_index_and_nothing_else(network, monkeypatch):
    make_article(network.communes[0], title="Chống hạn")
    outbox.send_changes_now()
    EngineIndex().refresh()
    before = copying._indexes()
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(copying, "rows_of", lambda entries: 1 / 0)
        copying.build_anew()
    assert copying._indexes() == before
    assert titles("chống hạn") == ["Chống hạn"]


def test_the_check_names_what_the_server_lacks_keeps_in_vain_and_knows_otherwise(network):
    for title in ("Thứ nhất", "Thứ hai"):
        make_article(network.communes[0], title=title)
    outbox.send_changes_now()

    def check():
        out = StringIO()
        try:
            call_command("search_check", stdout=out)
        except CommandError:
            return out.getvalue().splitlines()[-1]
        return "no difference"

    assert check() == "no difference"
    first, second = SearchEntry.everywhere.filter(title__startswith="Thứ ").order_by("pk")
    later = {first.pk: 10**6, second.pk: 10**6}
    EngineIndex().remove([first.pk], later)
    EngineIndex().put([IndexRow(second.pk, ["#x"], ["khac"]), IndexRow(77, [], [])], later)
    said = check()
    assert said.startswith("search server:")
    for part in (f"1 missing ({first.pk})", "1 surplus (77)", f"1 stale ({second.pk})"):
        assert part in said
    call_command("rebuild_search", stdout=StringIO())
    assert check() == "no difference"


def test_late_news_never_take_the_place_of_newer_ones(network):
    make_article(network.communes[0], title="Chống hạn")
    outbox.send_changes_now()
    number = SearchEntry.everywhere.get(title="Chống hạn").pk
    for version, word in ((10**6, "tinmoi"), (10**6 - 1, "tincu")):
        EngineIndex().put([IndexRow(number, ["#x"], [word])], {number: version})
    EngineIndex().remove([number], {number: 10**6 - 2})
    EngineIndex().refresh()
    assert EngineIndex().matching(Token("tinmoi"), 5) == [number]


def test_nothing_is_written_where_no_index_was_built(settings):
    settings.SEARCH_ENGINE = replace(settings.SEARCH_ENGINE, prefix="khong-co")
    with pytest.raises(EngineUnavailable):
        EngineIndex().put([IndexRow(5, [], ["a"])])
    assert not current_client().exists("/khong-co")


def test_indexes_of_another_installation_stay(settings):
    own = settings.SEARCH_ENGINE
    settings.SEARCH_ENGINE = replace(own, prefix=f"{own.prefix}-hue")
    copying.build_anew()
    others = copying._indexes()
    settings.SEARCH_ENGINE = own
    copying.build_anew()
    settings.SEARCH_ENGINE = replace(own, prefix=f"{own.prefix}-hue")
    assert copying._indexes() == others
    copying.drop()


def test_a_number_a_place_and_a_beginning_are_found_by_the_server(network):
    make_legal_document(network.communes[0], title="Chuyển đổi số", number="206/KH-UBND")
    make_article(network.communes[1], title="Kế hoạch 206 của xã bạn")
    assert find(SITE, "206/kh-ubnd").hits[0].is_exact
    assert titles("206", Scope(LANG_SON, QUOC_KHANH)) == ["Kế hoạch 206 của xã bạn"]
    make_vocabulary(LANG_SON)
    assert "Chuyển đổi số" in [one.text for one in suggest(network.tenants[0], "chuyen d")]


def test_more_filters_than_ten_are_counted(network):
    for month in range(12):
        make_legal_document(
            network.communes[0], title="Chống hạn", number=f"{month}/KH-UBND",
            issuer=f"Cơ quan {month}", disclosed_on=date(2026, 1, 1) + timedelta(month),
        )  # fmt: skip
    assert len(find(SITE, "chống hạn").facets["issuer"]) == 12


def test_a_published_page_is_found_within_five_seconds(network):
    """Without asking the server to refresh: it does so every second."""
    make_article(network.communes[0], title="Vừa đăng xong")
    began = timezone.now()
    outbox.send_changes_now()
    body = question(Token("^dang"), 5, "desc", 1.0)
    path = f"/{EngineIndex().name}/_search"
    while not current_client().tell("POST", path, body)["hits"]["hits"]:
        assert timezone.now() - began < timedelta(seconds=5)


@pytest.mark.falls_back
def test_a_server_that_refuses_everything_is_as_good_as_gone(network, settings):
    make_article(network.communes[0], title="Chống hạn")
    settings.SEARCH_ENGINE = replace(settings.SEARCH_ENGINE, prefix="chua-dung")
    EngineChange.everywhere.all().delete()
    assert titles("chống hạn") == ["Chống hạn"]
    assert not breaker.may_ask()
    breaker.answered()
