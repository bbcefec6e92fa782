"""Application configuration of the room of editing comfort."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """What makes writing easy for an officer: a checklist, texts from Word, outlines to begin."""

    name = "commune_site.editing"
    label = "editing"
    verbose_name = _("Editing")

    def ready(self) -> None:
        """Let new pages begin with outlines, and look for what these left to be written."""
        from wagtail.signals import init_new_page

        from commune_site.editing.outlines import checks  # noqa: F401
        from commune_site.editing.outlines.filling import begin_new_page

        init_new_page.connect(begin_new_page, dispatch_uid="editing_outlines")
