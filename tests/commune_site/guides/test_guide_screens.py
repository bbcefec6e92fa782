"""The screens of guides, and the way to them from the screens that they explain."""

import re

import pytest
from django.urls import reverse

from commune_site.guides.library import get_library
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import LANG_SON
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
GUIDES = "/quan-tri/huong-dan/"


@pytest.fixture
def signed_in(network, client_for):
    """Return a function that signs a role of the first commune in."""

    def sign_in(role: Role):
        tenant = network.tenants[0]
        return client_for(tenant, user=make_user(role, tenant.code))

    return sign_in


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def headings(screen: str) -> list[str]:
    return re.findall(r'<h2 id="so-tay-([\w-]+)">', screen)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.RESPONDER, Role.SITE_ADMINISTRATOR])
def test_the_own_role_comes_first_and_the_others_follow(signed_in, role):
    screen = text_of(signed_in(role), GUIDES)
    assert headings(screen)[0] == role
    assert set(headings(screen)) >= {Role.EDITOR, Role.APPROVER, "operator"}
    assert screen.count("vai trò của Ông/Bà") == 1


def test_search_finds_without_accents_and_keeps_what_was_typed(signed_in):
    client = signed_in(Role.EDITOR)
    screen = text_of(client, f"{GUIDES}?q=dang+tin+tu+tep+word")
    assert f'href="{GUIDES}dang-tin-tu-word/"' in screen
    assert 'value="dang tin tu tep word"' in screen
    nothing = text_of(client, f"{GUIDES}?q=<script>xyz")
    assert "Không tìm thấy" in nothing
    assert "<script>xyz" not in nothing


def test_one_leafs_through_the_book_of_a_role(signed_in):
    client = signed_in(Role.EDITOR)
    book = get_library().book(Role.EDITOR)
    screen = text_of(client, f"{GUIDES}{book[1].name}/")
    assert f'rel="prev" href="{GUIDES}{book[0].name}/?so=editor"' in screen
    assert f'rel="next" href="{GUIDES}{book[2].name}/?so=editor"' in screen
    assert 'rel="prev"' not in text_of(client, f"{GUIDES}{book[0].name}/")
    assert 'rel="next"' not in text_of(client, f"{GUIDES}{book[-1].name}/?so=editor")
    # A role that the guide is not for: the book of one's own.
    assert "?so=editor" in text_of(client, f"{GUIDES}{book[1].name}/?so=khong-co")


def test_every_guide_and_every_book_opens(signed_in):
    client = signed_in(Role.EDITOR)
    for guide in get_library().guides:
        assert guide.title in text_of(client, f"{GUIDES}{guide.name}/")
    editors = text_of(client, f"{GUIDES}so-tay/editor/")
    assert editors.count("<article id=") == len(get_library().book(Role.EDITOR))


def test_what_does_not_exist_answers_404(signed_in):
    client = signed_in(Role.EDITOR)
    for address in (f"{GUIDES}khong-co/", f"{GUIDES}so-tay/khong-co/"):
        assert client.get(address).status_code == 404


def test_strangers_are_asked_to_sign_in(network, client_for):
    assert client_for(network.tenants[0]).get(GUIDES).status_code == 302


def test_the_menu_of_help_leads_to_the_guides(signed_in):
    assert f'"{GUIDES}"' in text_of(signed_in(Role.EDITOR), "/quan-tri/")


@pytest.mark.parametrize(
    ("role", "screen", "guide"),
    [
        (Role.EDITOR, "tenancy_home", "man-hinh-dau"),
        (Role.EDITOR, "alerts_raise", "phat-canh-bao"),
        (Role.EDITOR, "intake_start", "dang-van-ban-tu-tep"),
        (Role.SITE_ADMINISTRATOR, "people", "ket-thuc-vai-tro"),
        (Role.SITE_ADMINISTRATOR, "people_reviews", "ra-soat-quyen"),
        (Role.APPROVER, "moderation_queue", "duyet-bai"),
        (Role.RESPONDER, "engagement_cases", "tra-loi-nguoi-dan"),
        (Role.EDITOR, "wagtailsnippets_organisation_person:list", "sua-danh-ba"),
        (Role.SITE_ADMINISTRATOR, "tenancy_redirects", "chuyen-huong"),
        (Role.SITE_ADMINISTRATOR, "commune:index", "lien-he-gio-lam-viec"),
        (Role.SITE_ADMINISTRATOR, "notices_account", "dang-nhap-lan-dau"),
    ],
)
def test_a_screen_leads_to_its_guide(signed_in, role, screen, guide):
    answer = signed_in(role).get(reverse(screen), follow=True)
    assert f'class="guide-link" href="{GUIDES}{guide}/"' in answer.content.decode()


def test_a_form_of_pages_leads_to_the_guide_of_its_type(network, signed_in):
    from commune_site.models import SectionPage

    section = SectionPage.everywhere.get(
        commune_id=network.tenants[0].code, section="leader-activities"
    )
    address = reverse("wagtailadmin_pages:add", args=["activities", "workweekpage", section.pk])
    screen = text_of(signed_in(Role.EDITOR), address)
    assert f'class="guide-link" href="{GUIDES}dang-lich-cong-tac/"' in screen


def test_a_screen_without_a_guide_has_no_link(signed_in):
    assert "guide-link" not in text_of(signed_in(Role.EDITOR), GUIDES)


def test_of_several_guides_the_one_of_the_own_role_is_offered(signed_in, monkeypatch):
    from commune_site.guides import readers
    from commune_site.guides.library import Guide, Library

    def guide(name: str, order: int, role: str) -> Guide:
        return Guide(name, name, order, (role,), ("guides",), "")

    library = Library([guide("a", 1, Role.EDITOR), guide("b", 2, Role.RESPONDER)])
    monkeypatch.setattr(readers, "get_library", lambda: library)
    assert f'class="guide-link" href="{GUIDES}b/"' in text_of(signed_in(Role.RESPONDER), GUIDES)
    assert f'class="guide-link" href="{GUIDES}a/"' in text_of(signed_in(Role.EDITOR), GUIDES)


def test_the_link_and_the_guides_ask_the_database_nothing(signed_in, monkeypatch):
    from commune_site.guides.templatetags import guides as tags

    client = signed_in(Role.EDITOR)

    def count(address: str) -> int:
        client.get(address)
        with queries_of() as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    with_link = count("/quan-tri/canh-bao/phat/")
    guide, one_book = count(f"{GUIDES}phat-canh-bao/"), count(f"{GUIDES}so-tay/editor/")
    assert count(GUIDES) == count(f"{GUIDES}?q=canh+bao") == guide == one_book
    monkeypatch.setattr(tags, "guide_for_screen", lambda request: None)
    assert count("/quan-tri/canh-bao/phat/") == with_link


def test_an_observer_of_a_province_finds_figures_and_log(network, client_for):
    observer = make_user(Role.PROVINCE_OBSERVER, LANG_SON)
    client = client_for(network.province_tenant, user=observer)
    screen = text_of(client, GUIDES)
    assert headings(screen)[0] == Role.PROVINCE_OBSERVER
