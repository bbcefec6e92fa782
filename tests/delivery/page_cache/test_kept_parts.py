"""What pages are made of is read once, and anew as soon as a change is committed."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import TemplateSyntaxError, engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from portal_network.delivery.page_cache import caches, parts, store
from portal_network.delivery.page_cache.store import OwnTags
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, Role
from tests.factories import make_article, make_user, section_page
from tests.pages_as_seen import elements_of

pytestmark = pytest.mark.django_db
TAM_THANH, QUOC_KHANH, LANG_SON = "05986", "06004", "20"


@pytest.fixture
def tenant(kept, network):
    """The site whose parts are kept."""
    return section_page(TAM_THANH, "news").tenant


@pytest.fixture
def made(tenant):
    """Ask for a part; return how often it has been made so far."""
    calls = []

    def ask(*tags, site=tenant):
        return caches.kept_part(site, "figure", tags, lambda: calls.append(1) or len(calls))

    return ask


@pytest.fixture
def forget_pages():
    """Let each page be made anew, from parts that may be kept."""
    return lambda: caches.store().memory.clear()


def kept_keys():
    """Return the keys of all parts of this process: site, day and what the part is."""
    return list(caches.store().parts._parts)


@pytest.mark.parametrize("kept", ["process", "shared"], indirect=True)
@pytest.mark.parametrize("tag", ["section:x", "all", f"site:commune:{TAM_THANH}", "province:20"])
def test_a_part_is_made_once_until_one_of_its_tags_or_its_site_is_dropped(made, tag):
    assert [made("section:x"), made("section:x")] == [1, 1]
    caches.store().drop(["section:y"])
    assert made("section:x") == 1
    caches.store().drop([tag])
    assert [made("section:x"), made("section:x")] == [2, 2]


def test_a_part_whose_content_changes_while_it_is_made_is_made_again(tenant):
    def make_slowly():
        caches.store().drop(["section:x"])
        return "old"

    caches.kept_part(tenant, "figure", ["section:x"], make_slowly)
    assert caches.kept_part(tenant, "figure", ["section:x"], lambda: "new") == "new"


def test_a_part_lives_as_long_as_a_page_and_not_beyond_its_day(made, monkeypatch):
    assert made() == 1
    tomorrow = timezone.localdate() + timedelta(days=1)
    with monkeypatch.context() as later:
        later.setattr(caches.timezone, "localdate", lambda: tomorrow)
        assert made() == 2
    now = parts.time()
    monkeypatch.setattr(parts, "time", lambda: now + 3601)
    assert made() == 3


def test_a_part_of_one_site_is_never_shown_on_another(made):
    neighbour = section_page(QUOC_KHANH, "news").tenant
    assert [made(), made(site=neighbour), made()] == [1, 2, 1]


def test_nothing_is_kept_where_pages_are_not(made, settings):
    settings.PAGE_CACHE = "off"
    assert [made(), made()] == [1, 2]


@pytest.mark.parametrize("kept", ["shared"], indirect=True)
def test_without_an_answer_of_the_shared_cache_a_part_is_made_anew(made, monkeypatch):
    assert made() == 1

    def fail():
        raise ConnectionError

    monkeypatch.setattr(store, "_shared", fail)
    monkeypatch.setattr(store, "LISTEN_EVERY", 0)
    assert [made(), made()] == [2, 3]


def test_the_memory_of_parts_is_bounded(tenant, monkeypatch):
    monkeypatch.setattr(parts, "MOST_PARTS", 3)
    for number in range(5):
        caches.kept_part(tenant, number, (), lambda: "part")
        caches.kept_part(tenant, 0, (), lambda: "part")
    assert len(caches.store().parts) == 3
    assert caches.kept_part(tenant, 0, (), lambda: "made anew") == "part"


def test_drops_of_one_process_are_known_to_its_parts_at_once():
    tags = OwnTags()
    kept = parts.Parts(tags.dropped)
    kept.put("key", parts.Part("value", frozenset(["a"]), tags.clock(), parts.time() + 60))
    assert kept.get("key").value == "value"
    tags.drop(["a"])
    assert kept.get("key") is None


@pytest.mark.parametrize(("code", "path"), [(TAM_THANH, "/"), (LANG_SON, "/")])
def test_front_pages_read_their_newest_items_once(
    kept, network, client_for, forget_pages, code, path
):
    make_article(code, title="Tin đã có")
    tenant = section_page(code, "news").tenant
    client = client_for(tenant)
    client.get(path)
    forget_pages()
    with CaptureQueriesContext(connection) as queries:
        assert "Tin đã có" in client.get(path).content.decode()
    assert not [one for one in queries if '"disclosed_on" DESC' in one["sql"]]


def test_what_is_published_stands_on_front_page_and_list_at_once(
    kept, network, client_for, forget_pages, django_capture_on_commit_callbacks
):
    make_article(TAM_THANH, title="Tin đã có")
    client = client_for(network.communes[0])
    news = section_page(TAM_THANH, "news").get_url_parts()[2]
    for path in ("/", news):
        client.get(path)
    with django_capture_on_commit_callbacks(execute=True):
        page = make_article(TAM_THANH, title="Tin vừa đăng")
        page.save_revision().publish()
    for path in ("/", news):
        assert "Tin vừa đăng" in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    for path in ("/", news):
        assert "Tin vừa đăng" not in client.get(path).content.decode()


def test_a_list_is_counted_once_for_all_its_pages(
    kept, network, client_for, forget_pages, monkeypatch
):
    from commune_site.listings import Listing

    monkeypatch.setattr(Listing, "page_size", 2)
    for day in range(1, 8):
        make_article(TAM_THANH, title=f"Ngày {day}", disclosed_on=date(2026, 5, day))
    client = client_for(network.communes[0])
    news = section_page(TAM_THANH, "news").get_url_parts()[2]
    client.get(news)
    for query, title in (("", "Ngày 7"), ("?trang=2", "Ngày 5"), ("?trang=4", "Ngày 1")):
        forget_pages()
        with CaptureQueriesContext(connection) as queries:
            assert title in client.get(news + query).content.decode()
        assert not [one for one in queries if "COUNT(" in one["sql"]]


@pytest.fixture
def drawn(tenant, rf):
    """Draw a block that counts how often it is drawn."""
    calls = []
    source = '{% load kept_parts %}{% kept "block" place page=page %}{{ draw }}{% endkept %}'
    block = engines["django"].from_string(source)

    def draw(place="", *, page=None, user=None, is_preview=False, language="vi"):
        request = rf.get("/")
        request.tenant, request.is_preview = tenant, is_preview
        request.user = user or AnonymousUser()
        context = {
            "place": place,
            "page": page or section_page(TAM_THANH, "news"),
            "draw": lambda: calls.append(1) or len(calls),
        }
        with translation.override(language):
            return int(block.render(context, request))

    return draw


def test_a_block_is_drawn_once_for_each_place_and_language(drawn):
    assert [drawn(), drawn(), drawn("/a/"), drawn(language="en"), drawn()] == [1, 1, 2, 3, 1]


def test_a_block_without_a_place_is_drawn_for_each(drawn):
    assert [drawn(None), drawn(None), drawn("")] == [1, 2, 3]


def test_a_block_goes_with_what_its_page_shows(drawn):
    assert drawn() == 1
    caches.store().drop([f"section:commune:{TAM_THANH}:news"])
    assert drawn() == 2


def test_staff_and_previews_get_blocks_of_their_own(drawn):
    user = make_user(Role.EDITOR, TAM_THANH)
    assert [drawn(), drawn(user=user), drawn(is_preview=True), drawn()] == [1, 2, 3, 1]


def test_a_block_without_a_name_is_a_mistake():
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% load kept_parts %}{% kept %}{% endkept %}")


def test_the_menu_marks_where_each_visitor_is(kept, network, client_for, forget_pages):
    article = make_article(TAM_THANH)
    make_article(TAM_THANH, "campaigns")
    client = client_for(network.communes[0])
    addresses = ["/", article.get_url_parts()[2], "/tim-kiem/"]
    addresses += [
        section_page(TAM_THANH, name).get_url_parts()[2] for name in ("news", "campaigns")
    ]

    def marked():
        return [
            [link.get("href") for link in elements_of(client.get(path), "a")
             if link.get("aria-current")]
            for path in addresses
        ]  # fmt: skip

    together = marked()
    assert together == [_alone(client, path) for path in addresses]
    assert len({tuple(found) for found in together}) == 4


def _alone(client, path):
    caches.forget_all()
    links = elements_of(client.get(path), "a")
    return [link.get("href") for link in links if link.get("aria-current")]


def test_texts_of_a_section_share_what_they_lead_on_to(kept, network, client_for, forget_pages):
    pages = [
        make_article(TAM_THANH, title=f"Tin {day}", disclosed_on=date(2026, 5, day))
        for day in range(1, 9)
    ]
    client = client_for(network.communes[0])

    def leads_to(page):
        forget_pages()
        body = client.get(page.get_url_parts()[2]).content.decode()
        below = body[body.index('id="lien-quan"') :]
        return [number for number in range(8, 0, -1) if f">Tin {number}<" in below]

    oldest, newest = pages[0], pages[-1]
    assert leads_to(pages[1]) == leads_to(oldest) == [8, 7, 6, 5]
    assert leads_to(newest) == leads_to(newest) == [7, 6, 5, 4]
    assert {key[2:] for _site, _day, key in kept_keys() if key[0] == '"related"'} == {
        ("news ",), (f"news {newest.pk}",),
    }  # fmt: skip


def test_what_names_people_is_drawn_for_each_reader(kept, network, client_for, forget_pages):
    for number in range(2):
        page = make_article(TAM_THANH, title=f"Hộ ông Nguyễn Văn {number}", names_people=True)
    assert page.personal_data
    answer = client_for(network.communes[0]).get(page.get_url_parts()[2])
    assert "Hộ ông Nguyễn Văn 0" in answer.content.decode()
    assert not [key for _site, _day, key in kept_keys() if "related" in key[0]]


def test_new_contacts_stand_on_every_page_at_once(kept, network, client_for):
    article = make_article(TAM_THANH).get_url_parts()[2]
    client = client_for(network.communes[0])
    for number in ("02053 811 111", "02053 822 222"):
        commune = Commune.objects.get(pk=TAM_THANH)
        commune.phone = number
        commune.save()
        directory.forget()
        for path in ("/", article):
            assert number in client.get(path).content.decode()
