"""Each change drops exactly what shows it, on commit; what is not told heals by itself."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtailmenus.models import MainMenuItem

from commune_site.alerts.models import Alert
from commune_site.alerts.services import raise_alert
from commune_site.navigation import forget_site_tree
from commune_site.organisation.models import Channel
from portal_network.delivery.page_cache import caches, owners
from portal_network.delivery.page_cache.drops import drop
from portal_network.delivery.page_cache.marks import EVERYTHING
from portal_network.tenancy.models import NetworkSettings
from tests.factories import make_article, make_legal_document, section_page

pytestmark = pytest.mark.django_db

TAM_THANH, QUOC_KHANH, LANG_SON = "05986", "06004", "20"


@pytest.fixture
def watched(kept, network, client_for, outcomes):
    """Pages of a network that are kept, by name; ``gone`` tells which are no longer."""
    for code in (TAM_THANH, QUOC_KHANH, LANG_SON):
        make_article(code, title=f"Tin cũ của {code}")
        make_legal_document(code)
    tam_thanh, quoc_khanh = (client_for(commune) for commune in network.communes)
    province = client_for(network.province)
    article = make_article(TAM_THANH, slug="tin-thu-hai")
    pages = {
        "home": (tam_thanh, "/"),
        "news": (tam_thanh, section_page(TAM_THANH, "news").get_url_parts()[2]),
        "article": (tam_thanh, article.get_url_parts()[2]),
        "documents": (tam_thanh, section_page(TAM_THANH, "legal-documents").get_url_parts()[2]),
        "feed": (tam_thanh, "/feed.xml"),
        "site map": (tam_thanh, "/so-do-trang/"),
        "neighbour home": (quoc_khanh, "/"),
        "neighbour news": (quoc_khanh, section_page(QUOC_KHANH, "news").get_url_parts()[2]),
        "province home": (province, "/"),
        "province news": (province, section_page(LANG_SON, "news").get_url_parts()[2]),
    }
    group = section_page(TAM_THANH, "news").get_parent().specific
    pages["group"] = (tam_thanh, group.get_url_parts()[2])

    def warm():
        for client, path in pages.values():
            assert client.get(path).status_code == 200, path

    def gone():
        changed = set()
        for name, (client, path) in pages.items():
            outcomes()
            client.get(path)
            if "hit" not in outcomes():
                changed.add(name)
        return changed

    warm()
    assert gone() == set()
    gone.article = article
    return gone


OWN = {"home", "news", "article", "documents", "feed", "site map", "group"}
SHOW_NEWS = {"home", "news", "article", "feed", "site map", "group", "province home"}


class Changes:
    """Changes of a network, each with the pages that show it."""

    def __init__(self, network, article):
        self.network, self.article = network, article

    def publish_a_correction(self):
        """Lists, feeds and neighbours of the section show the title."""
        self.article.title = "Tin có tên mới"
        self.article.save_revision().publish()
        return SHOW_NEWS

    def save_a_draft(self):
        """Nobody sees it."""
        self.article.title = "Còn đang viết"
        self.article.save_revision()
        return set()

    def unpublish_and_publish_again(self):
        """Others are left in the section."""
        revision = self.article.save_revision()
        self.article.unpublish()
        revision.publish()
        return SHOW_NEWS

    def fill_an_empty_section(self):
        """It enters all menus of its site."""
        make_article(TAM_THANH, "campaigns").save_revision().publish()
        return OWN | {"province home"}

    def publish_news_of_the_province(self):
        """Front pages of its communes show it."""
        news = section_page(LANG_SON, "news").get_children().first().specific
        news.save_revision().publish()
        return {"home", "neighbour home", "province home", "province news"}

    def rename_a_menu_entry(self):
        """Every page of the site has the menu."""
        site_id = self.network.tenants[0].site_id
        item = MainMenuItem.objects.filter(menu__site_id=site_id).first()
        item.link_text = "Mục đổi tên"
        item.save()
        return OWN | {"province home"}

    def store_a_record(self):
        """Records of a place stand in its frame, its maps, its lists."""
        Channel.everywhere.create(
            province=self.network.province, commune=self.network.communes[0], name="Zalo của phường"
        )
        return OWN | {"province home"}

    def change_a_telephone(self):
        """Every page of the site names it, and the province lists its communes."""
        commune = self.network.communes[0]
        commune.phone = "0205 3 812 345"
        commune.save()
        return OWN | {"province home", "province news"}

    def change_settings_of_all(self):
        """The frame of every page."""
        row = NetworkSettings.load()
        row.copyright_notice = "Bản quyền thuộc Ủy ban nhân dân"
        row.save()
        return OWN | {"neighbour home", "neighbour news", "province home", "province news"}

    def restrict_a_page(self):
        """Nothing may show it any longer."""
        PageViewRestriction.objects.create(page=self.article, restriction_type="login")
        PageViewRestriction.objects.all().delete()
        return OWN | {"province home"}

    def move_a_page(self):
        """The tree is another one."""
        self.article.move(section_page(TAM_THANH, "campaigns"), pos="last-child")
        return OWN | {"province home"}


STEPS = [
    "publish_a_correction",
    "save_a_draft",
    "unpublish_and_publish_again",
    "publish_news_of_the_province",
    "fill_an_empty_section",
    "rename_a_menu_entry",
    "store_a_record",
    "change_a_telephone",
    "change_settings_of_all",
    "restrict_a_page",
]


@pytest.mark.parametrize("kept", ["process", "shared"], indirect=True)
def test_each_change_drops_exactly_what_shows_it(
    watched, network, django_capture_on_commit_callbacks
):
    make_article(LANG_SON)
    forget_what_is_not_kept(network)
    watched()
    changes = Changes(network, watched.article)
    found, expected = {}, {}
    for step in STEPS:
        with django_capture_on_commit_callbacks(execute=True):
            expected[step] = getattr(changes, step)()
        found[step] = watched()
        assert found[step] == expected[step], step


def forget_what_is_not_kept(network):
    """Let what the factories made past any signal's commit be seen."""
    for tenant in (*network.tenants, network.province_tenant):
        forget_site_tree(tenant.key)
        caches.store().drop([f"province:{tenant.province_code}"])


