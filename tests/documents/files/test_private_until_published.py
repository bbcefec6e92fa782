"""A file is private until something public refers to it, and again when nothing does."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from commune_site.models import PortalPage
from commune_site.procedures.models import Procedure
from commune_site.procedures.records import DossierCase, DossierPart, ProcedureRecord
from documents.models import Examination
from portal_network.moderation.services.publication import restore, withdraw
from portal_network.tenancy.models import Role
from tests.factories import attach, make_article, make_file, make_legal_document, make_user
from tests.networks import QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
REASON = "Văn bản được thay thế, chờ bản đính chính."


def path_of(document) -> str:
    return "/tep/" + document.url.partition("/tep/")[2]


@pytest.fixture
def public(network, client_for):
    return client_for(network.communes[0])


def test_a_file_to_which_nothing_refers_is_for_staff_alone(network, public, client_for):
    path = path_of(make_file(TAM_THANH))
    answers = [public.get(path), public.get("/tep/99999999/x.pdf")]
    assert [answer.status_code for answer in answers] == [404, 404]
    for role, place, expected in (
        (Role.EDITOR, TAM_THANH, 200),
        (Role.PROVINCE_OBSERVER, network.province, 200),
        (Role.EDITOR, QUOC_KHANH, 404),
    ):
        client = client_for(network.communes[0], user=make_user(role, place))
        assert client.get(path).status_code == expected, role


def test_it_is_public_from_publication_to_withdrawal_and_again_when_restored(
    network, public, client_for
):
    approver = make_user(Role.APPROVER, TAM_THANH)
    document = make_file(TAM_THANH)
    page = make_article(TAM_THANH)
    attach(page, document)
    page = PortalPage.objects.get(pk=page.pk).specific
    page.save_revision().publish()
    assert public.get(path_of(document)).status_code == 200
    withdraw(approver, page, REASON)
    assert public.get(path_of(document)).status_code == 404
    restore(approver, PortalPage.objects.get(pk=page.pk).specific, REASON)
    assert public.get(path_of(document)).status_code == 200


def test_the_file_of_a_draft_is_private_until_the_draft_is_published(network, public):
    document = make_file(TAM_THANH)
    page = make_legal_document(TAM_THANH)
    draft = type(page).objects.get(pk=page.pk)
    draft.attachments.create(document=document)
    revision = draft.save_revision()
    assert public.get(path_of(document)).status_code == 404
    revision.publish()
    assert public.get(path_of(document)).status_code == 200
    without = type(page).objects.get(pk=page.pk)
    without.attachments.clear()
    without.save_revision().publish()
    assert public.get(path_of(document)).status_code == 404


@pytest.mark.parametrize("way", ["block", "link in a text"])
def test_a_block_or_a_link_in_a_text_refers_to_a_file_as_well(way, network, public):
    document = make_file(TAM_THANH)
    link = f'<p><a linktype="document" id="{document.pk}">Tải về</a></p>'
    body = [("documents", [document])] if way == "block" else [("paragraph", link)]
    page = make_article(TAM_THANH, body=body)
    assert public.get(path_of(document)).status_code == 200
    page.unpublish()
    assert public.get(path_of(document)).status_code == 404


def test_of_several_pages_the_last_one_closes_it(network, public):
    document = make_file(TAM_THANH)
    pages = [make_article(TAM_THANH), make_article(TAM_THANH)]
    for page in pages:
        attach(page, document)
    pages[0].unpublish()
    assert public.get(path_of(document)).status_code == 200
    pages[1].delete()
    assert public.get(path_of(document)).status_code == 404


def test_a_page_that_not_everybody_may_read_makes_nothing_public(network, public):
    document = make_file(TAM_THANH)
    page = make_article(TAM_THANH)
    attach(page, document)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert public.get(path_of(document)).status_code == 404


def test_a_form_of_a_procedure_is_public_while_the_procedure_names_it(network, public, client_for):
    title = "Tờ khai đăng ký khai sinh"
    document = make_file(TAM_THANH, title=title)
    of_province = make_file(network.province, title=title)
    other = make_file(TAM_THANH, title="Tờ khai khác")
    procedure = Procedure(province=network.province, changed_at=timezone.now())
    part = DossierPart(name="Tờ khai", form=title)
    procedure.describe(
        ProcedureRecord(
            code="1.001193", name="Đăng ký khai sinh", field="Hộ tịch", levels=("xa",),
            dossier=(DossierCase("", (part,)),),
        )
    )  # fmt: skip
    procedure.save()
    assert public.get(path_of(document)).status_code == 200
    assert client_for(network.province).get(path_of(of_province)).status_code == 200
    assert public.get(path_of(other)).status_code == 404
    procedure.withdrawn_on = timezone.localdate()
    procedure.save()
    assert public.get(path_of(document)).status_code == 404


@pytest.mark.parametrize(
    ("state", "for_public", "for_staff"),
    [
        (Examination.CLEAN, 200, 200),
        (Examination.WAITING, 404, 200),
        (Examination.UNAVAILABLE, 404, 200),
        (Examination.REFUSED, 404, 404),
    ],
)
def test_what_is_not_clean_is_not_public_and_what_was_refused_nobody_has(
    state, for_public, for_staff, network, public, client_for
):
    document = make_file(TAM_THANH, examination=state)
    page = make_legal_document(TAM_THANH)
    attach(page, document)
    assert public.get(path_of(document)).status_code == for_public
    staff = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))
    assert staff.get(path_of(document)).status_code == for_staff
    shown = public.get(page.url).content.decode()
    assert ("Tệp đang được kiểm tra" in shown) is (state != Examination.CLEAN)
    assert (path_of(document) in shown) is (state == Examination.CLEAN)


def test_a_download_asks_as_many_questions_however_many_pages_refer_to_it(network, public):
    document = make_file(TAM_THANH)

    def questions() -> int:
        with queries_of() as statements:
            assert public.get(path_of(document)).status_code == 200
        return len(statements)

    for _number in range(2):
        attach(make_article(TAM_THANH), document)
    questions()
    before = questions()
    for _number in range(58):
        attach(make_article(TAM_THANH, body=[("documents", [document])]), document)
    assert questions() == before <= 5


def test_of_what_is_unpublished_the_cost_does_not_grow_either(network, public):
    document = make_file(TAM_THANH)
    with queries_of() as statements:
        assert public.get(path_of(document)).status_code == 404
    for _number in range(20):
        page = make_article(TAM_THANH)
        attach(page, document)
        page.unpublish()
    with queries_of() as more:
        assert public.get(path_of(document)).status_code == 404
    assert len(more) <= len(statements)
