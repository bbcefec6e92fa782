"""Units, people, channels and a map of a place: public ones, and drafts that nobody may read."""

from commune_site.organisation.models import (
    AdministrativeMap,
    Appointment,
    Channel,
    Person,
    Unit,
    UnitKind,
)
from commune_site.organisation.workplace import place_keys
from tests.isolation.places import Place

SQUARE = [[106.7, 21.8], [106.8, 21.8], [106.8, 21.9], [106.7, 21.8]]


def add_organisation(place: Place) -> None:
    """Publish a row of every kind with the open word, and leave a draft with the secret one."""
    keys, word, hidden = place_keys(place.tenant), place.open_word, place.secret_word
    unit = Unit.objects.create(name=f"Phòng {word}", functions=f"Nhiệm vụ {word}", **keys)
    village = Unit.objects.create(
        name=f"Thôn {word}", kind=UnitKind.VILLAGE, parent=unit, latitude=21.85, longitude=106.75,
        **keys,
    )  # fmt: skip
    person = Person.objects.create(
        name=f"Nông Thị {word}", email=f"{word}@vidu.invalid", biography=f"<p>{word}</p>", **keys
    )
    for where in (unit, village):
        Appointment.objects.create(
            person=person, unit=where, post=f"Trưởng phòng {word}", is_head=True, is_leader=True,
            is_spokesperson=True, duties=f"Việc {word}",
        )  # fmt: skip
    channel = Channel.objects.create(
        kind="other", name=f"Kênh {word}", description=word, unit=unit, **keys
    )
    areas = [{"name": f"Thôn {word}", "polygons": [[SQUARE]]}]
    drawn = AdministrativeMap.objects.create(title=f"Bản đồ {word}", areas=areas, **keys)
    for row in (unit, person, channel, drawn):
        place.sample(type(row), row.pk)
        setattr(row, "title" if row is drawn else "name", f"Bản sửa {hidden}")
        row.save_revision()
    unpublished = Unit.objects.create(name=f"Nháp {hidden}", live=False, **keys)
    newcomer = Person.objects.create(name=f"Nháp {hidden}", live=False, **keys)
    Appointment.objects.create(person=newcomer, unit=unit, post=f"Chức vụ {hidden}")
    place.sample(Unit, unpublished.pk)
    place.sample(Person, newcomer.pk)