def test_a_page_that_leads_to_another_follows_its_address_and_a_moved_one_its_tree(
    watched, network, django_capture_on_commit_callbacks
):
    far = make_legal_document(TAM_THANH)
    with django_capture_on_commit_callbacks(execute=True):
        watched.article.body = [
            ("paragraph", f'<p>Xem <a linktype="page" id="{far.pk}">văn bản</a>.</p>')
        ]
        watched.article.save_revision().publish()
    watched()
    with django_capture_on_commit_callbacks(execute=True):
        far.slug = "dia-chi-moi"
        far.save_revision().publish()
    assert watched() - {"group"} == {
        "article", "home", "documents", "feed", "site map", "province home",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        expected = Changes(network, watched.article).move_a_page()
    # Its old address is none any longer.
    assert watched() == expected
    assert watched() == {"article"}


def test_an_alert_comes_and_goes_at_its_minute_on_every_page(
    watched, network, client_for, monkeypatch, django_capture_on_commit_callbacks
):
    client = client_for(network.communes[0])
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        raise_alert(
            Alert(
                title="Mưa lớn, có thể sạt lở",
                area="Toàn phường",
                level="warning",
                category="met",
                province=network.province,
                commune=network.communes[0],
                starts_at=now + timedelta(seconds=5),
                ends_at=now + timedelta(seconds=10),
            ),
            None,
        )
    path = watched.article.get_url_parts()[2]
    shown = []
    for later in (1, 2, 6, 7, 11, 12):
        moment = now + timedelta(seconds=later)
        monkeypatch.setattr("portal_network.tenancy.directory.timezone.now", lambda m=moment: m)
        shown.append("Mưa lớn, có thể sạt lở" in client.get(path).content.decode())
    assert shown == [False, False, True, True, False, False]


def test_a_change_that_is_rolled_back_drops_nothing(watched, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                drop([EVERYTHING])
                raise RuntimeError
        except RuntimeError:
            pass
    assert watched() == set()
    with django_capture_on_commit_callbacks(execute=True):
        drop([EVERYTHING])
    assert len(watched()) == 11


def test_a_page_that_changes_while_it_is_made_is_made_again(
    kept, network, client_for, monkeypatch, outcomes
):
    client = client_for(network.communes[0])
    from commune_site import frontpage

    make = frontpage.tasks

    def make_slowly(tenant):
        caches.store().drop([f"site:{tenant.key}"])
        return make(tenant)

    monkeypatch.setattr(frontpage, "tasks", make_slowly)
    client.get("/")
    monkeypatch.undo()
    outcomes()
    client.get("/")
    client.get("/")
    assert outcomes() == {"miss": 1, "hit": 1}


def test_what_processes_do_not_tell_each_other_is_forgotten_in_time(settings, monkeypatch):
    settings.PAGE_CACHE = "process"
    tags = caches.store().tags
    moment = 1000.0
    monkeypatch.setattr("portal_network.delivery.page_cache.store.monotonic", lambda: moment)
    tags._cleared_at = moment
    for number in range(100):
        tags.drop([f"page:{number}"])
    for _clearing in range(2):
        moment += 61
        tags.drop(["page:x"])
    assert set(tags._times) == {"page:x"}
    assert tags.dropped(["page:x", "page:1"]) == tags.clock() == 102


def test_private_records_drop_nothing():
    labels = {model._meta.label for model in owners.shown_models()}
    assert {"organisation.Person", "organisation.Appointment", "alerts.Alert"} <= labels
    assert {"procedures.Procedure", "commune_site.PortalImage"} <= labels
    assert not labels & {"engagement.Case", "commune_site.PortalRendition"}
    assert not {label.split(".")[0] for label in labels} & {"audit", "accounts", "search", "people"}


def test_every_model_that_is_never_shown_exists():
    from django.apps import apps

    known = {model._meta.label_lower for model in apps.get_models()}
    assert known >= owners.NEVER_SHOWN
