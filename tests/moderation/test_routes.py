"""The route of a text follows from rows that a province writes, the most particular first."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Workflow

from portal_network.moderation.deadlines import Urgency
from portal_network.moderation.models import (
    ApprovalRule,
    ApprovalWorkflow,
    Probation,
    QueueItem,
    Route,
    Stage,
)
from portal_network.moderation.routes import terms_of
from portal_network.moderation.services import decisions
from portal_network.moderation.workflows import ensure_workflows, workflow_of
from portal_network.tenancy.models import Commune, Province
from tests.factories import NEWS, section_page, site_page
from tests.moderation.texts import draft, fresh
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db

BOTH = Route.COMMUNE_THEN_PROVINCE


def rule(route, section="", commune=None, **days):
    """Write a rule of Lạng Sơn."""
    return ApprovalRule.objects.create(
        province_id=LANG_SON, commune_id=commune, section=section, route=route, **days
    )


def route(section=NEWS, commune=TAM_THANH, today=None):
    """Return the route of a section."""
    terms = terms_of(province_id=LANG_SON, commune_id=commune, section=section, today=today)
    return terms.route


def test_without_a_rule_the_commune_decides(network):
    assert route() == Route.COMMUNE


def test_pages_of_a_province_are_its_own_matter_whatever_the_rules_say(network):
    rule(Route.COMMUNE)
    assert route(commune=None) == Route.PROVINCE


def test_a_section_wins_over_all_sections(network):
    rule(BOTH)
    rule(Route.COMMUNE, NEWS)
    assert route(NEWS) == Route.COMMUNE
    assert route("legal-documents") == BOTH


def test_a_commune_wins_over_its_province(network):
    rule(BOTH, NEWS)
    rule(Route.COMMUNE, commune=QUOC_KHANH)
    assert route(NEWS, QUOC_KHANH) == Route.COMMUNE
    assert route(NEWS, TAM_THANH) == BOTH


def test_the_section_of_a_commune_wins_over_everything(network):
    rule(Route.COMMUNE, commune=TAM_THANH)
    rule(BOTH, NEWS, commune=TAM_THANH)
    assert route(NEWS) == BOTH


def test_another_provinces_rules_change_nothing(network):
    build_network(HUE, 1)
    ApprovalRule.objects.create(province_id=HUE, route=BOTH)
    assert route() == Route.COMMUNE


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(0, 0, BOTH), (-5, None, BOTH), (1, None, Route.COMMUNE), (-5, -1, Route.COMMUNE)],
)
def test_probation_sends_everything_to_the_province_while_it_lasts(network, since, until, expected):
    rule(Route.COMMUNE, NEWS, TAM_THANH)
    today = timezone.localdate()
    Probation.objects.create(
        province_id=LANG_SON,
        commune_id=TAM_THANH,
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
        reason="Đăng sai ba lần trong quý.",
    )
    assert route() == expected
    assert route(commune=QUOC_KHANH) == Route.COMMUNE


def test_a_route_costs_two_queries_however_many_rules_there_are(
    network, django_assert_max_num_queries
):
    for section in ("policies", "bidding", "functions"):
        rule(BOTH, section)
    with django_assert_max_num_queries(2):
        assert route() == Route.COMMUNE


def test_there_is_one_workflow_per_route_and_it_is_made_once(network):
    before = Workflow.objects.count()
    ensure_workflows()
    assert Workflow.objects.count() == before
    assert ApprovalWorkflow.objects.count() == 3
    names = [task.name for task in workflow_of(BOTH).tasks]
    assert names == ["Xã duyệt", "Tỉnh duyệt"]


def test_a_database_that_lost_its_workflows_gets_them_again(network):
    ApprovalWorkflow.objects.all().delete()
    Workflow.objects.all().delete()
    assert workflow_of(Route.COMMUNE).tasks.count() == 1


@pytest.mark.parametrize("key", ["home", "section:news"])
def test_every_page_has_a_workflow(network, key):
    assert site_page(TAM_THANH, key).has_workflow
    assert site_page(LANG_SON, key).get_workflow() == workflow_of(Route.PROVINCE)


def test_a_changed_rule_strands_nothing_that_is_under_way(
    article, editor, approver, moderator, needs_province, submit
):
    item = submit(article, editor)
    needs_province.delete()
    decisions.approve(approver, item.pk, item.revision_id)
    following = QueueItem.objects.waiting().get(page_id=article.pk)
    assert following.stage == Stage.PROVINCE
    decisions.approve(moderator, following.pk, following.revision_id)
    article.refresh_from_db()
    assert article.live


def test_a_rule_made_meanwhile_counts_for_the_next_text(network, article, editor, approver, submit):
    item = submit(article, editor)
    rule(BOTH, NEWS)
    decisions.approve(approver, item.pk, item.revision_id)
    article.refresh_from_db()
    assert article.live
    later = submit(draft(section_page(TAM_THANH, NEWS), editor), editor)
    assert later.task_state.workflow_state.workflow == workflow_of(BOTH)


def test_the_deadline_is_that_of_the_rule(network, article, editor, submit, monkeypatch):
    monkeypatch.setattr(
        "portal_network.moderation.deadlines.timezone.localdate", lambda: date(2026, 11, 13)
    )
    rule(Route.COMMUNE, NEWS, commune_days=2)
    # Friday the 13th, then Monday and Tuesday.
    assert submit(article, editor).due_on == date(2026, 11, 17)


@pytest.mark.parametrize("year", [2029, 2101], ids=["estimated", "unknown"])
def test_a_gap_in_the_calendar_delays_and_breaks_nothing(
    network, article, editor, approver, submit, monkeypatch, year
):
    # The holidays of one year are an estimate, of the other nothing is known but weekends.
    friday = date(year, 3, 1) + timedelta(days=(4 - date(year, 3, 1).weekday()) % 7)
    monkeypatch.setattr(
        "portal_network.moderation.deadlines.timezone.localdate", lambda *given: friday
    )
    item = submit(article, editor)
    assert item.due_on == friday + timedelta(days=4)
    assert item.urgency in Urgency
    decisions.approve(approver, item.pk, item.revision_id)
    assert fresh(article).live


# bad input


def test_a_rule_cannot_name_a_commune_of_another_province(network):
    build_network(HUE, 1)
    foreign = Commune.objects.filter(province=HUE).get()
    with pytest.raises(ValidationError) as refused:
        ApprovalRule(
            province=Province.objects.get(pk=LANG_SON), commune=foreign, route=BOTH
        ).full_clean()
    assert "commune" in refused.value.message_dict


@pytest.mark.parametrize(
    "wrong",
    [{"section": "khong-co"}, {"route": Route.PROVINCE}, {"commune_days": 0},
     {"province_days": 61}],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused(network, wrong):
    values = {"province": network.province, "route": BOTH} | wrong
    with pytest.raises(ValidationError) as refused:
        ApprovalRule(**values).full_clean()
    assert set(wrong) == set(refused.value.message_dict)


@pytest.mark.parametrize("commune", [None, TAM_THANH])
def test_there_is_one_rule_per_section_and_place(network, commune):
    rule(BOTH, NEWS, commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        rule(Route.COMMUNE, NEWS, commune)


def test_a_probation_does_not_end_before_it_begins(network):
    today = timezone.localdate()
    with pytest.raises(ValidationError) as refused:
        Probation(
            province=network.province,
            commune=network.communes[0],
            since=today,
            until=today - timedelta(days=1),
            reason="Nhập nhầm ngày.",
        ).full_clean()
    assert "until" in refused.value.message_dict
