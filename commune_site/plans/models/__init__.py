"""Models of plans, projects and land."""

from commune_site.plans.models.land import LandFigures, LandRecoveryPage
from commune_site.plans.models.planning import PlanningMap, PlanningPage
from commune_site.plans.models.plans import PlanFigures, PlanPage, PlanTarget
from commune_site.plans.models.projects import Milestone, ProjectPage
from commune_site.plans.models.tenders import TenderPage

__all__ = [
    "LandFigures",
    "LandRecoveryPage",
    "Milestone",
    "PlanFigures",
    "PlanPage",
    "PlanTarget",
    "PlanningMap",
    "PlanningPage",
    "ProjectPage",
    "TenderPage",
]
