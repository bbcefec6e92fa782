"""The container starts the server with the operator's settings, and knows whether it is well."""

import gc
import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"


class Health(BaseHTTPRequestHandler):
    """Answers the health address, and nothing else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def healthy_port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Health)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def check_health(port: int) -> int:
    return subprocess.run(
        [sys.executable, DEPLOY / "healthcheck.py"],
        env={"PORT": str(port), "http_proxy": "http://127.0.0.1:9"},
        check=False,
    ).returncode


def test_a_server_that_answers_is_healthy(healthy_port: int) -> None:
    assert check_health(healthy_port) == 0


def test_a_port_without_a_server_is_not_healthy() -> None:
    with HTTPServer(("127.0.0.1", 0), Health, bind_and_activate=False) as unused:
        unused.server_bind()
        assert check_health(unused.server_port) == 1


def enter(tmp_path: Path, *arguments: str) -> str:
    """Run the entry point with stand-ins that print how they were called."""
    for name in ("gunicorn", "python"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho {name} "$@"\n')
        program.chmod(0o755)
    return subprocess.run(
        ["/bin/sh", DEPLOY / "entrypoint.sh", *arguments],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_the_container_serves_unless_told_otherwise(tmp_path: Path) -> None:
    served = "gunicorn --config deploy/gunicorn.conf.py portal_network.wsgi:application"

    assert enter(tmp_path) == served
    assert enter(tmp_path, "serve") == served


def test_the_container_runs_management_commands_and_programs(tmp_path: Path) -> None:
    assert enter(tmp_path, "manage", "migrate", "--noinput") == "python manage.py migrate --noinput"
    assert enter(tmp_path, "work", "--batch") == "python manage.py work --batch"
    assert enter(tmp_path, "echo", "two words") == "two words"


def gunicorn_settings() -> dict[str, object]:
    return runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))


def test_the_server_takes_its_size_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PORT": "9000", "WEB_CONCURRENCY": "7", "WEB_THREADS": "2"}.items():
        monkeypatch.setenv(name, value)

    settings = gunicorn_settings()

    assert (settings["bind"], settings["workers"], settings["threads"]) == ("0.0.0.0:9000", 7, 2)


def test_what_processes_share_is_kept_from_the_collector() -> None:
    try:
        gunicorn_settings()["when_ready"](None)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_gunicorn_knows_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    from gunicorn.config import Config

    config = Config()
    for name in ("PORT", "WEB_CONCURRENCY", "WEB_THREADS", "WEB_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)

    for name, value in gunicorn_settings().items():
        if not (name.startswith("__") or name == "Path" or isinstance(value, ModuleType)):
            config.set(name, value)


def test_the_image_holds_everything_that_it_starts() -> None:
    allowed = [
        line.removeprefix("!")
        for line in (PROJECT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]

    assert not [name for name in allowed if not (PROJECT / name).exists()]
    for name in ("gunicorn.conf.py", "entrypoint.sh", "healthcheck.py"):
        assert f"deploy/{name}" in allowed
