"""Production: everything from the environment, nothing unsafe by default."""

import os

from portal_network.settings.base import *  # noqa: F403
from portal_network.settings.components.storage import MEDIA_S3_BUCKET
from portal_network.settings.components.tasks import task_backends
from portal_network.settings.demands import demands_of_production, refuse
from portal_network.settings.environment import env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
PORTAL_SCHEME = env.str("PORTAL_SCHEME", default="https")
PORTAL_PUBLIC_PORT = env.int("PORTAL_PUBLIC_PORT", default=443)
PORTAL_DOMAIN_SUFFIX = env.str("PORTAL_DOMAIN_SUFFIX", default="gov.vn")
PORTAL_REQUIRED_HOST_SUFFIX = env.str("PORTAL_REQUIRED_HOST_SUFFIX", default=".gov.vn")
# A web server stands in front, which ends HTTPS.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="khong-tra-loi@localhost")
# Pictures on disk come from a web server in front; the one of deploy/nginx asks the application for
# each once, because only it knows whose the picture is. Those in a bucket nobody else may read.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=bool(MEDIA_S3_BUCKET))
# What a thread of the process would lose with it, the queue keeps; `manage.py work` empties it.
TASKS = task_backends(in_database=env.bool("TASKS_IN_DATABASE", default=True))

# Last, when everything was read.
refuse([*env.problems.values(), *demands_of_production(os.environ)])
