"""Units and officials as things to be found: by name, post, duty and official telephone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from commune_site.organisation.directory_list import WORDS_PARAMETER
from commune_site.organisation.models import Appointment, Person, Unit
from search.entries import BELOW_SECTION, Draft, EntrySource
from search.filling import forget, refresh
from search.kinds import Kind

STRUCTURE, LEADERS, DIRECTORY = "organisation", "leaders", "directory"
# Units and officials have no date; among results by date they stand last.
NO_DATE = date(1990, 1, 1)


def _unit_drafts(keys: Sequence[int]) -> Iterator[Draft]:
    for unit in Unit.everywhere.filter(pk__in=keys):
        contact = ", ".join(filter(None, [unit.address, unit.phone, unit.email]))
        yield Draft(
            object_id=unit.pk,
            province=unit.province_id,
            commune=unit.commune_id,
            kind=Kind.PEOPLE,
            title=unit.name,
            path=f"{BELOW_SECTION}{STRUCTURE}/{unit.slug}/",
            listed_on=NO_DATE,
            text="\n".join(filter(None, [contact, unit.functions])),
            section=STRUCTURE,
            type_label=str(unit.get_kind_display()),
            is_public=unit.live,
            is_sample=unit.is_sample,
        )


def _person_drafts(keys: Sequence[int]) -> Iterator[Draft]:
    today = timezone.localdate()
    posts: dict[int, list[Appointment]] = defaultdict(list)
    rows = Appointment.everywhere.filter(person__in=keys).select_related("unit")
    for post in rows.order_by("position", "pk"):
        if post.is_current(today):
            posts[post.person_id].append(post)
    for person in Person.everywhere.filter(pk__in=posts):
        yield _person_draft(person, posts[person.pk])


def _person_draft(person: Person, posts: list[Appointment]) -> Draft:
    """Return the person with the posts of today; who holds none any more is not found (R83)."""
    ends = [post.until for post in posts]
    held = "; ".join(dict.fromkeys(f"{post.post}, {post.unit.name}" for post in posts))
    contact = ", ".join(filter(None, [person.phone, person.email]))
    leads = any(post.is_leader for post in posts)
    below = f"{person.slug}/" if leads else f"?{urlencode({WORDS_PARAMETER: person.name})}"
    section = LEADERS if leads else DIRECTORY
    duties = "\n".join(post.duties for post in posts if post.duties)
    return Draft(
        object_id=person.pk,
        province=person.province_id,
        commune=person.commune_id,
        kind=Kind.PEOPLE,
        title=f"{person.addressed_name}, {posts[0].post}",
        path=f"{BELOW_SECTION}{section}/{below}",
        listed_on=NO_DATE,
        text="\n".join(filter(None, [held, contact, duties])),
        section=section,
        type_label=posts[0].post[:60],
        expires_on=None if None in ends else max(ends),
        is_public=person.live,
        is_sample=person.is_sample,
    )


def _keys_of(model) -> Iterator[int]:
    return model.everywhere.order_by("pk").values_list("pk", flat=True).iterator()


UNITS = EntrySource("unit", 3, _unit_drafts, lambda: _keys_of(Unit))
PEOPLE = EntrySource("person", 4, _person_drafts, lambda: _keys_of(Person))
_SOURCES = {Unit: UNITS, Person: PEOPLE}


def _changed(sender, instance, raw=False, **kwargs) -> None:
    if not raw:
        refresh(_SOURCES[sender].name, [instance.pk])


def _gone(sender, instance, **kwargs) -> None:
    forget(_SOURCES[sender].name, [instance.pk])


def _post_changed(sender, instance: Appointment, raw=False, **kwargs) -> None:
    if not raw:
        refresh(PEOPLE.name, [instance.person_id])


def connect() -> None:
    """Listen to changes of units, people and posts."""
    for model in _SOURCES:
        post_save.connect(_changed, sender=model, dispatch_uid=f"search.{model.__name__}")
        post_delete.connect(_gone, sender=model, dispatch_uid=f"search.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(_post_changed, sender=Appointment, dispatch_uid="search.Appointment")
