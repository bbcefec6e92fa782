"""What starts the portal elsewhere says what the portal needs, and gives it no more than that."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

from portal_network.settings.demands import PLACEHOLDER, demands_of_production
from portal_network.settings.search_engine import read_search_engine

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
PORTAL = {name for name, one in SERVICES.items() if one.get("env_file")}
ENTRYPOINT = (DEPLOY / "entrypoint.sh").read_text("utf-8")
KEY = "khoa-bi-mat-rieng-cua-ban-cai-dat-nay-dai-hon-nam-muoi-ky-tu-0123456789"


def example() -> dict[str, str]:
    """Return the variables of the shipped example."""
    lines = (DEPLOY / "portal.env.example").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def manifests() -> list[dict]:
    """Return what kustomize would apply."""
    kustomization = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))
    found = []
    for name in kustomization["resources"]:
        found += yaml.safe_load_all((KUBERNETES / name).read_text("utf-8"))
    return found


def pods() -> list[tuple[str, dict]]:
    """Return the pods that are started, by name."""
    return [
        (one["metadata"]["name"], one["spec"]["template"]["spec"])
        for one in manifests()
        if one["kind"] == "Deployment"
    ]


def test_the_example_names_variables_that_exist_and_is_refused_until_it_is_filled_in():
    documented = re.findall(r"^\| `([A-Z0-9_]+)`", (PROJECT / "docs/settings.md").read_text(), re.M)
    assert set(example()) <= set(documented)
    refused = demands_of_production(example())
    assert [name for name, value in example().items() if PLACEHOLDER in value]
    for name, value in example().items():
        assert (PLACEHOLDER in value) == any(line.startswith(f"{name} still") for line in refused)
    filled = {name: value.replace(PLACEHOLDER, KEY) for name, value in example().items()}
    assert demands_of_production(filled) == []


def test_compose_has_every_part_and_refers_to_nothing_that_is_missing():
    assert {
        "edge", "app", "worker", "scheduler", "migrate", "database", "cache", "search", "files",
        "scanner",
    } <= set(SERVICES)  # fmt: skip
    assert SERVICES["app"]["deploy"]["replicas"] == 2
    assert SERVICES["database"]["image"].startswith("postgres:15")
    for name, service in SERVICES.items():
        assert set(service.get("depends_on", {})) <= set(SERVICES), name
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"]), name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (DEPLOY / source).is_dir(), name
            else:
                assert source in COMPOSE["volumes"], name


def test_compose_gives_the_portal_no_rights_and_shows_nothing_but_the_edge():
    for name in PORTAL:
        service = SERVICES[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["edge"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name, service in SERVICES.items():
        secret = {
            key for key in service.get("environment", {}) if re.search("PASSWORD|SECRET", key)
        }
        assert all(key.endswith("_FILE") for key in secret), name
        if name not in PORTAL:
            assert re.search(r":\d", service["image"]), name


@pytest.mark.parametrize("command", ["serve", "work", "manage"])
def test_what_is_started_is_what_the_image_can_do(command):
    assert f"    {command})" in ENTRYPOINT
    asked = {SERVICES[name]["command"][0] for name in PORTAL - {"static"}}
    asked |= {one["args"][0] for _name, pod in pods() for one in pod["containers"]}
    assert command in asked
    assert asked <= {"serve", "work", "manage"}


def test_kubernetes_starts_everything_without_rights_and_with_the_settings():
    kustomization = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))
    (secret,) = [one["name"] for one in kustomization["secretGenerator"]]
    assert {name for name, _pod in pods()} == {"app", "worker"}
    for _name, pod in pods():
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == 10001
        assert pod["automountServiceAccountToken"] is False
        volumes = {volume["name"] for volume in pod["volumes"]}
        for one in [*pod["containers"], *pod.get("initContainers", [])]:
            context = one["securityContext"]
            assert context["readOnlyRootFilesystem"] is True
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            assert one["envFrom"] == [{"secretRef": {"name": secret}}]
            assert {mount["name"] for mount in one["volumeMounts"]} <= volumes
            assert one["image"] == "portal"


def test_kubernetes_leads_visitors_to_what_is_ready():
    (deployment,) = [
        one
        for one in manifests()
        if one["kind"] == "Deployment" and one["metadata"]["name"] == "app"
    ]
    (app,) = deployment["spec"]["template"]["spec"]["containers"]
    assert app["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert app["livenessProbe"]["httpGet"]["path"] == "/healthz"
    (service,) = [one for one in manifests() if one["kind"] == "Service"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["selector"].items() <= labels.items()
    assert deployment["spec"]["selector"]["matchLabels"] == service["spec"]["selector"]
    (ingress,) = [one for one in manifests() if one["kind"] == "Ingress"]
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == service["metadata"]["name"]


@pytest.mark.parametrize(
    ("unit", "command"), [("portal.service", "serve"), ("portal-worker.service", "work")]
)
def test_a_plain_server_runs_the_same_without_rights(unit, command):
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(DEPLOY / "systemd" / unit, "utf-8")
    service = dict(parser["Service"])
    assert service["ExecStart"] == f"/bin/sh deploy/entrypoint.sh {command}"
    assert (service["User"], service["ProtectSystem"]) == ("portal", "strict")
    assert (service["NoNewPrivileges"], service["Restart"]) == ("yes", "always")


def test_one_worker_follows_the_clock_and_does_what_it_asks_for_like_the_others():
    worker, scheduler = SERVICES["worker"], SERVICES["scheduler"]
    assert worker["command"] == ["work", "--without-schedule"]
    assert (scheduler["command"], scheduler["deploy"]["replicas"]) == (["work"], 1)
    assert scheduler["volumes"] == worker["volumes"]
    assert scheduler["environment"] == worker["environment"]


def test_the_search_server_of_the_example_is_the_one_that_compose_starts():
    engine = read_search_engine(example()["WAGTAILSEARCH_BACKENDS"])
    assert engine.urls == ("http://search:9200",)
    major = engine.kind.removeprefix("elasticsearch")
    assert f"/elasticsearch:{major}." in SERVICES["search"]["image"]
    assert SERVICES["search"]["networks"] == ["inside"]


def test_workers_have_a_folder_for_backups_that_they_may_write_to():
    worker = SERVICES["worker"]
    folder = worker["environment"]["BACKUP_FOLDER"]
    assert worker["volumes"] == [f"backups:{folder}"]
    assert f"--owner portal --group portal --mode 0700 {folder}" in (
        PROJECT / "Dockerfile"
    ).read_text("utf-8")
    pod = dict(pods())["worker"]
    (container,) = pod["containers"]
    assert container["env"] == [{"name": "BACKUP_FOLDER", "value": folder}]
    assert {"name": "backups", "mountPath": folder} in container["volumeMounts"]
    claims = [one["metadata"]["name"] for one in manifests() if "Claim" in one["kind"]]
    assert {"name": "backups", "persistentVolumeClaim": {"claimName": claims[0]}} in pod["volumes"]
    unit = (DEPLOY / "systemd" / "portal-worker.service").read_text("utf-8")
    assert "ReadWritePaths=-/var/backups/portal\n" in unit
