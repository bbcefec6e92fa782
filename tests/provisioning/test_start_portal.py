"""``start_portal``: an empty folder becomes a running province; a later start redoes nothing."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal_network.settings.environment import PROJECT_ROOT

LIMIT = 400
USERNAMES = [
    "quantri.tinh", "kiemduyet.tinh", "theodoi.tinh", "bientap.xa", "duyet.xa", "quantri.xa",
    "traloi.xa", "vanhanh",
]  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(state: Path, *arguments: str, port: int = 8000) -> dict:
    """Return how to run the small portal's ``start_portal`` on a folder of its own."""
    kept = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {
        "PORTAL_STATE_DIR": str(state), "PORT": str(port), "PYTHONPATH": str(PROJECT_ROOT),
        "PYTHONIOENCODING": "utf-8", "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    script = [sys.executable, "-m", "tests.provisioning.small_portal", "start_portal", *arguments]
    return {"args": script, "env": environment, "cwd": PROJECT_ROOT}


def start(state: Path, *arguments: str, port: int = 8000) -> subprocess.CompletedProcess:
    """Set up without serving and return what was printed."""
    return subprocess.run(
        **command(state, *arguments, port=port),
        capture_output=True, encoding="utf-8", timeout=LIMIT, check=False,
    )  # fmt: skip


def rows(state: Path) -> dict[str, list]:
    """Return every row of every table, but for the clocks of sessions."""
    connection = sqlite3.connect(f"file:{state / 'portal.sqlite3'}?mode=ro", uri=True)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables if "fts" not in name]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    finally:
        connection.close()


def files(folder: Path) -> dict[str, int]:
    """Return when each file was last written, but for the database's own."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "sqlite3" not in path.name
    }


def passwords(output: str) -> dict[str, str]:
    return dict(re.findall(r"^  ([a-z]+(?:\.[a-z]+)?)\s+(\S{16})\s", output, re.MULTILINE))


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A folder on which the portal was started once, and what that start printed."""
    state = tmp_path_factory.mktemp("portal")
    first = start(state, "--no-serve")
    assert first.returncode == 0, first.stderr
    return state, first.stdout


def test_the_first_start_prints_addresses_and_accounts(portal):
    state, printed = portal
    assert "Tỉnh Lạng Sơn: http://langson.localhost:8000/" in printed
    assert "Phường Tam Thanh: http://tamthanh.langson.localhost:8000/" in printed
    assert "Trang quản trị: http://langson.localhost:8000/quan-tri/" in printed
    assert list(passwords(printed)) == USERNAMES
    assert "Quản trị" in printed and "Phường Tam Thanh" in printed
    assert len(rows(state)["tenancy_commune"]) == 2


def test_the_passwords_are_kept_in_a_file_for_its_owner_alone(portal):
    state, printed = portal
    store = state / "sample-accounts.json"
    assert store.stat().st_mode & 0o777 == 0o600
    text = store.read_text(encoding="utf-8")
    assert all(password in text for password in passwords(printed).values())
    assert len(set(passwords(printed).values())) == len(USERNAMES)


def test_a_later_start_changes_no_row_and_writes_no_file_but_the_list_of_accounts(portal):
    state, printed = portal
    rows_before, files_before = rows(state), files(state)
    second = start(state, "--no-serve")
    assert second.returncode == 0, second.stderr
    assert rows(state) == rows_before
    files_before.pop("sample-accounts.json")
    after = files(state)
    after.pop("sample-accounts.json")
    assert after == files_before
    assert "Đang" not in second.stdout
    assert passwords(second.stdout) == passwords(printed)


def test_two_installations_share_no_password_and_no_secret_key(portal, tmp_path):
    state, printed = portal
    # A copy without its secrets is a new installation that need not migrate once more.
    other = tmp_path / "other"
    shutil.copytree(state, other)
    (other / "sample-accounts.json").unlink()
    (other / "secret_key").unlink()
    anew = passwords(start(other, "--no-serve").stdout)
    assert list(anew) == USERNAMES
    assert not set(anew.values()) & set(passwords(printed).values())
    assert (other / "secret_key").read_text() != (state / "secret_key").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--province", "99"], "Không có tỉnh, thành phố nào"),
        (["--commune", "99999"], "Không có xã, phường"),
        (["--province", "46"], "thuộc Tỉnh Lạng Sơn"),
    ],
)
def test_bad_codes_are_refused_before_anything_is_made(tmp_path, arguments, message):
    refused = start(tmp_path, "--no-serve", *arguments)
    assert refused.returncode == 1
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"secret_key"}


def test_a_port_in_use_is_told_before_anything_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = start(tmp_path, port=port)
    assert refused.returncode == 1
    assert f"Cổng mạng {port} đang được chương trình khác sử dụng" in refused.stderr
    assert f"make run PORT={port + 1}" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"secret_key"}


def test_the_portal_serves_province_and_commune_on_its_port(portal):
    state, _printed = portal
    port = free_port()
    process = subprocess.Popen(
        **command(state, port=port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert get(process, port, "langson.localhost") == (200, "Tỉnh Lạng Sơn")
        assert get(process, port, "tamthanh.langson.localhost") == (200, "Phường Tam Thanh")
        assert get(process, port, "example.localhost")[0] == 404
    finally:
        process.terminate()
        process.wait(timeout=60)


def get(process: subprocess.Popen, port: int, host: str) -> tuple[int, str]:
    """Ask until the server answers; return the status and the name in the page's title."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
            response = connection.getresponse()
            text = response.read().decode()
        except ConnectionError:
            time.sleep(0.2)
            continue
        finally:
            connection.close()
        title = re.search("<title>(.*?)</title>", text, re.DOTALL)[1]
        names = ("Phường Tam Thanh", "Tỉnh Lạng Sơn")
        return response.status, next((name for name in names if name.lower() in title.lower()), "")
    raise AssertionError("The server did not answer.")
