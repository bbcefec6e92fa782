"""``deploy/environment.sh`` finds a Python, makes the environment, installs what changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "environment.sh"

# Stands in for an interpreter: takes note of how it was called, and makes the folders that
# `-m venv` would make, so that no test needs a network or a minute.
FAKE_PYTHON = """#!/bin/sh
echo "$0 $*" >>"{log}"
case "$*" in
    *"sys.exit(sys.version_info"*) exit {too_old} ;;
    *"import ensurepip"*) exit {without_ensurepip} ;;
    *"-m pip --version"*) exit {without_pip} ;;
    *"python3-venv"*) echo python3-venv ;;
    *"-m venv"*)
        for directory; do :; done
        mkdir -p "$directory/bin"
        cp "$0" "$directory/bin/python" ;;
esac
"""


class Workshop:
    """A folder with its own PATH, in which the script runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.log = folder / "log"
        self.log.touch()
        self.requirements = folder / "requirements.txt"
        self.requirements.write_text("first\n")
        for name in ("sh", "cat", "cmp", "cp", "mkdir", "rm", "basename"):
            (self.programs / name).symlink_to(shutil.which(name))
        self.add_program("id", "#!/bin/sh\necho 1000\n")

    def add_program(self, name: str, text: str) -> None:
        """Put an executable script named ``name`` into the PATH."""
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)

    def add_python(self, name: str = "python3", **faults: bool) -> None:
        """Put an interpreter into the PATH; ``faults`` say what is wrong with it."""
        values = {"too_old": 0, "without_ensurepip": 0, "without_pip": 0} | {
            fault: int(present) for fault, present in faults.items()
        }
        self.add_program(name, FAKE_PYTHON.format(log=self.log, **values))

    def run(self, *requirements: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the script in this folder with the requirement files given (or the usual one)."""
        return subprocess.run(
            [self.programs / "sh", SCRIPT, "environment", *(requirements or [self.requirements])],
            cwd=self.folder,
            env={"PATH": str(self.programs), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, of: str) -> list[str]:
        """Return the calls of interpreters in which ``of`` occurs."""
        return [line for line in self.log.read_text().splitlines() if of in line]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_installs_exactly_the_hashed_requirements(workshop: Workshop) -> None:
    workshop.add_python()

    result = workshop.run()

    assert result.returncode == 0, result.stderr
    (install,) = workshop.calls("pip install")
    assert install.startswith("environment/bin/python ")
    assert f"--require-hashes --requirement {workshop.requirements}" in install


def test_the_library_under_the_gpl_is_removed_again(workshop: Workshop) -> None:
    workshop.add_python()

    workshop.run()

    (removal,) = workshop.calls("pip uninstall")
    assert removal.endswith("pillow-heif")


def test_a_second_run_installs_nothing(workshop: Workshop) -> None:
    workshop.add_python()
    workshop.run()

    result = workshop.run()

    assert result.returncode == 0
    assert result.stderr == ""
    assert len(workshop.calls("-m venv")) == 1
    assert len(workshop.calls("pip install")) == 1


def test_a_changed_requirement_is_installed_into_the_same_environment(workshop: Workshop) -> None:
    workshop.add_python()
    workshop.run()
    workshop.requirements.write_text("second\n")

    workshop.run()

    assert len(workshop.calls("-m venv")) == 1
    assert len(workshop.calls("pip install")) == 2


def test_development_requirements_stay_when_only_the_portal_is_set_up(workshop: Workshop) -> None:
    workshop.add_python()
    development = workshop.folder / "requirements-dev.txt"
    development.write_text("tests\n")
    workshop.run(workshop.requirements, development)

    workshop.run(workshop.requirements)
    workshop.run(workshop.requirements, development)

    assert len(workshop.calls("pip install")) == 1


def test_a_failed_installation_is_tried_again(workshop: Workshop) -> None:
    workshop.add_python()
    workshop.run()
    broken = workshop.folder / "environment" / "bin" / "python"
    working = broken.read_text()
    broken.write_text(working.replace('case "$*" in', 'case "$*" in *"pip install"*) exit 1 ;;'))
    workshop.requirements.write_text("second\n")
    assert workshop.run().returncode != 0

    broken.write_text(working)

    assert workshop.run().returncode == 0
    assert len(workshop.calls("pip install")) == 3


def test_an_environment_whose_python_is_gone_is_made_again(workshop: Workshop) -> None:
    workshop.add_python()
    workshop.run()
    (workshop.folder / "environment" / "bin" / "python").unlink()

    assert workshop.run().returncode == 0
    assert len(workshop.calls("-m venv")) == 2


def test_takes_the_first_python_that_is_new_enough(workshop: Workshop) -> None:
    workshop.add_python("python3", too_old=True)
    workshop.add_python("python3.12")
    workshop.add_python("python3.11")

    assert workshop.run().returncode == 0
    assert "python3.12" in workshop.calls("-m venv")[0]


def test_says_in_vietnamese_and_english_that_python_is_missing(workshop: Workshop) -> None:
    workshop.add_python("python3", too_old=True)

    result = workshop.run()

    assert result.returncode == 1
    assert "Cần Python 3.11 trở lên" in result.stderr
    assert "Python 3.11 or newer is needed" in result.stderr
    assert not (workshop.folder / "environment").exists()


def test_refuses_a_named_python_that_is_too_old(workshop: Workshop) -> None:
    workshop.add_python("python3")
    workshop.add_python("ancient", too_old=True)

    result = workshop.run(PYTHON="ancient")

    assert result.returncode == 1
    assert "PYTHON=ancient" in result.stderr
    assert not (workshop.folder / "environment").exists()


def test_without_ensurepip_the_system_pip_fills_in(workshop: Workshop) -> None:
    workshop.add_python(without_ensurepip=True)

    assert workshop.run().returncode == 0
    assert workshop.calls("-m venv --without-pip environment")
    assert workshop.calls("-m pip --python environment/bin/python install")


def test_without_any_pip_an_ordinary_user_is_told_the_command(workshop: Workshop) -> None:
    workshop.add_python(without_ensurepip=True, without_pip=True)

    result = workshop.run()

    assert result.returncode == 1
    assert "sudo apt-get install python3-venv" in result.stderr
    assert not (workshop.folder / "environment").exists()


def test_without_any_pip_the_superuser_gets_the_missing_package(workshop: Workshop) -> None:
    workshop.add_python(without_ensurepip=True, without_pip=True)
    workshop.add_program("id", "#!/bin/sh\necho 0\n")
    workshop.add_program("apt-get", f'#!/bin/sh\necho "apt-get $*" >>"{workshop.log}"\n')

    assert workshop.run().returncode == 0
    assert [call.split()[1] for call in workshop.calls("apt-get")] == ["update", "install"]
    assert workshop.calls("-m venv environment")


def test_a_real_environment_runs_python(workshop: Workshop) -> None:
    workshop.requirements.write_text("# nothing\n")

    result = workshop.run(PYTHON=sys.executable)

    assert result.returncode == 0, result.stderr
    assert (workshop.folder / "environment" / "requirements.txt.installed").exists()
    interpreter = workshop.folder / "environment" / "bin" / "python"
    assert subprocess.run([interpreter, "-m", "pip", "--version"], check=False).returncode == 0
