"""Application configuration of plans, projects and land."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Strategies, plans, planning, land, projects and tenders (rows 8 to 14)."""

    name = "commune_site.plans"
    label = "plans"
    verbose_name = _("Plans, projects, land")

    def ready(self) -> None:
        """Tell the other rooms what belongs to whom and how lists look."""
        from commune_site.page_types import PageType, register_page_type
        from commune_site.plans import models
        from commune_site.plans.listings import LISTINGS
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        for model in (
            models.LandFigures,
            models.Milestone,
            models.PlanFigures,
            models.PlanTarget,
            models.PlanningMap,
        ):
            register_ownership(model, ByPagePath("page__path"))
        for name, (label, listing) in LISTINGS.items():
            register_page_type(PageType(name, label, listing=listing()))
