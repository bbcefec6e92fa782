"""Two provinces, three communes, and everything that anybody could want to see in them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from unittest.mock import patch

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow, WorkflowTask

from portal_network.accounts.models import User
from portal_network.tenancy.models import Commune, NetworkSettings, Province
from tests.factories import make_superuser, make_user
from tests.isolation import contents, page_contents, working_contents
from tests.isolation.everything_else import fill_the_rest
from tests.isolation.numbering import number_tables_apart
from tests.isolation.organisation_contents import add_organisation
from tests.isolation.places import Keys, Place, keys_in_database, made_since
from tests.networks import (
    HUE,
    LANG_SON,
    QUOC_KHANH,
    TAM_THANH,
    build_network,
    ensure_roots,
    forget_what_processes_remember,
)

AGE = timedelta(days=3, minutes=20)
HUE_COMMUNE = "19753"
PLACES = {
    "langson": LANG_SON,
    "tamthanh": TAM_THANH,
    "quockhanh": QUOC_KHANH,
    "thuathien": HUE,
    "huecommune": HUE_COMMUNE,
}
PROVINCE_OF = {TAM_THANH: LANG_SON, QUOC_KHANH: LANG_SON, HUE_COMMUNE: HUE}


@dataclass
class World:
    """All places, what belongs to none of them, and two people who hold no role anywhere."""

    places: dict[str, Place]
    shared: Keys
    stranger: User
    operator: User

    @cached_property
    def models_with_rows(self) -> frozenset[type[Model]]:
        """Return the models of which at least one place has a row."""
        return frozenset(
            model for place in self.places.values() for model, keys in place.rows.items() if keys
        )

    def others(self, own: frozenset[str]) -> list[Place]:
        """Return the places that are not among ``own``, other provinces first."""
        return [place for place in reversed(self.places.values()) if place.name not in own]


def build_world() -> World:
    """Make the whole world in the database of the test, as if it were some days old.

    Pages tell how long ago something was done; of what is days old they say the same throughout
    the run.
    """
    with patch("django.utils.timezone.now", return_value=timezone.now() - AGE):
        return _build()


def _build() -> World:
    number_tables_apart()
    ensure_roots()
    Locale.objects.get_or_create(language_code="en")
    NetworkSettings.load()
    workflow = _shared_workflow()
    places = {}
    for name, code in PLACES.items():
        before = keys_in_database()
        place = _fill(name, code, workflow)
        fill_the_rest(place, made_since(before))
        place.rows = made_since(before)
        _sample_the_rest(place)
        places[name] = place
    _let_provinces_name_their_communes(places)
    stranger = make_user(username="nguoi.ngoai", email="nguoi.ngoai@vidu.invalid")
    operator = make_superuser(username="van.hanh", email="van.hanh@vidu.invalid")
    owned = {
        model: set().union(*(place.rows[model] for place in places.values()))
        for model in keys_in_database()
    }
    shared = {model: keys - owned[model] for model, keys in keys_in_database().items()}
    forget_what_processes_remember()
    return World(places, shared, stranger, operator)


def _let_provinces_name_their_communes(places: dict[str, Place]) -> None:
    for place in places.values():
        if isinstance(place.authority, Commune):
            above = next(p for p in places.values() if p.authority.pk == place.province_code)
            above.sample(Commune, place.authority.pk)


def _shared_workflow() -> Workflow:
    group = Group.objects.create(name="Nhóm duyệt chung")
    task = GroupApprovalTask.objects.create(name="Duyệt bài")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Quy trình duyệt")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _fill(name: str, code: str, workflow: Workflow) -> Place:
    province = PROVINCE_OF.get(code)
    if province is None:
        build_network(code, communes=0)
        place = Place(name, Province.objects.get(pk=code))
    else:
        build_network(province, communes=[code])
        place = Place(name, Commune.objects.get(pk=code))
    contents.name_place(place)
    forget_what_processes_remember()
    contents.add_people(place)
    contents.add_media(place)
    page_contents.add_pages(place)
    working_contents.add_conversation(place)
    working_contents.add_approvals(place, workflow)
    working_contents.add_work_in_hand(place)
    working_contents.add_packages(place)
    working_contents.add_particulars(place)
    working_contents.add_alerts(place)
    working_contents.add_invitation(place)
    working_contents.add_procedures(place)
    working_contents.add_case(place)
    working_contents.add_consultation(place)
    add_organisation(place)
    return place


def _sample_the_rest(place: Place) -> None:
    """Take the first and the last row of every other model."""
    place.sample(type(place.authority), place.authority.pk)
    place.sample(Site, place.authority.site_id)
    for model, keys in place.rows.items():
        if keys and not issubclass(model, Page) and model not in place.samples:
            ordered = sorted(keys, key=str)
            place.sample(model, ordered[0], ordered[-1])
