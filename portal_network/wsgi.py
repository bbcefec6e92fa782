"""WSGI entry point: kept pages in front, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal_network.settings.dev")

django_application = get_wsgi_application()

# Needs the settings, and the apps that the line above has loaded.
from portal_network.delivery.page_cache.front import KeptPages  # noqa: E402

application = KeptPages(django_application)
