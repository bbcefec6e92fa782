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


@dataclass(frozen=True, slots=True)
class Distribution:
    """A server as it is distributed for tests, without plugins.

    ``program`` names its command, its settings and its variables; it runs on Java from ``oldest``
    to ``newest``.
    """

    artifact: Artifact
    program: str
    oldest: int
    newest: int
    settings: str = ""

    @property
    def prefix(self) -> str:
        """Return how the names of its variables begin."""
        return {"elasticsearch": "ES", "opensearch": "OPENSEARCH"}[self.program]


# Elastic's own security wants certificates; OpenSearch's is a plugin that is not there.
_OPEN = "xpack.security.enabled: false\n"
# By their names in WAGTAILSEARCH_BACKENDS. OpenSearch 2 asks for what Java 24 has no more.
DISTRIBUTIONS = {
    "elasticsearch8": Distribution(
        Artifact(
            "org.elasticsearch.distribution.integ-test-zip:elasticsearch:8.19.0:zip",
            "14833b2d86c30656901f92049f81fb5777a8e4545413c8656cd1a21b55173033",
        ),
        "elasticsearch", 17, 25, _OPEN,
    ),
    "elasticsearch9": Distribution(
        Artifact(
            "org.elasticsearch.distribution.integ-test-zip:elasticsearch:9.2.0:zip",
            "bf44938a0490ba2a303d39c9cb64b38963dd08c812ce93e10816e878585bcb6b",
        ),
        "elasticsearch", 21, 25, _OPEN,
    ),
    "opensearch2": Distribution(
        Artifact(
            "org.opensearch.distribution.integ-test-zip:opensearch:2.19.1:zip",
            "af7152d8b7f6f1cee09d47276b32b70479fe6dd8cdbb61213f84eb7f8098b261",
        ),
        "opensearch", 11, 23,
    ),
    "opensearch3": Distribution(
        Artifact(
            "org.opensearch.distribution.integ-test-zip:opensearch:3.4.0:zip",
            "6540e95fe8bfaedc3eb1c58e829912ea2203af2ac1f88f76411c20a2fc5254a6",
        ),
        "opensearch", 21, 25,
    ),
}  # fmt: skip
USUAL = "elasticsearch9"


def java_home(distribution: Distribution) -> Path:
    """Return the folder of the newest Java that a server runs on.

    Raises:
        FileNotFoundError: there is none.
    """
    given = os.environ.get("PORTAL_TEST_JAVA_HOME")
    homes = [Path(given)] if given else sorted(JAVA_HOMES.glob("*/"))
    versions = {home: _java_version(home) for home in homes if (home / "bin" / "java").exists()}
    fitting = {
        home: version
        for home, version in versions.items()
        if distribution.oldest <= version <= distribution.newest
    }
    if not fitting:
        raise FileNotFoundError(
            f"Java {distribution.oldest} to {distribution.newest} is not installed below "
            f"{JAVA_HOMES}; PORTAL_TEST_JAVA_HOME may name its folder"
        )
    return max(fitting, key=fitting.__getitem__)


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


class Engine:
    """A server that may be stopped and started again; it keeps what it was told."""

    def __init__(self, command: list[str], folder: Path, port: int) -> None:
        self._command, self._folder = command, folder
        self.url = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            RuntimeError: it did not start.
        """
        log = self._folder / "portal-tests.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
        _wait_for(self.url, self._process, log)

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextmanager
def search_server(kind: str = USUAL) -> Iterator[Engine]:
    """Start the server of this name in ``WAGTAILSEARCH_BACKENDS``; yield it."""
    distribution = DISTRIBUTIONS[kind]
    port, archive, java = free_port(), fetched(distribution.artifact), java_home(distribution)
    with _folder() as folder:
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)
        program, prefix = distribution.program, distribution.prefix
        home = next(folder.glob(f"{program}-*"))
        for command in (home / "bin").iterdir():
            command.chmod(0o755)
        (home / "config" / f"{program}.yml").write_text(
            f"cluster.name: portal-tests\ndiscovery.type: single-node\nhttp.port: {port}\n"
            f"transport.port: {free_port()}\nnetwork.host: 127.0.0.1\n{distribution.settings}"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
        )
        command = as_account(
            str(home / "bin" / program),
            **{
                f"{prefix}_JAVA_HOME": str(java),
                f"{prefix}_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP} {SHORT_LIVED}",
            },
        )
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", ACCOUNT, str(folder)], check=True)
        engine = Engine(command, folder, port)
        try:
            engine.start()
            yield engine
        finally:
            engine.stop()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="portal-search-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
