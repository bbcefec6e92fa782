"""The cache: in-process by default, Redis through ``CACHE_URL`` (``redis://…``); kept pages."""

from portal_network.settings.environment import env

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://portal")}
_is_local = CACHES["default"]["BACKEND"].endswith("LocMemCache")
if _is_local:
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 20_000}
elif CACHES["default"]["BACKEND"].endswith(".RedisCache"):
    # Without it the portal is slower, no more; and nobody waits for a server that is gone.
    CACHES["default"]["BACKEND"] = "portal_network.delivery.lenient_cache.LenientRedisCache"
    options = CACHES["default"].setdefault("OPTIONS", {})
    CACHES["default"]["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 2} | options

# "process": the memory of each process; "shared": also the cache, whose drops all processes see;
# "off": every page is made anew.
PAGE_CACHE = env.str("PAGE_CACHE", default="") or ("process" if _is_local else "shared")
# For how long a page is kept at most; what changes drops it before.
PAGE_CACHE_SECONDS = env.float("PAGE_CACHE_SECONDS", default=25.0)
# Memory of each process for pages: about a thousand of them.
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=24)
# Fail where a page that is marked as the same for everybody is not; for tests.
PAGE_CACHE_STRICT = False
# Folder for copies of essential pages, which the web server in front shows when the portal is down.
EDGE_COPIES_ROOT = env.str("EDGE_COPIES_ROOT", default="")
