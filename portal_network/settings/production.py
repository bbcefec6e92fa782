"""Production: everything from the environment, nothing unsafe by default."""

from django.core.exceptions import ImproperlyConfigured

from portal_network.settings.base import *  # noqa: F403
from portal_network.settings.environment import env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if not SECRET_KEY.strip():
    # Django itself would notice only when somebody logs in.
    raise ImproperlyConfigured("SECRET_KEY must not be empty.")
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
# Media come from S3 or from a web server in front; the one of deploy/nginx asks the application for
# each picture once, because only it knows whose the picture is.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
