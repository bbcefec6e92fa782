"""The image serves the portal without rights, and holds no more than it needs."""

import http.client
import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image.containers import Container, Running

PROJECT = Path(__file__).resolve().parents[2]
HOST = "tamthanh.langson.gov.vn"
SECONDS_TO_START = 120
BUILDERS = ("cc", "gcc", "g++", "ld", "make", "pip", "pip3", "git", "curl", "wget")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.M)
REMOVED = "pillow-heif"


def ask(container: Container, path: str, host: str = "10.0.0.7") -> tuple[int, str]:
    """Ask the server as the web server in front does; status 0 means that nobody answered."""
    line = http.client.HTTPConnection("127.0.0.1", int(container.settings["PORT"]), timeout=60)
    try:
        line.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        line.close()


@pytest.fixture(scope="module")
def network(container) -> Container:
    """A container in whose database there is a commune, made by the image's own commands."""
    for arguments in (
        ["manage", "migrate", "--noinput"],
        ["manage", "create_network", "--province", "20", "--commune", "05986"],
    ):
        run = container.enter(*arguments)
        assert run.returncode == 0, run.stderr[-3000:]
    return container


@pytest.fixture
def served(network, tmp_path) -> Iterator[tuple[Running, float]]:
    """The container as it starts by itself, and the seconds until it answered."""
    began = time.monotonic()
    running = network.start(tmp_path / "log")
    try:
        while ask(network, "/healthz")[0] == 0:
            assert time.monotonic() - began < SECONDS_TO_START, running.log.read_text()[-3000:]
            assert running.process.poll() is None, running.log.read_text()[-3000:]
            time.sleep(0.05)
        yield running, time.monotonic() - began
    finally:
        running.kill()


def test_it_serves_from_a_root_that_cannot_be_written_to(network, served, built, record_property):
    running, seconds = served
    assert ask(network, "/healthz") == (200, "ok\n")
    status, text = ask(network, "/readyz")
    assert (status, json.loads(text)["status"]) == (200, "ready")
    status, page = ask(network, "/", HOST)
    assert (status, "Phường Tam Thanh" in page) == (200, True)
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert ask(network, style[1], HOST)[0] == 200
    assert network.run(*network.recipe.health).returncode == 0
    assert running.stop(30), "it does not end when it is asked to"
    figures = {
        "size": f"{built.size / 10**6:.0f} MB", "build": f"{built.seconds:.0f} s",
        "start": f"{seconds:.1f} s", "healthz": "200 ok",
    }  # fmt: skip
    for name, figure in figures.items():
        record_property(name, figure)
    print(", ".join(f"{name}: {figure}" for name, figure in figures.items()))


def test_without_a_server_it_is_not_well(container):
    assert container.run(*container.recipe.health).returncode == 1


def test_it_has_no_rights_and_writes_to_the_documented_folders_alone(container):
    script = """
    id -u; id -g; grep -E '^(CapEff|CapBnd|NoNewPrivs):' /proc/self/status | cut -f 2
    for folder in / /app /opt/portal /etc /backups; do
        touch "$folder/x" 2>/dev/null && echo "writes to $folder"
    done
    touch /tmp/x /var/lib/portal/x && echo done
    """
    none = "0" * 16
    told = container.run("/bin/sh", "-c", script).stdout.split("\n")
    assert told[:-1] == ["10001", "10001", none, none, "1", "done"]
    # Also where an engine leaves the root open: no file of the program is its own.
    own = [path for path in (container.root / "app").rglob("*") if path.stat().st_uid != 0]
    assert own == []


def test_nothing_to_build_with_and_nothing_of_the_build_is_left(container, built):
    found = container.run("/bin/sh", "-c", f"command -v {' '.join(BUILDERS)}").stdout
    assert found == ""
    assert not list((built.root / "opt/portal").rglob("site-packages/pip"))
    for left in ("etc/pip.conf", "tmp/state", "app/requirements.in", "app/tests", "app/.git"):
        assert not (built.root / left).exists(), left
    assert not list((built.root / "var/cache/apt/archives").glob("*.deb"))
    assert "SECRET_KEY" not in built.recipe.environment


def test_it_holds_exactly_the_pinned_packages(container):
    listing = "from importlib.metadata import distributions as d; " + (
        "[print(f'{one.name}=={one.version}') for one in d()]"
    )
    run = container.run("python", "-c", listing)
    installed = {normalised(line) for line in run.stdout.split()}
    pinned = {
        normalised(f"{name}=={version}")
        for name, version in PIN.findall((PROJECT / "requirements.txt").read_text("utf-8"))
        if name != REMOVED
    }
    assert len(installed) > 50
    assert installed <= pinned
    # What is pinned for other versions of Python alone is not installed.
    assert len(pinned - installed) < 5


def normalised(pin: str) -> str:
    """Return a pin with the name as indexes compare it."""
    name, _equals, version = pin.partition("==")
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


def test_translations_static_files_and_byte_code_are_made(built):
    app = built.root / "app"
    catalogues = list((app / "locale").rglob("*.po"))
    assert catalogues
    assert all(path.with_suffix(".mo").exists() for path in catalogues)
    manifest = json.loads((app / "static-root/staticfiles.json").read_text())
    assert all((app / "static-root" / path).exists() for path in manifest["paths"].values())
    assert list((app / "portal_network/settings/__pycache__").glob("production.*.pyc"))


def test_it_reads_vietnamese_scans(container):
    assert "vie" in container.run("tesseract", "--list-langs").stdout.split()


def test_a_wrong_setting_stops_it_with_all_that_is_wrong(container):
    wrong = Container(container.root, container.recipe, {"SECRET_KEY": "ngan"})
    run: subprocess.CompletedProcess[str] = wrong.enter("manage", "check")
    assert run.returncode != 0
    for name in ("SECRET_KEY", "DATABASE_URL", "CACHE_URL", "DEFAULT_FROM_EMAIL"):
        assert name in run.stderr
