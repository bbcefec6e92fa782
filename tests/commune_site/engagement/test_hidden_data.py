"""Nothing personal in a sitemap, an audit export, a report of a fault, a screen of others."""

import sys

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter

from commune_site.engagement.models import Case
from commune_site.engagement.services import handling, intake
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import ASK, CONTACT, PERSONAL, TRACK, fill
from tests.commune_site.engagement.citizens import question as values
from tests.factories import make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db

SECRETS = (*PERSONAL, "zzrieng")
TOLD = {"name": CONTACT.name, "email": CONTACT.email, "phone": CONTACT.phone, "agrees": "on"}


@pytest.fixture
def asked(visitor, responder) -> Case:
    """A question that was received and of which the responder looked at the contact data."""
    sent = fill(
        visitor, **values(subject="Việc riêng zzrieng", body="Kể riêng zzrieng thôi."), **TOLD
    )
    assert visitor.post(ASK, sent).status_code == 201
    case = Case.objects.get()
    handling.look_at_contact(responder, case.pk)
    return case


def assert_silent(text: str) -> None:
    assert not [secret for secret in SECRETS if secret in text]


def test_no_sitemap_names_a_case(asked, visitor):
    index = visitor.get("/sitemap.xml").content.decode()
    assert_silent(index)
    assert asked.reference not in index
    assert_silent(visitor.get(reverse("sitemap-section", args=["site"])).content.decode())


def test_audit_exports_hold_numbers_and_no_contents(asked, client_for, network, capsys):
    head = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    response = client_for(network.communes[0], head).get(reverse("audit_download"))
    lines = b"".join(response.streaming_content).decode()
    assert "engagement.contact_seen" in lines and asked.reference in lines
    assert_silent(lines)
    call_command("export_audit", format="jsonl")
    exported = capsys.readouterr().out
    assert asked.reference in exported
    assert_silent(exported)


@pytest.mark.parametrize(
    "role", [Role.RESPONDER, Role.SITE_ADMINISTRATOR, Role.APPROVER, Role.EDITOR]
)
def test_staff_of_another_commune_meet_nothing_of_it(asked, client_for, network, role):
    client = client_for(network.communes[1], make_user(role, QUOC_KHANH))
    paths = [reverse("wagtailadmin_home"), reverse("notices")]
    for name in ("cases", "figures", "ratings", "erasures", "corrections"):
        paths.append(reverse(f"engagement_{name}"))
    for path in (*paths, f"{reverse('engagement_cases')}?q=zzrieng"):
        response = client.get(path)
        text = response.content.decode().replace('value="zzrieng"', "")
        assert_silent(text.replace("q=zzrieng", ""))
        assert f"/ho-so/{asked.pk}/" not in text


def test_lists_and_notices_of_the_own_place_hold_no_contact_data(
    asked, client_for, network, responder
):
    client = client_for(network.communes[0], responder)
    for name in ("wagtailadmin_home", "engagement_cases", "engagement_figures", "notices"):
        text = client.get(reverse(name)).content.decode()
        assert not [value for value in PERSONAL if value in text]


def test_the_province_meets_no_contact_data(asked, client_for, network):
    client = client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))
    for path in (reverse("wagtailadmin_home"), reverse("engagement_cases"),
                 reverse("engagement_case", args=[asked.pk])):  # fmt: skip
        text = client.get(path).content.decode()
        assert not [value for value in PERSONAL if value in text]


@pytest.fixture
def report_of():
    """Return a function that returns how Django would report the fault of a request."""

    def report(client, path: str, sent: dict) -> str:
        try:
            client.post(path, sent)
        except RuntimeError:
            request = RequestFactory().post(path, sent)
            request.sensitive_post_parameters = "__ALL__"
            kind, fault, frames = sys.exc_info()
            # As Django catches it: without the frames of this test.
            while "handlers/exception.py" not in frames.tb_frame.f_code.co_filename:
                frames = frames.tb_next
            reporter = ExceptionReporter(request, kind, fault, frames, is_email=True)
            return reporter.get_traceback_html() + reporter.get_traceback_text()
        raise AssertionError("no fault")

    return report


def test_a_report_of_a_fault_while_receiving_names_nothing(
    visitor, monkeypatch, report_of, settings
):
    settings.DEBUG = False

    def fail(*arguments, **named):
        raise RuntimeError

    sent = fill(
        visitor, **values(subject="Việc riêng zzrieng", body="Kể riêng zzrieng thôi."), **TOLD
    )
    monkeypatch.setattr(intake, "tell_sender", fail)
    text = report_of(visitor, ASK, sent)
    assert "RuntimeError" in text and "_store" in text
    assert_silent(text)


def test_a_report_of_a_fault_while_following_names_no_code(
    visitor, commune, monkeypatch, report_of, settings
):
    settings.DEBUG = False

    def fail(*arguments, **named):
        raise RuntimeError

    monkeypatch.setattr("commune_site.engagement.views.tracking.links_of", fail)
    from commune_site.engagement.kinds_shipped import QUESTION
    from tests.commune_site.engagement.citizens import submission

    receipt = intake.receive(commune, QUESTION, submission(contact=CONTACT))
    text = report_of(visitor, TRACK, {"code": receipt.code})
    assert "_show" in text
    assert receipt.code not in text
    assert_silent(text)


def test_the_views_themselves_mark_what_was_sent(visitor, rf, network):
    from commune_site.engagement.views.asking import AskView
    from commune_site.engagement.views.tracking import TrackView

    for view in (AskView, TrackView):
        request = rf.post(ASK, {})
        request.tenant = network.tenants[0]
        view.as_view()(request)
        assert request.sensitive_post_parameters == "__ALL__"
