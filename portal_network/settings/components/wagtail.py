"""Wagtail, its search, menus and media models."""

from portal_network.settings.environment import env

WAGTAIL_SITE_NAME = "Mạng lưới cổng thông tin điện tử"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://localhost:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"

# To make a link of a pasted address Wagtail would look through all sites.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""

WAGTAILIMAGES_IMAGE_MODEL = "commune_site.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "commune_site.picture_forms.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "documents.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "documents.forms.PortalDocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "ppt", "pptx", "txt", "csv", "zip",
    "mp4", "webm", "mp3", "m4a", "ogg", "vtt",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("FILE_MAX_MEGABYTES", default=200) * 1024 * 1024
WAGTAILEMBEDS_FINDERS = []
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "commune_site.rich_text.RichTextEditor"}}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends.database"}}

# wagtailmenus derives the page of the current section with one query for every page below this
# depth; our navigation does not need it.
WAGTAILMENUS_SECTION_ROOT_DEPTH = 255

WAGTAILMENUS_MAIN_MENUS_ADMIN_CLASS = "portal_network.tenancy.screens.menus.OwnMainMenuViewSet"
# The design has no place for further menus.
WAGTAILMENUS_FLAT_MENUS_EDITABLE_IN_WAGTAILADMIN = False

SILENCED_SYSTEM_CHECKS = [
    # wagtailmenus 4.2 still names its panels as pages do; its forms work all the same.
    "wagtailadmin.W002",
    # The editor shows its preview in a frame of the same host.
    "security.W019",
]

TAGGIT_CASE_INSENSITIVE = True
