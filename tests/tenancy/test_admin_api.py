"""The API of the administration knows the rows of one's own places and no others."""

import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories import make_article, make_file, make_image, make_user, section_page
from tests.networks import QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db

API = "/quan-tri/api/main/"
FOREIGN = "ZZ bí mật của Quốc Khánh"
OWN = "AA của Tam Thanh"
NEVER = 99_999_999
KINDS = {"pages": make_article, "images": make_image, "documents": make_file}


@pytest.fixture
def approver(network, client_for) -> Client:
    return client_for(network.communes[0], user=make_user("approver", TAM_THANH))


@pytest.fixture
def administrator(network, client_for) -> Client:
    user = make_user("province_administrator", network.province)
    return client_for(network.province, user=user)


def tree_of(network) -> dict[str, Page]:
    return {code: section_page(code, "news") for code in (TAM_THANH, QUOC_KHANH)}


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_searches_hold_ones_own_rows_alone(kind, network, approver, administrator):
    for title, place in ((OWN, TAM_THANH), (FOREIGN, QUOC_KHANH)):
        KINDS[kind](place, title=title)
    for query in ("", "?search=tam", "?order=title", "?limit=20"):
        text = approver.get(f"{API}{kind}/{query}").content.decode()
        assert FOREIGN not in text
    listed = approver.get(f"{API}{kind}/?limit=20&order=-id").json()["items"]
    assert OWN in {item["title"] for item in listed}
    listed = administrator.get(f"{API}{kind}/?limit=20&order=-id").json()["items"]
    assert {OWN, FOREIGN} <= {item["title"] for item in listed}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("address", ["{}/", "find/?id={}"])
def test_a_foreign_row_answers_as_one_that_never_was(kind, address, network, approver):
    foreign, own = KINDS[kind](QUOC_KHANH), KINDS[kind](TAM_THANH)
    answers = [approver.get(f"{API}{kind}/{address.format(key)}") for key in (foreign.pk, NEVER)]
    assert [answer.status_code for answer in answers] == [404, 404]
    answer = approver.get(f"{API}{kind}/{address.format(own.pk)}", follow=True)
    assert answer.json()["title"] == own.title


@pytest.mark.parametrize(
    "filter_name", ["child_of", "descendant_of", "ancestor_of", "translation_of"]
)
def test_filters_take_a_foreign_page_for_one_that_never_was(filter_name, network, approver):
    sections = tree_of(network)
    make_article(QUOC_KHANH, title=FOREIGN)
    make_article(TAM_THANH, title=OWN)
    foreign, unknown = (
        approver.get(f"{API}pages/?{filter_name}={key}") for key in (sections[QUOC_KHANH].pk, NEVER)
    )
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content)
    own = approver.get(f"{API}pages/?{filter_name}={sections[TAM_THANH].pk}")
    assert own.status_code == 200


def test_the_explorer_of_the_menu_opens_ones_own_section(network, approver):
    make_article(TAM_THANH, title=OWN)
    section = section_page(TAM_THANH, "news")
    answer = approver.get(f"{API}pages/?child_of={section.pk}&for_explorer=1")
    assert [item["title"] for item in answer.json()["items"]] == [OWN]


def test_a_page_names_no_relative_from_elsewhere(network, approver):
    home = network.communes[0].root_page
    answer = approver.get(f"{API}pages/{home.pk}/").json()
    assert answer["meta"]["ancestors"] == []
    assert answer["meta"]["parent"] is None
    article = make_article(TAM_THANH)
    answer = approver.get(f"{API}pages/{article.pk}/").json()
    assert answer["meta"]["ancestors"][0]["id"] == home.pk


@pytest.mark.parametrize("action", ["copy", "move", "create_alias"])
@pytest.mark.parametrize("as_json", [True, False])
def test_nothing_is_copied_or_moved_below_a_foreign_page(action, as_json, network, approver):
    sections = tree_of(network)
    page = make_article(TAM_THANH)
    before = Page.objects.count()
    address = f"{API}pages/{page.pk}/action/{action}/"
    kind = {"content_type": "application/json"} if as_json else {}
    answers = [
        approver.post(address, {"destination_page_id": key, "recursive": False}, **kind)
        for key in (sections[QUOC_KHANH].pk, NEVER, "không-phải-số")
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].content == answers[1].content
    assert Page.objects.count() == before
    assert Page.objects.get(pk=page.pk).get_parent().pk == sections[TAM_THANH].pk


def test_a_page_is_copied_below_ones_own_section(network, administrator):
    sections = tree_of(network)
    page = make_article(TAM_THANH)
    answer = administrator.post(
        f"{API}pages/{page.pk}/action/copy/",
        {"destination_page_id": sections[QUOC_KHANH].pk, "recursive": False, "keep_live": False},
        content_type="application/json",
    )
    assert answer.status_code == 201, answer.content
    copied = section_page(QUOC_KHANH, "news").get_children().get()
    assert copied.title == page.title


def test_a_page_is_not_copied_into_another_language(network, administrator):
    page = make_article(TAM_THANH)
    address = f"{API}pages/{page.pk}/action/copy_for_translation/"
    assert administrator.post(address, {"locale": "vi"}).status_code == 404


@pytest.mark.parametrize("body", ["[]", "1", '"x"', "{"])
def test_a_malformed_body_is_refused(body, network, approver):
    page = make_article(TAM_THANH)
    address = f"{API}pages/{page.pk}/action/move/"
    assert approver.post(address, body, "application/json").status_code == 400


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_whoever_only_observes_lists_no_media(kind, network, client_for):
    KINDS[kind](TAM_THANH)
    user = make_user("province_observer", network.province)
    answer = client_for(network.province, user=user).get(f"{API}{kind}/")
    assert answer.json()["items"] == []
