"""Notices to staff: when digests go out, how long notices are kept."""

from datetime import time, timedelta

from portal_network.settings.environment import env

# Hour and minute of the portal's time zone.
NOTICE_DIGEST_TIME = time.fromisoformat(env.str("NOTICE_DIGEST_TIME", default="07:30"))
NOTICE_RETENTION = timedelta(days=env.int("NOTICE_RETENTION_DAYS", default=180))
# Seconds: a mail server that does not answer must not hold up a worker.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
