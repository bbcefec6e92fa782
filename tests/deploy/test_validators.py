"""Compose's and Kubernetes' own programs and schemas accept what is shipped for them."""

import shutil
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
# The oldest release of Kubernetes that its makers still mend, and the newest that is known here.
RELEASES = ("1.34", "1.37")


@pytest.fixture
def deploy(tmp_path) -> Path:
    """A copy of ``deploy`` as an operator completes it."""
    folder = tmp_path / "deploy"
    shutil.copytree(PROJECT / "deploy", folder)
    for place in (folder, folder / "kubernetes"):
        shutil.copy(folder / "portal.env.example", place / "portal.env")
    return folder


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment, which asks no server."""
    return subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]], env={"EDGE_HOSTS": ".langson.gov.vn"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def composed(folder: Path) -> subprocess.CompletedProcess[str]:
    """Let Compose read its file."""
    return run("docker-compose", "--file", str(folder / "compose.yaml"), "config")


def manifests(folder: Path) -> list[dict]:
    """Return what kustomize makes of its folder."""
    made = run("kubectl", "kustomize", str(folder / "kubernetes"))
    assert made.returncode == 0, made.stderr
    return list(yaml.safe_load_all(made.stdout))


def test_compose_accepts_its_file_and_refuses_a_broken_one(deploy):
    read = composed(deploy)
    assert read.returncode == 0, read.stderr
    assert yaml.safe_load(read.stdout)["services"]["app"]["deploy"]["replicas"] == 2
    file = deploy / "compose.yaml"
    file.write_text(file.read_text("utf-8").replace("read_only: true", "readonly: true"), "utf-8")
    assert composed(deploy).returncode != 0


@pytest.mark.parametrize("release", RELEASES)
def test_kubernetes_accepts_what_kustomize_makes(deploy, release):
    made = manifests(deploy)
    assert {"Deployment", "Service", "Ingress", "Secret"} <= {one["kind"] for one in made}
    for one in made:
        kubernetes_validate.validate(one, release, strict=True)


def test_the_schema_refuses_a_field_that_does_not_exist(deploy):
    (app,) = [
        one
        for one in manifests(deploy)
        if one["kind"] == "Deployment" and one["metadata"]["name"] == "app"
    ]
    app["spec"]["template"]["spec"]["containers"][0]["livenesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(app, RELEASES[0], strict=True)
