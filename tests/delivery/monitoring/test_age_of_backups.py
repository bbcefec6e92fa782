"""A backup that was not taken is told: by readiness, by a figure, by an alert."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from portal_network.audit.models import AuditEntry
from portal_network.audit.services import record
from portal_network.backup import age
from portal_network.delivery.monitoring import readiness

pytestmark = pytest.mark.django_db
ALERTS = Path(__file__).resolve().parents[3] / "deploy" / "monitoring" / "alerts.yml"


@pytest.fixture(autouse=True)
def _takes_backups(settings, tmp_path):
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT = str(tmp_path), "age1"
    readiness.forget()


def problem() -> str:
    (part,) = readiness.look(["backup"]).parts
    return part.problem


def test_without_a_backup_the_portal_is_up_and_says_so():
    assert problem().startswith("No backup has been taken")
    assert readiness.look().is_ready


def test_a_backup_of_last_night_is_good_until_the_next_morning(monkeypatch):
    record(age.TAKEN, title="20261122T003000")
    assert problem() == ""
    at = AuditEntry.everywhere.get(action=age.TAKEN).at
    monkeypatch.setattr(age.timezone, "now", lambda: at + age.OLDEST)
    assert problem() == ""
    monkeypatch.setattr(age.timezone, "now", lambda: at + age.OLDEST + timedelta(minutes=1))
    assert problem().startswith("The last backup is too old")


def test_the_backup_of_one_commune_is_none_of_the_installation(network):
    record(age.COMMUNE_TAKEN, instance=network.communes[0])
    assert problem().startswith("No backup has been taken")


def test_where_no_backup_is_asked_for_none_is_missed(settings, django_assert_num_queries):
    settings.BACKUP_RECIPIENT = ""
    with django_assert_num_queries(0):
        assert problem() == ""


def test_the_age_is_a_figure_and_has_an_alert(monkeypatch):
    record(age.TAKEN, title="20261122T003000")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(age.timezone, "now", lambda: later)
    lines = readiness.collect().decode().splitlines()
    (value,) = [line.split()[-1] for line in lines if line.startswith("portal_backup_age_seconds")]
    assert 7190 < float(value) < 7260
    groups = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    rules = {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}
    seconds = int(age.OLDEST.total_seconds())
    assert rules["PortalBackupOld"] == f"min(portal_backup_age_seconds) > {seconds}"
