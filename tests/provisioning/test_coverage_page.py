"""docs/coverage.md says what the code says."""

import pytest
from django.core.management import call_command

from commune_site.disclosures.models import DisclosurePage
from commune_site.models import ArticlePage
from commune_site.sections import get_registry
from documents.models import LegalDocumentPage
from portal_network.provisioning.coverage import (
    coverage_page,
    missing_proofs,
    own_fields_of,
    proofs,
    sample_counts,
    sample_site,
    schema_types_of,
    section_path,
)
from portal_network.provisioning.management.commands.write_coverage import PAGE
from portal_network.tenancy.models import Role
from tests.factories import make_user


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == coverage_page(), "Run: manage.py write_coverage"


def test_every_section_has_a_row_and_a_sample():
    page = coverage_page()
    for section in get_registry().sections:
        assert f"| {section.number} | {section.name} | `{section.slug}` |" in page
        assert sample_counts().get(section.slug), section.slug


def test_every_section_names_tests_that_exist():
    assert missing_proofs() == []
    assert set(proofs()) == {section.slug for section in get_registry().sections}


def test_fields_and_structured_data_are_read_from_the_types():
    assert schema_types_of(ArticlePage) == ["NewsArticle"]
    assert schema_types_of(LegalDocumentPage) == ["Legislation"]
    assert "signatory" in own_fields_of(LegalDocumentPage)
    assert "figures" in own_fields_of(DisclosurePage)
    assert "title" not in own_fields_of(LegalDocumentPage)


def test_the_command_writes_the_page(tmp_path, capsys):
    target = tmp_path / "coverage.md"
    call_command("write_coverage", output=target)
    assert target.read_text(encoding="utf-8") == coverage_page()


@pytest.mark.django_db
def test_every_sample_page_is_where_the_page_says(network, client_for):
    """Staff see sections also while they are empty."""
    commune, province = network.communes[0], network.province
    staff = {
        "http://tamthanh.langson.localhost:8000": client_for(
            commune, make_user(Role.EDITOR, commune)
        ),
        "http://langson.localhost:8000": client_for(
            province, make_user(Role.PROVINCE_ADMINISTRATOR, province)
        ),
    }
    for section in get_registry().sections:
        answer = staff[sample_site(section)].get(section_path(section))
        assert answer.status_code == 200, section.slug
