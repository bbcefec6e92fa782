"""Log lines on standard error, one per event; the audit log on standard output where wanted."""

from portal_network.settings.environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "stdout": {
            "class": "logging.StreamHandler",
            "formatter": "bare",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # A wrong address typed by a visitor is no event for the operator.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Two lines per task would drown everything else.
        "django_tasks": {"level": "WARNING"},
        # One JSON object per line and nothing else, for whatever collects logs (a SIEM).
        "portal.audit": {"level": "INFO", "handlers": ["stdout"], "propagate": False},
    },
}

# Writes every entry of the audit log to standard output as well, once it is committed.
AUDIT_LOG_TO_STDOUT = env.bool("AUDIT_LOG_TO_STDOUT", default=False)
