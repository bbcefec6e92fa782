"""docs/coverage.md says what the code says."""

import pytest
from django.core.management import call_command

from commune_site.activities.models import RecordingPage
from commune_site.disclosures.models import DisclosurePage
from commune_site.models import ArticlePage
from commune_site.presentations import presentation_of
from commune_site.sections import get_registry
from documents.models import LegalDocumentPage
from portal_network.provisioning.coverage import (
    coverage_page,
    fields_of,
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
from tests.provisioning.proof_reading import touches


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


def test_every_named_test_speaks_of_its_section():
    strangers = [
        (section.slug, proof)
        for section in get_registry().sections
        for proof in proofs()[section.slug]
        if not touches(proof, section)
    ]
    assert strangers == []


def test_a_test_of_another_section_is_known_as_such():
    chart = proofs()["organisation"][0]
    assert touches(chart, get_registry().get("organisation"))
    assert not touches(chart, get_registry().get("heritage"))
    assert not touches(proofs()["heritage"][0], get_registry().get("organisation"))


def test_a_section_is_proved_by_its_page_not_by_the_form_alone():
    forms = ("test_disclosure_form.py", "test_record_forms.py")
    alone = {
        slug for slug, tests in proofs().items()
        if all(one.partition("::")[0].endswith(forms) for one in tests)
    }  # fmt: skip
    assert alone == set()


def test_fields_and_structured_data_are_read_from_the_types():
    assert schema_types_of(ArticlePage) == ["NewsArticle"]
    assert schema_types_of(LegalDocumentPage) == ["Legislation"]
    assert schema_types_of(RecordingPage) == ["VideoObject", "AudioObject"]
    assert schema_types_of(DisclosurePage) == ["Report", "Dataset"]
    assert "GovernmentService" in schema_types_of(type(presentation_of("procedures")))
    assert "dossier" in fields_of(get_registry().get("procedures"))
    assert "exemptions" in fields_of(get_registry().get("fees-taxes"))
    assert "exemptions" not in fields_of(get_registry().get("statistics"))
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
