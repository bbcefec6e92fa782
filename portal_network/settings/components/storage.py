"""Static files and media: local files by default, S3 through ``MEDIA_S3_BUCKET``."""

from portal_network.settings.environment import PROJECT_ROOT, STATE_DIR, env

# Guides for those who work here, and their pictures.
GUIDES_DIR = PROJECT_ROOT / "docs" / "huong-dan"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("guides", GUIDES_DIR / "anh")]
STATIC_ROOT = env.str("STATIC_ROOT", default=str(STATE_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(STATE_DIR / "media"))

WHOLE_FILES = "portal_network.delivery.whole_files.WholeFileSystemStorage"
STORAGES = {
    "default": {"BACKEND": WHOLE_FILES},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What citizens send: encrypted, outside of whatever a web server hands out.
    "private": {
        "BACKEND": WHOLE_FILES,
        "OPTIONS": {
            "location": env.str("PRIVATE_ROOT", default=str(STATE_DIR / "private")),
            "base_url": None,
            "file_permissions_mode": 0o600,
        },
    },
}

if MEDIA_S3_BUCKET := env.str("MEDIA_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "portal_network.delivery.objects.PrivateS3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": env.str("MEDIA_S3_ENDPOINT_URL", default="") or None,
            "region_name": env.str("MEDIA_S3_REGION", default="") or None,
            "access_key": env.str("MEDIA_S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("MEDIA_S3_SECRET_KEY", default="") or None,
        },
    }
    STORAGES["private"] = {
        "BACKEND": "portal_network.delivery.objects.PrivateS3Storage",
        "OPTIONS": STORAGES["default"]["OPTIONS"] | {"location": "private"},
    }

# A file of this size or smaller is held in memory while it is uploaded; larger ones go to disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A StreamField form of a long page carries several thousand inputs.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
