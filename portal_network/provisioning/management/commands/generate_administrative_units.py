"""Write the list of provinces and communes that ships with the project.

A developer runs this when the country's list changes; installations never do. The source is the
database inside the PyPI package ``vietnamadminunits`` (MIT), read as a file so that its
dependencies are not needed: ``pip install --no-deps vietnamadminunits`` is enough. What the package
states wrongly, or what the law changed after its release, stands with its reason in
``data/administrative_units_corrections.json``.
"""

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal_network.provisioning.units import DATA_FILE
from portal_network.tenancy.hostnames import slug_of

PACKAGE = "vietnamadminunits"
CORRECTIONS_FILE = DATA_FILE.with_name("administrative_units_corrections.json")

PROVINCE_COUNT = 34
COMMUNE_COUNT = 3321

PROVINCE_KINDS = {"Tỉnh": "tinh", "Thành phố": "thanh_pho"}
COMMUNE_KINDS = {"Xã": "xa", "Phường": "phuong", "Đặc khu": "dac_khu"}

PROVINCE_FIELDS = ("code", "name", "kind", "slug")
COMMUNE_FIELDS = (
    "code",
    "province_code",
    "name",
    "kind",
    "slug",
    "latitude",
    "longitude",
    "area_km2",
)

# Mainland, islands and archipelagos.
LATITUDES = (6.0, 24.0)
LONGITUDES = (102.0, 118.0)

# Codes that another list in circulation has wrong; a wrong source is recognised by them.
KNOWN_COMMUNES = {
    "06004": "Xã Quốc Khánh",
    "06211": "Xã Cao Lộc",
    "06196": "Xã Ba Sơn",
    "06124": "Xã Na Sầm",
    "06436": "Xã Thiện Tân",
}

_NAME = re.compile(
    r"[A-ZĂÂĐÊÔƠƯÀ-Ỹa-zăâđêôơưà-ỹ0-9]+(?:(?: | - |')[A-ZĂÂĐÊÔƠƯÀ-Ỹa-zăâđêôơưà-ỹ0-9]+)*"
)
# "Hoà" and "Thuý" are the other way to place the mark; the laws on the units write "Hòa", "Thúy".
_OTHER_MARK_PLACE = re.compile(r"(?<![Qq])[ou][àáảãạèéẻẽẹỳýỷỹỵ](?!\w)")
_QUERY = """
    SELECT provinceCode, province, wardCode, ward, wardLat, wardLon, wardAreaKm2
    FROM admin_units
"""


class UnitsError(Exception):
    """The source is not the list of units that it should be."""


def build_document(
    rows: Iterable[tuple[Any, ...]], corrections: Mapping[str, Any], version: str
) -> dict[str, Any]:
    """Turn the source's rows into the document to ship, sorted by code.

    ``rows`` are those of ``_QUERY``. Raises UnitsError for a row or a correction that makes no
    sense; ``check_document`` looks at the whole.
    """
    provinces: dict[str, dict[str, Any]] = {}
    communes: dict[str, dict[str, Any]] = {}
    for province_code, province_name, code, name, latitude, longitude, area in rows:
        provinces[province_code] = {"name": province_name}
        if code in communes:
            raise UnitsError(f"Commune code {code} occurs twice.")
        communes[code] = {
            "province_code": province_code,
            "name": name,
            "latitude": latitude,
            "longitude": longitude,
            "area_km2": area,
        }
    for group in corrections["groups"]:
        for units, changes in (
            (provinces, group.get("provinces", {})),
            (communes, group.get("communes", {})),
        ):
            for code, change in changes.items():
                if code not in units:
                    raise UnitsError(f"A correction names {code}, which the source does not have.")
                units[code].update(change)
    return {
        "title": "Provinces and communes of Viet Nam, two-level order since 1 July 2025",
        "source": f"PyPI {PACKAGE} {version}, with the project's own corrections",
        "version": version,
        "licence": "MIT, Copyright (c) 2025 Tran Ngoc Minh Hieu",
        "province_fields": list(PROVINCE_FIELDS),
        "provinces": [_province_row(code, provinces[code]) for code in sorted(provinces)],
        "commune_fields": list(COMMUNE_FIELDS),
        "communes": [_commune_row(code, communes[code]) for code in sorted(communes)],
    }


