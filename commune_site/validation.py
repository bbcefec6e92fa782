"""Rules that several page types share; each returns what is wrong, by field."""

import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _


def compose_letters(instance: models.Model) -> None:
    """Compose letters and marks (NFC) in all texts of a page or row.

    Telephones and Macs type ``ế`` as a letter with two marks: it looks the same, is not found, and
    falls apart in some fonts.
    """
    for field in instance._meta.concrete_fields:
        if isinstance(text := getattr(instance, field.attname), str):
            setattr(instance, field.attname, unicodedata.normalize("NFC", text))


def unnamed_origin(page: models.Model) -> dict:
    """Every text names its author and its source (R37, R117) before it leaves its writer."""
    if page.is_kept_as_draft:
        return {}
    return {
        name: message
        for name, message in {
            "author": _("Write who wrote the text or which unit it comes from."),
            "source": _("Write where the text comes from."),
        }.items()
        if not getattr(page, name).strip()
    }


def undescribed_picture(page: models.Model, image_field: str, alt_field: str) -> dict:
    """A picture needs a text for those who cannot see it (WCAG 2.2, 1.1.1)."""
    if page.is_kept_as_draft:
        return {}
    if getattr(page, f"{image_field}_id") and not getattr(page, alt_field).strip():
        return {alt_field: _("Describe what the picture shows.")}
    return {}
