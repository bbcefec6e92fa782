"""Fills the converters of an address: with one's own rows, with others', with words that fit."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    Page,
    Revision,
    Site,
    Workflow,
    get_page_models,
)

from portal_network.tenancy.isolation.addresses import Address
from portal_network.tenancy.isolation.surfaces import Verdict, surface_of
from portal_network.tenancy.models import Commune, Province
from tests.isolation.places import Place

# Converters that hold a key, where neither verdict nor name says of which model.
MODEL_OF_NAME: dict[str, type[Model]] = {
    "parent_page_id": Page, "page_to_move_id": Page, "destination_id": Page, "object_id": Page,
    "revision_id_a": Revision, "revision_id_b": Revision, "session_id": EditingSession,
    "image_id": get_image_model(), "document_id": get_document_model(),
    "doc_id": get_document_model(), "user_id": get_user_model(),
    "place": Commune, "commune_code": Commune, "province_code": Province,
}  # fmt: skip
# A namespace tells of which model ``pk`` is, where nothing else does.
MODEL_OF_NAMESPACE: dict[str, type[Model]] = {
    "wagtailadmin_collections": Collection, "wagtailadmin_workflows": Workflow,
    "wagtailusers_users": get_user_model(), "wagtailsites": Site,
}  # fmt: skip
# What is tried where nothing tells of which model a key is.
USUAL_KINDS = (Page, get_user_model(), get_image_model(), get_document_model(), Collection, Site)
KEY_ENDINGS = ("_id", "_pk")
APP_WORDS = ("content_type_app_name", "app_label", "app_name")
MODEL_WORDS = ("content_type_model_name", "model_name")
WORDS: dict[str, tuple[str, ...]] = {
    "action_name": ("approve", "reject", "copy", "move", "delete", "publish"),
    "filter_spec": ("original", "width-100"),
    "signature": ("abc",),
    "year": ("2026",),
    "mode": ("live", "draft"),
    "number": ("1",),
    "step": ("tra-loi", "phan-cong", "chuyen-don-vi", "trinh-ky", "ky", "kiem-duyet"),
    "token": ("set-password", "abc-123"),
    # The general note, and a procedure that every catalogue of the world has.
    "procedure_code": ("chung", "1.001193"),
    "guide": ("duyet-bai",),
    "reader": ("editor",),
}


class UnknownConverter(Exception):
    """An address captures something that nobody has taught the attacker to fill."""


@dataclass(frozen=True)
class Filled:
    """An address with values for its converters; ``foreign`` are those that are somebody else's.

    ``main`` marks the first rows and the first words of an address: whatever is asked at all is
    asked of these.
    """

    name: str
    path: str
    foreign: frozenset[str] = frozenset()
    main: bool = True


def model_of(address: Address, converter: str) -> type[Model] | None:
    """Return the model of whose key the converter holds; None for words."""
    surface = surface_of(address.name)
    if surface is not None and converter in surface.ids:
        return surface.ids[converter]
    if converter in MODEL_OF_NAME:
        return MODEL_OF_NAME[converter]
    namespace = address.name.partition(":")[0]
    if converter in ("pk", "id"):
        if namespace in MODEL_OF_NAMESPACE:
            return MODEL_OF_NAMESPACE[namespace]
        return _model_of_snippet(namespace) or _model_called(namespace) or Page
    return _model_called(converter.rpartition("_")[0]) if converter.endswith(KEY_ENDINGS) else None


def own_fillings(address: Address, own: Place) -> Iterator[Filled]:
    """Yield the address with own rows: the first few of each model."""
    for words in _words(address):
        keys = _keys(address)
        several = [own.samples.get(model, [])[:2] or own_pages(own) for _name, model in keys]
        for number, values in enumerate(zip(*several, strict=False)) if keys else [(0, ())]:
            yield _filled(address, words, dict(zip(_names(keys), values, strict=True)), number == 0)


def own_pages(own: Place) -> list[object]:
    """Return pages in place of rows of a model of which the place has none."""
    return own.samples[Page][:1]


def foreign_fillings(address: Address, own: Place | None, other: Place) -> Iterator[Filled]:
    """Yield the address with rows of another place, alone and mixed with one's own."""
    keys = _keys(address)
    if not keys:
        return
    for first, words in enumerate(_words(address)):
        theirs = _samples(other, keys)
        ours = _samples(own, keys) if own else [[None] for _key in keys]
        for values, main in _mixed(ours, theirs):
            if None not in values:
                chosen = dict(zip(_names(keys), values, strict=True))
                foreign = {str(v) for v, o in zip(values, ours, strict=True) if v not in o}
                yield _filled(address, words, chosen, main and not first, frozenset(foreign))


