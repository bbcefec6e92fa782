"""Something is done once within a time, whichever process is asked."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from commune_site.engagement.models.senders import Tally


def is_first_time(key: str, within: timedelta) -> bool:
    """Tell whether nobody has asked with this key before; remembers it."""
    try:
        with transaction.atomic():
            Tally.objects.create(key=key, number=1, ends_at=timezone.now() + within)
    except IntegrityError:
        return False
    return True
