"""Work behind the request: in a thread of the same process, or by ``manage.py work``."""

from portal_network.settings.components.apps import INSTALLED_APPS
from portal_network.settings.environment import env

TASKS = {
    # Wagtail's own, which are quick and on whose end the public counts.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "portal_network.delivery.background.ThreadBackend"},
}
if env.bool("TASKS_IN_DATABASE", default=False):
    TASKS["background"] = {"BACKEND": "django_tasks_db.DatabaseBackend"}
    INSTALLED_APPS += ["django_tasks_db"]
