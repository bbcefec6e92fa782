"""Application configuration of the room of administrative procedures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    """One catalogue of procedures per province, with the local notes of its communes."""

    name = "commune_site.procedures"
    label = "procedures"
    verbose_name = _("Administrative procedures")

    def ready(self) -> None:
        from commune_site.presentations import register_presentation
        from commune_site.procedures import finding, ownership
        from commune_site.procedures.form_files import is_form_of_procedure
        from commune_site.procedures.presentations import (
            TEMPLATE,
            OnlineServices,
            ProcedureCatalogue,
        )
        from commune_site.public_files import register_public_use
        from search.entries import register_entry_source

        ownership.register_rules()
        register_entry_source(finding.SOURCE)
        register_public_use("forms", is_form_of_procedure)
        register_presentation(ProcedureCatalogue("procedures", TEMPLATE))
        register_presentation(OnlineServices("online-services", TEMPLATE))
