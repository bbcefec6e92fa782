"""A real search server for tests: fetched from Maven Central, checked, started, thrown away."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgresql.run import free_port

CACHE = Path(os.environ.get("PORTAL_TEST_CACHE") or Path.home() / ".cache" / "portal-tests")
MAVEN_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"
# Elasticsearch 9 asks for Java 21.
OLDEST_JAVA = 21
JAVA_HOMES = Path("/usr/lib/jvm")
HEAP = "512m"
# It lives for a minute: code is not worth compiling twice, nor memory touching beforehand.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:-AlwaysPreTouch"
SECONDS_TO_START = 300
# It refuses to run as the superuser.
ACCOUNT = "nobody"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of Maven Central: group, name, version and kind, with its checksum."""

    coordinates: str
    sha256: str

    @property
    def path(self) -> Path:
        """Return where it is kept."""
        _group, name, version, kind = self.coordinates.split(":")
        return CACHE / f"{name}-{version}.{kind}"


ELASTICSEARCH = Artifact(
    "org.elasticsearch.distribution.integ-test-zip:elasticsearch:9.2.0:zip",
    "bf44938a0490ba2a303d39c9cb64b38963dd08c812ce93e10816e878585bcb6b",
)


def java_home() -> Path:
    """Return the folder of the newest Java that the server runs on.

    Raises:
        FileNotFoundError: there is none.
    """
    given = os.environ.get("PORTAL_TEST_JAVA_HOME")
    homes = [Path(given)] if given else sorted(JAVA_HOMES.glob("*/"))
    versions = {home: _java_version(home) for home in homes if (home / "bin" / "java").exists()}
    newest = max(versions, key=versions.__getitem__, default=None)
    if newest is None or versions[newest] < OLDEST_JAVA:
        raise FileNotFoundError(
            f"Java {OLDEST_JAVA} or newer is not installed below {JAVA_HOMES}; "
            "PORTAL_TEST_JAVA_HOME may name its folder"
        )
    return newest


def _java_version(home: Path) -> int:
    said = subprocess.run(
        [str(home / "bin" / "java"), "-version"], capture_output=True, text=True, check=False
    ).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def fetched(artifact: Artifact) -> Path:
    """Return the file of an artifact, fetched if it is not kept yet.

    Raises:
        RuntimeError: what was fetched is not what it should be.
    """
    path = artifact.path
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [
            "mvn", "-q", "-B", f"{MAVEN_PLUGIN}:copy", f"-Dartifact={artifact.coordinates}",
            f"-DoutputDirectory={CACHE}",
        ]  # fmt: skip
        # Away from whatever is a project of Maven's.
        subprocess.run(command, cwd=CACHE, check=True)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != artifact.sha256:
            raise RuntimeError(f"{path} is not what it should be; delete it and try again")
    return path


def as_account(*command: str, **environment: str) -> list[str]:
    """Return a command that runs under an account without rights where this one has all."""
    told = ["env", *(f"{name}={value}" for name, value in environment.items()), *command]
    return ["runuser", "-u", ACCOUNT, "--", *told] if os.geteuid() == 0 else told


@contextmanager
def elasticsearch() -> Iterator[str]:
    """Start Elasticsearch; yield its address."""
    port, archive, java = free_port(), fetched(ELASTICSEARCH), java_home()
    with _folder() as folder:
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)
        home = next(folder.glob("elasticsearch-*"))
        for program in (home / "bin").iterdir():
            program.chmod(0o755)
        (home / "config" / "elasticsearch.yml").write_text(
            f"cluster.name: portal-tests\ndiscovery.type: single-node\nhttp.port: {port}\n"
            f"transport.port: {free_port()}\nnetwork.host: 127.0.0.1\n"
            "xpack.security.enabled: false\n"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
        )
        command = as_account(
            str(home / "bin" / "elasticsearch"), ES_JAVA_HOME=str(java),
            ES_JAVA_OPTS=f"-Xms{HEAP} -Xmx{HEAP} {SHORT_LIVED}",
        )  # fmt: skip
        with _running(command, folder, port) as url:
            yield url


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="portal-search-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[str]:
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", ACCOUNT, str(folder)], check=True)
    log, url = folder / "portal-tests.log", f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(url, process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_cluster/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(
        f"The search server did not start:\n{log.read_text(errors='replace')[-4000:]}"
    )
