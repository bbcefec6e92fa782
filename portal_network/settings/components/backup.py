"""Backups: where they lie, to whose key they are encrypted, how long they are kept."""

from datetime import timedelta

from portal_network.settings.environment import env

# Both, and workers take a backup every night.
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default="")
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
BACKUP_RETENTION = timedelta(days=env.int("BACKUP_KEEP_DAYS", default=30))
# The store that ``s3://bucket/part`` names; where nothing is said, that of the files.
BACKUP_S3 = {
    "endpoint_url": env.str("BACKUP_S3_ENDPOINT_URL", default="")
    or env.str("MEDIA_S3_ENDPOINT_URL", default="")
    or None,
    "region_name": env.str("BACKUP_S3_REGION", default="")
    or env.str("MEDIA_S3_REGION", default="")
    or None,
    "access_key": env.str("BACKUP_S3_ACCESS_KEY", default="")
    or env.str("MEDIA_S3_ACCESS_KEY", default="")
    or None,
    "secret_key": env.str("BACKUP_S3_SECRET_KEY", default="")
    or env.str("MEDIA_S3_SECRET_KEY", default="")
    or None,
}
