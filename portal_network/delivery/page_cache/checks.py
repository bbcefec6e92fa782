"""System checks of the cache of pages."""

from django.conf import settings
from django.core.checks import Error, register

WAYS = ("off", "process", "shared")
# Seconds: together with the tree of a site, which lives as long, a lost drop heals in a minute.
LONGEST_LIFETIME = 30


@register()
def check_page_cache(app_configs: object, **kwargs: object) -> list[Error]:
    """Refuse settings with which pages would be out of date for too long."""
    errors = []
    if settings.PAGE_CACHE not in WAYS:
        errors.append(Error(f"PAGE_CACHE must be one of {', '.join(WAYS)}.", id="page_cache.E001"))
    if not 1 <= settings.PAGE_CACHE_SECONDS <= LONGEST_LIFETIME:
        errors.append(
            Error(
                f"PAGE_CACHE_SECONDS must lie between 1 and {LONGEST_LIFETIME}.",
                hint="A change that was not told everywhere must be seen within a minute.",
                id="page_cache.E002",
            )
        )
    is_local = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    if settings.PAGE_CACHE == "shared" and is_local:
        errors.append(
            Error(
                'PAGE_CACHE is "shared", but there is no cache that processes share.',
                hint="Let CACHE_URL name Redis.",
                id="page_cache.E003",
            )
        )
    return errors
