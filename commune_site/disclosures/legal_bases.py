"""The articles that demand a disclosure, as the registry of sections has them."""

from commune_site.sections import UnknownSection, get_registry
from commune_site.sections.model import PROFILES

# The decree that was in force before is a basis of programmes begun before, not of a disclosure.
_LIVE = ("L10_2022", "TCTT", "ND224")


def legal_bases(section: str) -> list[str]:
    """Return "law: articles" for each law that demands the section; none outside the registry."""
    try:
        found = get_registry().get(section)
    except UnknownSection:
        return []
    cited = [
        f"{PROFILES[key]}: {', '.join(found.bases[key])}" for key in _LIVE if key in found.bases
    ]
    return [*cited, *found.other_bases]
