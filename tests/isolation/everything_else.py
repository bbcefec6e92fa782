"""Makes a row of every model that belongs to places and that nobody has filled by hand.

So a model that is added tomorrow is under attack tomorrow. Where the guess does not fit a
constraint of the database the world cannot be built, and ``contents`` must make the row itself.
"""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from portal_network.tenancy.isolation.ownership import OPERATORS_ONLY, SHARED, registered_rule
from portal_network.tenancy.models import Commune, Province
from tests.isolation.places import Place

# A province keeps these for its communes, whose people read them.
KEPT_FOR_COMMUNES = {"engagement.CasePolicy", "oversight.CalendarDay", "oversight.ConfirmedYear"}

_numbers = count(1)


def models_of_places() -> list[type[models.Model]]:
    """Return the models with a rule of ownership, but for what all share or operators alone see."""
    return [
        model
        for model in apps.get_models()
        if registered_rule(model) not in (None, SHARED, OPERATORS_ONLY)
        and model not in (Commune, Province)
        and not hasattr(model, "page_ptr")
        # Its rows are those of the model that it stands for.
        and not model._meta.proxy
    ]


def suits(model: type[models.Model], place: Place) -> bool:
    """Tell whether the place can have such rows: some models are of provinces alone, and those
    that must name a commune are of communes.
    """
    kinds = {field.related_model for field in _keys_to_places(model)}
    if Commune in {field.related_model for field in _keys_to_places(model) if not field.null}:
        kinds = {Commune}
    return not kinds or type(place.authority) in kinds


def fill_the_rest(place: Place, made: dict[type[models.Model], set]) -> None:
    """Make a row of every model of which the place has none."""
    for model in models_of_places():
        if suits(model, place) and not made.get(model):
            row = make_row(model, place)
            made.setdefault(model, set()).add(row.pk)


def make_row(model: type[models.Model], place: Place) -> models.Model:
    """Store a row with the place's word in every text."""
    row = model(**{field.name: _value(field, place) for field in _fields_to_fill(model, place)})
    row.save()
    return row


def _fields_to_fill(model: type[models.Model], place: Place) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
        and not field.has_default()
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
        and _is_wanted(field, place)
    ]


def _is_wanted(field: models.Field, place: Place) -> bool:
    if field in _keys_to_places(field.model):
        return field.related_model is type(place.authority) or not field.null
    return not field.null


def _keys_to_places(model: type[models.Model]) -> list[models.Field]:
    return [
        field for field in model._meta.concrete_fields if field.related_model in (Commune, Province)
    ]


def _value(field: models.Field, place: Place) -> Any:
    number = next(_numbers)
    if field.related_model is Province:
        return getattr(place.authority, "province", place.authority)
    if field.related_model is Commune:
        return place.authority
    if field.related_model is get_user_model():
        return next(iter(place.people.values()))
    if field.related_model is not None:
        return field.related_model._base_manager.order_by("-pk").first() or make_row(
            field.related_model, place
        )
    if field.choices:
        return next(value for value, _label in field.flatchoices if value not in ("", None))
    return _plain_value(field, place, number)


def _plain_value(field: models.Field, place: Place, number: int) -> Any:
    is_open = field.model._meta.label in KEPT_FOR_COMMUNES
    word = f"{place.open_word if is_open else place.secret_word}{number}"
    if isinstance(field, models.EmailField):
        return f"{word}@vidu.invalid"
    if isinstance(field, models.URLField):
        return f"https://vidu.invalid/{word}"
    if isinstance(field, models.CharField | models.TextField):
        return word[-(field.max_length or 200) :]
    if isinstance(field, models.DateTimeField):
        return timezone.now() + timedelta(days=30)
    if isinstance(field, models.DateField):
        return date(2026, 9, 1) + timedelta(days=number)
    if isinstance(field, models.JSONField):
        return []
    if isinstance(field, models.BooleanField):
        return False
    return number
