"""The forms of procedures as files: public while a procedure names one by its title."""

from django.core.cache import cache
from django.db.models import Count, Max
from wagtail.documents.models import AbstractDocument

from commune_site.procedures.models import Procedure
from commune_site.procedures.models.catalogue import ProcedureQuerySet
from portal_network.tenancy.directory import Tenant, directory

REMEMBERED_SECONDS = 24 * 3600


def is_form_of_procedure(document: AbstractDocument, owner: Tenant) -> bool:
    """Tell whether a current procedure of the province names the file as a form.

    One query; two after the catalogue has changed.
    """
    province = directory.province(owner.province_code)
    if document.collection_id not in {owner.collection_id, province and province.collection_id}:
        return False
    return document.title in _titles(
        Procedure.everywhere.of_province(owner.province_code).current()
    )


def _titles(procedures: ProcedureQuerySet) -> frozenset[str]:
    """Return the titles of the forms of these procedures, remembered until one of them changes."""
    state = procedures.aggregate(Max("province"), Count("pk"), Max("pk"), Max("changed_at"))
    if (newest := state["changed_at__max"]) is None:
        return frozenset()
    numbers = (state["province__max"], state["pk__count"], state["pk__max"], newest.timestamp())
    key = f"form-titles:{':'.join(map(str, numbers))}"
    titles = cache.get(key)
    if titles is None:
        titles = frozenset(
            part["form"]
            for dossier in procedures.values_list("record__dossier", flat=True).iterator()
            for case in dossier or ()
            for part in case.get("parts", ())
            if part.get("form")
        )
        cache.set(key, titles, REMEMBERED_SECONDS)
    return titles
