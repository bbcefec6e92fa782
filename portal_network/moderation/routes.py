"""Which route a text takes and how long each stage has: asked once, when it is submitted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from portal_network.moderation.models.rules import ApprovalRule, Probation, Route


@dataclass(frozen=True, slots=True)
class Terms:
    """A route with its deadlines in working days."""

    route: Route
    commune_days: int = 2
    province_days: int = 3

    @property
    def needs_province(self) -> bool:
        """Tell whether nobody of a commune can publish by themselves."""
        return self.route != Route.COMMUNE


# Where no rule of the province says otherwise.
OF_COMMUNES = Terms(Route.COMMUNE)
OF_PROVINCES = Terms(Route.PROVINCE)


def terms_of(
    *, province_id: str, commune_id: str | None, section: str, today: date | None = None
) -> Terms:
    """Return how texts of a section are approved here; two queries at most."""
    if commune_id is None:
        return OF_PROVINCES
    terms = _ruled_terms(province_id, commune_id, section)
    if terms.route == Route.COMMUNE and is_on_probation(commune_id, today):
        return Terms(Route.COMMUNE_THEN_PROVINCE, terms.commune_days, terms.province_days)
    return terms


def is_on_probation(commune_id: str, today: date | None = None) -> bool:
    """Tell whether everything of a commune passes through the province on this day."""
    today = today or timezone.localdate()
    return Probation.everywhere.filter(
        Q(until__isnull=True) | Q(until__gte=today), commune=commune_id, since__lte=today
    ).exists()


def _ruled_terms(province_id: str, commune_id: str, section: str) -> Terms:
    rules = ApprovalRule.everywhere.filter(
        Q(commune=commune_id) | Q(commune__isnull=True),
        province=province_id,
        section__in={section, ""},
    )
    best = max(rules, key=lambda rule: (bool(rule.commune_id), bool(rule.section)), default=None)
    if best is None:
        return OF_COMMUNES
    return Terms(Route(best.route), best.commune_days, best.province_days)
