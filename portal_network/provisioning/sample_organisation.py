"""Fills a site with invented units, people, channels and villages, once, while it has none."""

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import ReferenceIndex

from commune_site.organisation.finding import PEOPLE
from commune_site.organisation.models import (
    AdministrativeMap,
    Appointment,
    Channel,
    Person,
    Unit,
    UnitKind,
)
from portal_network.provisioning.sample import SampleNames
from portal_network.provisioning.sample.placeholders import filler
from portal_network.provisioning.sample_media import SampleImages
from portal_network.provisioning.sample_villages import village_outlines
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.models import Authority
from search.filling import refresh

_SOURCE = Path(__file__).parent / "sample" / "organisation.toml"
PORTRAIT = "portrait"
YEARS_OF_TERM = 5


@cache
def _content() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_SOURCE.read_text(encoding="utf-8"))


class SampleOrganisation:
    """The sample organisation of one site; every row is marked as a sample."""

    def __init__(
        self, authority: Authority, tenant: Tenant, names: SampleNames, images: SampleImages
    ) -> None:
        self.authority, self.tenant, self.names, self.images = authority, tenant, names, images
        self.level = "commune" if tenant.is_commune else "province"
        self.today = timezone.localdate()
        self.text: Callable[[str], str] = filler(names, self.today)
        self.units: dict[str, Unit] = {}

    def load(self) -> int:
        """Make what is missing; return the number of rows made.

        A place with a unit, a channel or a map of its own keeps what it has.
        """
        made = 0
        if not Unit.everywhere.of_tenant(self.tenant).exists():
            made += self._add_units() + self._add_people() + self._add_villages()
        if not Channel.everywhere.of_tenant(self.tenant).exists():
            made += self._add_channels()
        return made + self._add_map()

    def _rows(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in _content()[kind] if self.level in row["levels"]]

    def _place(self) -> dict[str, Any]:
        return {
            "province_id": self.tenant.province_code,
            "commune_id": self.tenant.code if self.tenant.is_commune else None,
            "is_sample": True,
            "last_published_at": timezone.now(),
            "first_published_at": timezone.now(),
        }

    def _add_units(self) -> int:
        rows = self._rows("units")
        for row in rows:
            above = self.units.get(row.get("parent", ""))
            unit = Unit(
                name=self.text(row["name"]),
                kind=row.get("kind", UnitKind.DEPARTMENT),
                parent=above,
                position=row["position"],
                organisation_code=self.authority.organisation_code if row.get("bears_code") else "",
                functions=self.text(row.get("functions", "")).strip(),
                decision=self.text(row.get("decision", "")),
                address=self.text(row.get("address", "")),
                phone=row.get("phone", ""),
                email=self.text(row.get("email", "")),
                **self._place(),
            )
            unit.save()
            self.units[row["key"]] = unit
        return len(rows)

    def _add_people(self) -> int:
        rows = self._rows("people")
        people = []
        for row in rows:
            person = Person(
                name=row["name"],
                honorific=row["honorific"],
                phone=row.get("phone", ""),
                email=self.text(row.get("email", "")),
                biography=self.text(row.get("biography", "")).strip(),
                photo=self.images.get(PORTRAIT) if row.get("portrait") else None,
                **self._place(),
            )
            person.save()
            self._add_posts(person, row["posts"])
            people.append(person.pk)
            if person.photo_id:
                ReferenceIndex.create_or_update_for_object(person)
        # Posts are inserted in bulk, without the signals that tell search of them.
        refresh(PEOPLE.name, people)
        return len(rows)

    def _add_posts(self, person: Person, posts: list[dict[str, Any]]) -> None:
        Appointment.everywhere.bulk_create(
            Appointment(
                person=person,
                unit=self.units[row["unit"]],
                post=self.text(row["post"]),
                is_head=row.get("is_head", False),
                is_leader=row.get("is_leader", False),
                is_spokesperson=row.get("is_spokesperson", False),
                position=row.get("position", 10),
                since=self._years_ago(row.get("since")),
                until=self._last_day(row.get("until")),
                term=self._term(row.get("term_began")),
                duties=self.text(row.get("duties", "")).strip(),
                decision=self.text(row.get("decision", "")),
            )
            for row in posts
        )

    def _term(self, years: int | None) -> str:
        if years is None:
            return ""
        began = self.today.year - years
        return f"{began} – {began + YEARS_OF_TERM}"

    def _years_ago(self, years: int | None) -> date | None:
        return None if years is None else date(self.today.year - years, 7, 1)

    def _last_day(self, years: int | None) -> date | None:
        return None if years is None else date(self.today.year - years, 6, 30)

    def _add_villages(self) -> int:
        if not self.tenant.is_commune:
            return 0
        values = self.names.values()
        rows = _content()["villages"]
        for number, row in enumerate(rows, start=1):
            village = Unit(
                name=f"{values['village']} {number}",
                kind=UnitKind.VILLAGE,
                parent=self.units["committee"],
                position=100,
                households=row["households"],
                inhabitants=row["inhabitants"],
                **self._place(),
            )
            village.save()
            head = Person(name=row["head"], phone=f"0200 000 {100 + number:04d}", **self._place())
            head.save()
            Appointment.everywhere.create(
                person=head, unit=village, post=values["village_head"], is_head=True,
                since=self._years_ago(1),
            )  # fmt: skip
        return 2 * len(rows)

    def _add_channels(self) -> int:
        rows = self._rows("channels")
        Channel.everywhere.bulk_create(
            Channel(
                kind=row["kind"],
                name=self.text(row["name"]),
                url=self.text(row.get("url", "")),
                phone=row.get("phone", ""),
                unit=next((self.units[key] for key in row["unit"] if key in self.units), None),
                description=self.text(row["description"]),
                position=row["position"],
                **self._place(),
            )
            for row in rows
        )
        return len(rows)

    def _add_map(self) -> int:
        contact = self.tenant.contact
        has_place = contact.latitude is not None and contact.longitude is not None
        if not (self.tenant.is_commune and has_place):
            return 0
        if AdministrativeMap.everywhere.of_tenant(self.tenant).exists():
            return 0
        outlines = village_outlines(
            self.tenant.code, contact.latitude, contact.longitude, self.authority.area_km2
        )
        village = self.names.values()["village"]
        AdministrativeMap(
            title=self.text("Bản đồ hành chính {unit_lower}"),
            areas=[
                {"name": f"{village} {number}", "polygons": [[ring]]}
                for number, ring in enumerate(outlines, start=1)
            ],
            source="Ranh giới giả định, vẽ để minh họa",
            **self._place(),
        ).save()
        return 1
