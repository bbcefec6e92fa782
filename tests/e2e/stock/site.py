"""Makes, fills and serves a site in Wagtail alone, in a folder that goes away with it."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.portal import answers, free_port, stop

SECTIONS = ("News", "Documents", "Schedules")
NAME, PASSWORD = "officer", "stock-wagtail-of-a-test"
# Seconds for a server that has its tables already.
PATIENCE = 60
_SETTINGS = """
from .base import *
DEBUG = True
SECRET_KEY = "thrown away with the folder"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["office", *INSTALLED_APPS]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
_CONTENT = """
import django
django.setup()
from django.contrib.auth.models import User
from home.models import HomePage
from office.models import Official, SectionPage
User.objects.create_superuser(%r, "officer@example.invalid", %r)
for title in %r:
    HomePage.objects.get().add_child(instance=SectionPage(title=title))
for name in ("Hoang Van Toan", "Nguyen Thi Lan", "Vi Van Ngoc"):
    Official.objects.create(name=name, phone="0205 3810 000")
""" % (NAME, PASSWORD, SECTIONS)  # noqa: UP031


@contextmanager
def stock_site() -> Iterator[str]:
    """Serve the site; return the address of its administration."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        _make(project)
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=project, env=_environment(project), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(port)
            yield f"http://stock.localhost:{port}/admin/"
        finally:
            stop(server)


def sign_in(page: Page, home: str) -> None:
    """Sign the officer in, who may do everything."""
    page.goto(f"{home}login/")
    page.locator("[name=username]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(home)


def _make(project: Path) -> None:
    _run(project, "-m", "wagtail.bin.wagtail", "start", "stock", str(project))
    shutil.copytree(Path(__file__).parent / "office", project / "office")
    (project / "stock" / "settings" / "dev.py").write_text(_SETTINGS, encoding="utf-8")
    _run(project, "manage.py", "makemigrations", "office")
    _run(project, "manage.py", "migrate")
    _run(project, "-c", _CONTENT)


def _environment(project: Path) -> dict[str, str]:
    # Nothing of the portal's own settings.
    return {
        "DJANGO_SETTINGS_MODULE": "stock.settings.dev",
        "PATH": str(Path(sys.executable).parent),
        "PYTHONPATH": str(project),
    }


def _run(project: Path, *command: str) -> None:
    subprocess.run(
        [sys.executable, *command], cwd=project, env=_environment(project), check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(port, "/admin/login/"):
        if time.monotonic() > deadline:
            raise TimeoutError("the site in Wagtail alone does not answer")
        time.sleep(0.2)
