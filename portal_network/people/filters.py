"""Filters of the list of people; their choices never leave the mandate."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal_network.accounts.models import User
from portal_network.people.mandates import Mandate
from portal_network.tenancy.models import Commune, Province, Role


class PeopleFilterSet(WagtailFilterSet):
    """By province, commune and role.

    With the mandate for everything, communes are offered once a province is chosen: 3,321 choices
    would be no help and a heavy page.
    """

    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Role.choices, method="with_role", empty_label=_("All roles")
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, data=None, *args, mandate: Mandate, **kwargs) -> None:
        super().__init__(data, *args, **kwargs)
        self.mandate = mandate
        provinces = mandate.provinces_within()
        communes = mandate.communes_within()
        chosen = (data or {}).get("province", "")
        if mandate.is_everything:
            communes = communes.filter(province=chosen) if chosen else communes.none()
        if mandate.is_everything or mandate.provinces:
            self._offer("province", Province, provinces, _("Province"), self.in_province)
        if mandate.only_place() is None and communes.exists():
            self._offer("commune", Commune, communes, _("Commune"), self.in_commune)

    def _offer(self, name: str, model, rows: QuerySet, label: str, method) -> None:
        self.filters[name] = django_filters.ModelChoiceFilter(
            queryset=rows, label=label, method=method, empty_label=_("All")
        )
        self.filters[name].parent = self
        self.filters[name].model = model

    def with_role(self, people: QuerySet, name: str, role: str) -> QuerySet:
        """Keep those who hold the role somewhere within the mandate."""
        return people.filter(pk__in=self._holders(role=role))

    def in_province(self, people: QuerySet, name: str, province: Province) -> QuerySet:
        """Keep those who work for the province itself or for one of its communes."""
        for_itself = self._holders(province=province)
        return people.filter(pk__in=for_itself | self._holders(commune__province=province))

    def in_commune(self, people: QuerySet, name: str, commune: Commune) -> QuerySet:
        """Keep those who work for the commune."""
        return people.filter(pk__in=self._holders(commune=commune))

    def _holders(self, **conditions) -> QuerySet:
        return self.mandate.memberships().filter(**conditions).values("user_id")
