"""What a province says of checks, kept in the cache: every opening of an editor asks for it."""

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from portal_network.moderation.models import CheckRule

# Until when another process may go by an earlier rule.
REMEMBERED_SECONDS = 60


def levels_of(province_id: str) -> dict[str, str]:
    """Return the level of each check for which the province has a rule."""
    return cache.get_or_set(_key(province_id), lambda: _read(province_id), REMEMBERED_SECONDS)


def _read(province_id: str) -> dict[str, str]:
    rules = CheckRule.everywhere.filter(province=province_id)
    return dict(rules.values_list("check_code", "level"))


def _key(province_id: str) -> str:
    return f"check-levels:{province_id}"


def _forget(instance: CheckRule, **kwargs) -> None:
    cache.delete(_key(instance.province_id))


def connect() -> None:
    """Forget what was remembered of a province whose rules change."""
    for signal in (post_save, post_delete):
        signal.connect(_forget, sender=CheckRule, dispatch_uid="check-levels")
