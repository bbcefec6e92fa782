"""The embedded default: SQLite, local files, in-process cache; what ``make run`` uses."""

from portal_network.settings.base import *  # noqa: F403
from portal_network.settings.demands import refuse
from portal_network.settings.environment import STATE_DIR, env
from portal_network.settings.secret_key import read_or_create_secret_key

# Off by default even here, so that everybody sees the error pages that citizens see.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_create_secret_key(
    STATE_DIR / "secret_key"
)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SERVE_MEDIA = True

refuse(env.problems.values())