def check_document(document: Mapping[str, Any]) -> None:
    """Raise UnitsError unless the document is the whole country with the right codes."""
    provinces, communes = document["provinces"], document["communes"]
    if (len(provinces), len(communes)) != (PROVINCE_COUNT, COMMUNE_COUNT):
        raise UnitsError(
            f"The source has {len(provinces)} provinces and {len(communes)} communes instead of"
            f" {PROVINCE_COUNT} and {COMMUNE_COUNT}."
        )
    names = {row[0]: row[2] for row in communes}
    for code, name in KNOWN_COMMUNES.items():
        if names.get(code) != name:
            raise UnitsError(f"Code {code} should be {name}, the source says {names.get(code)}.")
    twice = [
        key for key, times in Counter((row[1], row[2]) for row in communes).items() if times > 1
    ]
    if twice:
        raise UnitsError(f"One province has the same commune twice: {twice}.")


def render(document: Mapping[str, Any]) -> str:
    """Return the document as JSON with one unit per line, so that a change is a short diff."""
    parts = []
    for key, value in document.items():
        if key in ("provinces", "communes"):
            lines = ",\n".join(_compact(row) for row in value)
            parts.append(f"{_compact(key)}:[\n{lines}\n]")
        else:
            parts.append(f"{_compact(key)}:{_compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _province_row(code: str, unit: Mapping[str, Any]) -> list[Any]:
    if not re.fullmatch(r"[0-9]{2}", code):
        raise UnitsError(f"{code!r} is not a province code.")
    name = _checked_name(unit["name"])
    return [code, name, _kind(name, PROVINCE_KINDS), slug_of(name)]


def _commune_row(code: str, unit: Mapping[str, Any]) -> list[Any]:
    if not re.fullmatch(r"[0-9]{5}", code):
        raise UnitsError(f"{code!r} is not a commune code.")
    name = _checked_name(unit["name"])
    latitude, longitude = unit["latitude"], unit["longitude"]
    if not (
        LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    ):
        raise UnitsError(f"{name} ({code}) lies outside the country.")
    # The source writes 0 for an area that it does not know.
    area = round(unit["area_km2"], 2) if unit["area_km2"] else None
    return [
        code,
        unit["province_code"],
        name,
        # From the name: the source's own column of kinds contradicts four of its names.
        _kind(name, COMMUNE_KINDS),
        slug_of(name),
        round(latitude, 5),
        round(longitude, 5),
        area,
    ]


def _checked_name(raw: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(raw.replace("’", "'").split()))
    if not _NAME.fullmatch(name) or _OTHER_MARK_PLACE.search(name):
        raise UnitsError(f"The name {raw!r} is not written as the law writes names.")
    return name


def _kind(name: str, kinds: Mapping[str, str]) -> str:
    for prefix, kind in kinds.items():
        if name.startswith(f"{prefix} "):
            return kind
    raise UnitsError(f"The name {name!r} does not begin with a kind of unit.")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read_rows(database: Path) -> list[tuple[Any, ...]]:
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as link:
            return link.execute(_QUERY).fetchall()
    except sqlite3.Error as error:
        raise UnitsError(f"{database} is not the package's database: {error}.") from error


def _installed_source() -> tuple[Path, str]:
    """Return the database and the version of the installed package, without importing it."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise UnitsError(f"The package is not installed: pip install --no-deps {PACKAGE}")
    return Path(spec.origin).parent / "data" / "dataset.db", metadata.version(PACKAGE)


class Command(BaseCommand):
    """``manage.py generate_administrative_units``: see the module's text."""

    help = "Write the list of provinces and communes from the vietnamadminunits package."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--source", type=Path, help="a dataset.db instead of the installed one")
        parser.add_argument("--source-version", default="", help="the version of --source")
        parser.add_argument("--output", type=Path, default=DATA_FILE)
        parser.add_argument(
            "--check", action="store_true", help="write nothing, fail if the file is out of date"
        )

    def handle(self, *args, **options):
        output: Path = options["output"]
        try:
            if options["source"]:
                source, version = options["source"], options["source_version"]
            else:
                source, version = _installed_source()
            corrections = json.loads(CORRECTIONS_FILE.read_text(encoding="utf-8"))
            document = build_document(_read_rows(source), corrections, version)
            check_document(document)
        except UnitsError as error:
            raise CommandError(str(error)) from error
        text = render(document)
        if options["check"]:
            if not output.is_file() or output.read_text(encoding="utf-8") != text:
                raise CommandError(f"{output} is out of date.")
        else:
            output.write_text(text, encoding="utf-8")
        self.stdout.write(
            f"{len(document['provinces'])} provinces, {len(document['communes'])} communes, "
            f"{len(text.encode()) // 1024} kB: {output}"
        )
