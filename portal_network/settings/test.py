"""Settings of the test run: quick hashing, plain static files, no state outside the test."""

import tempfile

from portal_network.settings.base import *  # noqa: F403
from portal_network.settings.base import STORAGES, TASKS
from portal_network.settings.components.database import plan_quickly
from portal_network.settings.environment import env

DEBUG = False
SECRET_KEY = "test-only"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES = {"default": env.db_url("TEST_DATABASE_URL", default="sqlite://:memory:")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
    plan_quickly(DATABASES["default"])
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="portal-test-private-")},
    },
}
MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-test-media-")
# Tests change rows in transactions that never end, which no kept page would notice; but each page
# that would be kept is judged.
PAGE_CACHE = "off"
PAGE_CACHE_STRICT = True
PORTAL_SCHEME = "http"
PORTAL_PUBLIC_PORT = 80
PORTAL_DOMAIN_SUFFIX = "localhost"
SERVE_MEDIA = True
SEND_MAIL_IN_BACKGROUND = False
TASKS = TASKS | {"background": {"BACKEND": "portal_network.work.backends.AfterCommitBackend"}}
