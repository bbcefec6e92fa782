"""Runs what an image starts as Compose and Kubernetes do: without rights, on a read-only root.

Namespaces of the kernel stand in for the engine: the container sees its own root, its own processes
and the few devices of any container; of the root only the documented folders can be written to.
"""

import json
import shlex
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

# What `tmpfs` of deploy/compose.yaml and the volumes of deploy/kubernetes give, and any engine.
WRITABLE = ("/tmp", "/var/lib/portal", "/dev/shm")
DEVICES = ("null", "zero", "random", "urandom")
PREPARE = """
set -eu
root=$1; owner=$2; shift 2
mount --bind "$root" "$root"
mount -t tmpfs -o mode=0755 tmpfs "$root/dev"
for name in {devices}; do : > "$root/dev/$name"; mount --bind "/dev/$name" "$root/dev/$name"; done
mkdir "$root/dev/shm"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
for folder in {writable}; do
    mount -t tmpfs -o "mode=0700,uid=$owner,gid=$owner" tmpfs "$root$folder"
done
exec chroot "$root" "$@"
""".format(devices=" ".join(DEVICES), writable=" ".join(WRITABLE))


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an image says about the containers made from it."""

    user: str
    folder: str
    environment: dict[str, str]
    entrypoint: list[str]
    command: list[str]
    health: list[str]

    @classmethod
    def read(cls, inspection: str) -> "Recipe":
        """Read it from what ``buildah inspect`` prints."""
        config = json.loads(inspection)["Docker"]["config"]
        pairs = (line.partition("=") for line in config["Env"])
        return cls(
            user=config["User"], folder=config["WorkingDir"],
            environment={name: value for name, _equals, value in pairs},
            entrypoint=config["Entrypoint"], command=config["Cmd"],
            health=config["Healthcheck"]["Test"][1:],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Container:
    """A root file system, what its image says, and the settings of an operator."""

    root: Path
    recipe: Recipe
    settings: dict[str, str]

    def command(self, *program: str) -> list[str]:
        """Return what runs a program in here, in processes that end with their parent."""
        user, _colon, group = self.recipe.user.partition(":")
        values = self.recipe.environment | self.settings
        return [
            "unshare", "--mount", "--pid", "--fork", "--kill-child", "--",
            "/bin/sh", "-c", PREPARE, "sh", str(self.root), user,
            "/usr/bin/setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups",
            "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--",
            "/usr/bin/env", "--ignore-environment", f"--chdir={self.recipe.folder}",
            *(f"{name}={value}" for name, value in values.items()), *program,
        ]  # fmt: skip

    def run(self, *program: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        return subprocess.run(
            self.command(*program), capture_output=True, text=True, check=False, timeout=600
        )

    def enter(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the entry point with arguments, as `docker run IMAGE …` does."""
        return self.run(*self.recipe.entrypoint, *arguments)

    def start(self, log: Path) -> "Running":
        """Start what the image starts by itself."""
        with log.open("ab") as lines:
            process = subprocess.Popen(
                self.command(*self.recipe.entrypoint, *self.recipe.command),
                stdout=lines, stderr=lines, start_new_session=True,
            )  # fmt: skip
        return Running(process, log)


@dataclass(frozen=True, slots=True)
class Running:
    """A container whose first process lives."""

    process: subprocess.Popen
    log: Path

    def stop(self, seconds: float) -> bool:
        """Ask the first process to end, as engines do; tell whether it did in time."""
        inside = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for child in shlex.split(inside):
            subprocess.run(["kill", f"-{signal.SIGTERM}", child], check=False)
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.05)
        return self.process.poll() is not None

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self.process.kill()
        self.process.wait(10)
