"""Log lines on standard error, one per event; the audit log on standard output where wanted.

And who may see figures and details of the parts.
"""

from portal_network.settings.environment import env

# "json" for whatever collects logs, "line" for people at a console.
LOG_FORMAT = env.str("LOG_FORMAT", default="line")
# Seconds from which on a query is logged, without what it asks for.
SLOW_QUERY_SECONDS = env.float("SLOW_QUERY_SECONDS", default=0.5)
# Addresses and networks that may read /metrics and the details of /readyz.
MONITORING_ADDRESSES = env.list("MONITORING_ADDRESSES", default=["127.0.0.0/8", "::1"])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "portal_network.delivery.monitoring.logs.RequestFilter"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "portal_network.delivery.monitoring.logs.JsonFormatter"},
        "bare": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request"],
        },
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
