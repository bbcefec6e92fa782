"""The rows of an inline panel are those of the page that is edited, and no others."""

import pytest
from django.http import QueryDict
from wagtail.test.utils.form_data import querydict_from_html

from commune_site.models import Attachment
from portal_network.tenancy.models import Role
from tests.factories import attach, make_article, make_file, make_user
from tests.networks import QUOC_KHANH, TAM_THANH, Network

pytestmark = pytest.mark.django_db

NEVER = 98_765_432


@pytest.fixture
def editor(network: Network, client_for):
    """Return the client of an approver of Tam Thanh."""
    return client_for(network.communes[0], user=make_user(Role.APPROVER, TAM_THANH))


def filled_in(client, page) -> QueryDict:
    """Return what a browser sends for the unchanged form of a page."""
    path = f"/quan-tri/pages/{page.pk}/edit/"
    data = querydict_from_html(client.get(path).content.decode(), form_id="page-edit-form")
    for name in [name for name in data if "__prefix__" in name]:
        del data[name]
    data |= {"body-count": "0", "gallery-count": "0", "action-publish": "action-publish"}
    return data


def test_the_page_s_own_row_is_taken(editor):
    page = make_article(TAM_THANH)
    attach(page, make_file(TAM_THANH), "Tệp")
    answer = editor.post(f"/quan-tri/pages/{page.pk}/edit/", filled_in(editor, page))
    assert answer.status_code == 302
    assert page.attachments.count() == 1


@pytest.mark.parametrize("place", [QUOC_KHANH, TAM_THANH])
def test_a_row_of_another_page_is_refused_like_one_that_never_was(editor, place):
    page, other = make_article(TAM_THANH), make_article(place)
    attach(page, make_file(TAM_THANH), "Tệp")
    stolen = attach(other, make_file(place), "Tệp khác")
    data = filled_in(editor, page)
    answers = []
    for key in (stolen.pk, NEVER):
        data["attachments-0-id"] = str(key)
        answer = editor.post(f"/quan-tri/pages/{page.pk}/edit/", data)
        rows = answer.context["form"].formsets["attachments"]
        answers.append((answer.status_code, rows.errors))
    assert answers[0] == answers[1]
    assert answers[0][0] == 200 and answers[0][1][0]["id"]
    assert Attachment.objects.get(pk=stolen.pk).page_id == other.pk
    assert page.attachments.count() == 1
