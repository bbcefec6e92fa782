"""Languages, time zone and formats: Vietnamese first, English where a commune turns it on."""

from portal_network.settings.environment import PROJECT_ROOT

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = ["portal_network.settings.formats"]
# 1.234.567; templates print keys and years with ``unlocalize`` or ``stringformat``.
USE_THOUSAND_SEPARATOR = True

# One folder per owner of texts; see docs/development.md.
LOCALE_PATHS = sorted(path for path in (PROJECT_ROOT / "locale").glob("*") if path.is_dir())
