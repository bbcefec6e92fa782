"""The system checks stop whoever adds a model or an address and forgets whose it is."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.urls import include, path
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import get_snippet_models

from portal_network.tenancy import checks
from portal_network.tenancy.checks import check_snippets, check_tenant_keys, check_verdicts
from portal_network.tenancy.isolation import ownership, surfaces
from portal_network.tenancy.isolation.ownership import ByAuthority, register_ownership
from portal_network.tenancy.isolation.surfaces import declare, operators_only, own_rows
from portal_network.tenancy.models import Commune
from portal_network.tenancy.scoping import scoped_manager
from tests.isolation import leaky_urls


@pytest.fixture
def rules(monkeypatch):
    """Let a test register rules and verdicts for itself alone."""
    monkeypatch.setattr(ownership, "_rules", dict(ownership._rules))
    monkeypatch.setattr(surfaces, "_surfaces", dict(surfaces._surfaces))


@pytest.fixture
def models_are(monkeypatch):
    """Let the check see these models alone."""

    def see(*found: type[models.Model]) -> None:
        monkeypatch.setattr(checks.apps, "get_models", lambda **kwargs: list(found))

    return see


def ids(errors) -> list[str]:
    """Return what the errors are called."""
    return [error.id for error in errors]


@isolate_apps("tenancy")
def test_a_model_that_names_a_place_needs_a_rule_and_a_scoped_manager(rules, models_are):
    class Careless(models.Model):  # noqa: DJ008
        commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "tenancy"

    models_are(Careless)
    assert ids(check_tenant_keys(None)) == ["tenancy.E003", "tenancy.E004"]
    register_ownership(Careless, ByAuthority(province=None))
    assert ids(check_tenant_keys(None)) == ["tenancy.E004"]


@isolate_apps("tenancy")
def test_a_model_with_both_is_accepted(rules, models_are):
    class Careful(models.Model):  # noqa: DJ008
        commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+")
        objects = scoped_manager()

        class Meta:
            app_label = "tenancy"

    models_are(Careful)
    register_ownership(Careful, ByAuthority(province=None))
    assert check_tenant_keys(None) == []


@isolate_apps("tenancy")
def test_a_model_that_names_no_place_is_none_of_the_checks_business(rules, models_are):
    class Placeless(models.Model):  # noqa: DJ008
        word = models.CharField(max_length=10)

        class Meta:
            app_label = "tenancy"

    models_are(Placeless)
    assert check_tenant_keys(None) == []


@pytest.mark.urls(leaky_urls.__name__)
def test_an_address_without_a_verdict_is_an_error(rules):
    errors = check_verdicts(None)
    assert set(ids(errors)) == {"tenancy.E005"}
    assert len(errors) == len(leaky_urls.VIEWS)
    assert "leaky_show" in str(errors[0].msg)


def _view(request, **captured):
    raise NotImplementedError


urlpatterns = [
    path("quan-tri/them/<int:page_id>/", _view, name="added"),
    path("", include("portal_network.urls")),
]


@pytest.mark.urls(__name__)
def test_a_verdict_that_says_nothing_of_a_converter_is_an_error_but_for_operators(rules):
    declare("added", own_rows(""))
    assert ids(check_verdicts(None)) == ["tenancy.E006"]
    declare("added", operators_only(""))
    assert check_verdicts(None) == []


def test_a_snippet_without_rule_or_policy_is_an_error(rules, monkeypatch):
    assert check_snippets(None) == []
    snippet = get_snippet_models()[0]
    for base in snippet.__mro__:
        ownership._rules.pop(base, None)
    assert ids(check_snippets(None)) == ["tenancy.E007"]


def test_a_snippet_with_wagtail_s_own_policy_is_an_error(rules, monkeypatch):
    monkeypatch.setattr(checks.policy_registry, "get_by_type", ModelPermissionPolicy)
    assert set(ids(check_snippets(None))) == {"tenancy.E007"}
    assert len(check_snippets(None)) == len(get_snippet_models())


def test_the_portal_as_it_is_passes():
    assert check_tenant_keys(None) == check_verdicts(None) == check_snippets(None) == []
