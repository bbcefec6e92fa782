"""The image, built once, and a PostgreSQL for what it starts."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.image.building import IMAGE, Buildah, require_programs
from tests.image.containers import Container, Recipe
from tests.postgresql.run import free_port, server


@dataclass(frozen=True, slots=True)
class Built:
    """The image: its root file system, what it says, its size in bytes, how long it took."""

    root: Path
    recipe: Recipe
    size: int
    seconds: float


@pytest.fixture(scope="session")
def built() -> Iterator[Built]:
    """Build the image and mount it."""
    require_programs()
    folder = Path(tempfile.mkdtemp(prefix="portal-image-", dir="/var/tmp"))
    buildah = Buildah.in_folder(folder)
    began = time.monotonic()
    try:
        buildah.make_base()
        buildah.build()
        seconds = time.monotonic() - began
        told = buildah.call("inspect", "--type", "image", IMAGE)
        size = buildah.call("images", "--format", "{{.Size}}", IMAGE)
        with buildah.container(IMAGE) as (_name, root):
            yield Built(root, Recipe.read(told), bytes_of(size), seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def bytes_of(text: str) -> int:
    """Return the bytes of a size as buildah prints it, such as ``730 MB``."""
    number, unit = text.split()
    return int(float(number) * {"KB": 10**3, "MB": 10**6, "GB": 10**9}[unit])


@pytest.fixture(scope="session")
def container(built) -> Iterator[Container]:
    """A container with the settings of an operator and a database that is migrated."""
    with server() as database:
        one = Container(
            built.root, built.recipe,
            {
                "SECRET_KEY": "thrown-away-with-this-test-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "DATABASE_URL": database.address, "CACHE_URL": "locmemcache://portal",
                "DEFAULT_FROM_EMAIL": "khong-tra-loi@langson.gov.vn",
                "WAGTAILADMIN_BASE_URL": "https://langson.gov.vn",
                "PORT": str(free_port()), "WEB_CONCURRENCY": "1",
            },
        )  # fmt: skip
        yield one