def _samples(place: Place, keys: list[tuple[str, type[Model]]]) -> list[list[object]]:
    """Return the rows to try for each key; revisions are those of the row that stands beside."""
    samples = {model: place.samples.get(model) or [None] for _name, model in keys}
    beside = next((model for model in samples if model not in (Revision, Page)), None)
    if beside is not None and Revision in samples:
        of_first = Revision.objects.for_instance(beside(pk=samples[beside][0]))
        samples[Revision] = list(of_first.values_list("pk", flat=True)) or samples[Revision]
    return [samples[model] for _name, model in keys]


def stray_fillings(address: Address, other: Place) -> Iterator[Filled]:
    """Yield the address with rows of the usual kinds, whatever the converter is meant for."""
    keys = _keys(address)
    words = next(_words(address))
    for model in USUAL_KINDS if keys else ():
        if all(model is not declared for _name, declared in keys):
            key = other.samples[model][0]
            chosen = dict.fromkeys(_names(keys), key)
            yield _filled(address, words, chosen, False, frozenset({str(key)}))


def _mixed(ours: list[list], theirs: list[list]) -> Iterator[tuple[tuple, bool]]:
    if len(theirs) == 1:
        yield from (((value,), number == 0) for number, value in enumerate(theirs[0]))
        return
    first = tuple(samples[0] for samples in theirs)
    yield first, True
    for position, samples in enumerate(theirs):
        mixed = [own[0] for own in ours]
        mixed[position] = samples[0]
        yield tuple(mixed), True


def _filled(
    address: Address, words: dict, keys: dict, main: bool, foreign: frozenset[str] = frozenset()
) -> Filled:
    path = reverse(address.name, kwargs=words | keys) if words or keys else reverse(address.name)
    return Filled(address.name, path, foreign, main)


def _keys(address: Address) -> list[tuple[str, type[Model]]]:
    found = [(name, model_of(address, name)) for name in sorted(address.converters)]
    return [(name, model) for name, model in found if model is not None]


def _names(keys: list[tuple[str, type[Model]]]) -> list[str]:
    return [name for name, _model in keys]


def _words(address: Address) -> Iterator[dict[str, str]]:
    """Yield words for the converters that hold no key; closed addresses need one of each."""
    names = sorted(name for name in address.converters if model_of(address, name) is None)
    surface = surface_of(address.name)
    is_closed = surface is not None and surface.verdict is Verdict.OPERATORS_ONLY
    yield from itertools.islice(_all_words(address, names), 1 if is_closed else None)


def _all_words(address: Address, names: list[str]) -> Iterator[dict[str, str]]:
    app = next((name for name in names if name in APP_WORDS), None)
    model = next((name for name in names if name in MODEL_WORDS), None)
    if address.name == "wagtail_bulk_action":
        yield from _bulk_actions()
        return
    rest = [name for name in names if name not in (app, model)]
    options = [[(name, word) for word in _words_for(address, name)] for name in rest]
    for labels in _labels(address) if app and model else [None]:
        chosen = {app: labels[0], model: labels[1]} if labels else {}
        for combination in itertools.product(*options):
            yield chosen | dict(combination)


def _words_for(address: Address, name: str) -> tuple[str, ...]:
    if name == "uidb64":
        person = get_user_model().objects.order_by("pk").first()
        return (urlsafe_base64_encode(force_bytes(person.pk)),)
    if name not in WORDS:
        raise UnknownConverter(f"{address.name}: {name}")
    return WORDS[name]


def _labels(address: Address) -> list[tuple[str, str]]:
    models = [model for model in get_page_models() if model is not Page]
    if not address.name.startswith("wagtailadmin_pages:"):
        models += [Page, get_image_model(), get_document_model(), get_user_model()]
        models += [apps.get_model("wagtailmenus", "MainMenu"), Commune]
    return [(model._meta.app_label, model._meta.model_name) for model in models]


def _bulk_actions() -> Iterator[dict[str, str]]:
    bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "delete")
    for app_label, by_model in bulk_action_registry.actions.items():
        for model_name, actions in by_model.items():
            for action in actions:
                yield {"app_label": app_label, "model_name": model_name, "action": action}


def _model_called(name: str) -> type[Model] | None:
    wanted = name.replace("_", "")
    return next((model for model in apps.get_models() if model._meta.model_name == wanted), None)


def _model_of_snippet(namespace: str) -> type[Model] | None:
    if not namespace.startswith("wagtailsnippet"):
        return None
    _prefix, app_label, model_name = namespace.split("_", 2)
    return apps.get_model(app_label, model_name)
