"""Builds the image of the ``Dockerfile`` without a container engine: buildah over debootstrap.

The base is the Debian that the ``Dockerfile`` names, made here from Debian's packages. Where they
come from is this machine's own configuration of apt and pip, handed over for the build alone.
"""

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SUITE = "bookworm"
BASE = f"docker.io/library/debian:{SUITE}-slim"
IMAGE = "localhost/portal:test"
PROGRAMS = ("buildah", "debootstrap", "unshare")
# Where Debian's packages expect the certificates, in every Debian.
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
WAYS_OF_APT = ("Acquire::http", "Acquire::Check-", "Acquire::Retries")
PIP_OPTIONS = ("index-url", "extra-index-url", "trusted-host", "proxy", "default-timeout")


@dataclass(frozen=True, slots=True)
class Buildah:
    """Images and containers in a folder of their own."""

    folder: Path
    driver: str

    @classmethod
    def in_folder(cls, folder: Path) -> "Buildah":
        """Return one that keeps its images in a folder, in layers where the kernel can."""
        layered = cls(folder, "overlay")
        try:
            layered.call("images")
        except AssertionError:
            # Copies everything at every step, and asks nothing of the file system below.
            return cls(folder, "vfs")
        return layered

    def call(self, *arguments: str) -> str:
        """Run buildah; return what it printed.

        Raises:
            AssertionError: it failed; its text is the end of what it said.
        """
        places = ["--root", str(self.folder / "images"), "--runroot", str(self.folder / "run")]
        command = ["buildah", *places, "--storage-driver", self.driver, *arguments]
        run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, f"{arguments[0]}: {run.stdout[-3000:]}\n{run.stderr[-3000:]}"
        return run.stdout.strip()

    @contextmanager
    def container(self, image: str) -> Iterator[tuple[str, Path]]:
        """Yield a container that was made from an image, and its root file system."""
        name = self.call("from", "--pull-never", image)
        try:
            yield name, Path(self.call("mount", name))
        finally:
            self.call("rm", name)

    def make_base(self) -> None:
        """Make the base image under the name that the ``Dockerfile`` asks for."""
        with self.container("scratch") as (name, root):
            sources = package_sources()
            mirror = [address for address, suite, _part in sources if suite == SUITE][:1]
            command = ["debootstrap", "--variant=minbase", SUITE, str(root), *mirror]
            made = subprocess.run(command, capture_output=True, text=True, check=False)
            assert made.returncode == 0, made.stdout[-3000:]
            if mirror:
                (root / "etc/apt/sources.list").write_text(
                    "".join(f"deb {' '.join(source)}\n" for source in sources)
                )
            (root / "etc/apt/apt.conf.d/90build").write_text(ways_of_apt())
            shutil.rmtree(root / "var/cache/apt/archives")
            self.call("commit", "--quiet", name, BASE)

    def build(self) -> None:
        """Build the ``Dockerfile``."""
        pip = self.folder / "pip.conf"
        pip.write_text(configuration_of_pip())
        secrets = [f"--secret=id=pip,src={pip}"]
        if bundle := certificates():
            secrets.append(f"--secret=id=certificates,src={bundle}")
        self.call(
            "bud", "--isolation", "chroot", "--pull-never", "--format", "docker", *secrets,
            "--tag", IMAGE, ".",
        )  # fmt: skip


def require_programs() -> None:
    """Skip the test where an image cannot be built."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"apt-get install {' '.join(missing)}")
    if os.geteuid() != 0:
        pytest.skip("only the superuser may make the base image and mount it")


def package_sources() -> list[tuple[str, str, str]]:
    """Return address, suite and component of whatever this machine installs from."""
    found = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)",
         "Created-By: Packages"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [line.split() for line in found.stdout.splitlines()]
    return [tuple(one) for one in lines if len(one) == 3 and one[1].startswith(SUITE)]


def ways_of_apt() -> str:
    """Return how this machine's apt reaches its sources: proxies, time-outs, dates."""
    dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True)
    lines = [line for line in dump.stdout.splitlines() if line.startswith(WAYS_OF_APT)]
    return "".join(f"{line}\n" for line in lines)


def configuration_of_pip() -> str:
    """Return how this machine's pip reaches its index, from its files and its environment."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    lines = ["[global]"]
    for line in listing.splitlines():
        name, _equals, value = line.partition("=")
        option = name.rpartition(".")[2]
        if option in PIP_OPTIONS:
            lines.append(f"{option} = {value.strip(chr(39))}")
    if certificates():
        lines.append(f"cert = {CERTIFICATES}")
    return "\n".join(lines) + "\n"


def certificates() -> str:
    """Return the file of certificates that this machine trusts, "" where there is none."""
    known = (os.environ.get("PIP_CERT"), ssl.get_default_verify_paths().cafile, CERTIFICATES)
    return next((path for path in known if path and Path(path).is_file()), "")
