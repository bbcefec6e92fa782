"""Portraits of people, read with two queries however many there are."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from commune_site.cards import Picture
from commune_site.organisation.models import Person

PORTRAIT = "fill-360x450|format-webp|webpquality-72"


def portraits(people: Iterable[Person]) -> dict[int, Picture]:
    """Return the portrait of each person who has one, by the person's key."""
    shown = [person for person in people if person.photo_id]
    if not shown:
        return {}
    images = get_image_model().objects.prefetch_renditions(PORTRAIT)
    prefetch_related_objects(shown, Prefetch("photo", queryset=images))
    found = {}
    for person in shown:
        if person.photo is not None:
            rendition = person.photo.get_rendition(PORTRAIT)
            found[person.pk] = Picture(
                rendition.url, rendition.width, rendition.height, person.addressed_name
            )
    return found
