"""The cache: in-process by default, Redis through ``CACHE_URL`` (``redis://…``)."""

from portal_network.settings.environment import env

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://portal")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 20_000}
