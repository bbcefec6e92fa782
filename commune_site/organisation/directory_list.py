"""The directory: posts by unit, found by words with or without marks, and who held them before."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest

from commune_site.organisation.models import Appointment
from commune_site.organisation.queries import Organisation, UnitNode, found_by
from commune_site.pagination import paginate
from search.text import clean_query, fold

WORDS_PARAMETER = "tu-khoa"
UNIT_PARAMETER = "don-vi"
PAGE_SIZE = 60
MOST_FORMER = 200


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """The posts of one unit."""

    node: UnitNode
    posts: list[Appointment]


def directory_context(organisation: Organisation, request: HttpRequest) -> dict:
    """Return the posts that fit words and unit, by unit, and the former holders that fit.

    Raises:
        Http404: the number of the page does not exist.
    """
    words = clean_query(request.GET.get(WORDS_PARAMETER, ""))
    folded = fold(words)
    chosen = request.GET.get(UNIT_PARAMETER, "")

    def fits(post: Appointment) -> bool:
        node = organisation.nodes[post.unit_id]
        return (not chosen or node.unit.slug == chosen) and found_by(folded, post, node.unit.name)

    found = [post for post in organisation.current if fits(post)]
    pager = paginate(request, found, PAGE_SIZE, len(found))
    groups = [
        DirectoryGroup(organisation.nodes[key], list(posts))
        for key, posts in groupby(pager.items, key=lambda post: post.unit_id)
    ]
    former = [post for post in organisation.former if fits(post)]
    return {
        "pager": pager,
        "groups": groups,
        "former": organisation.with_units(former[:MOST_FORMER]),
        "words": words,
        "chosen_unit": chosen,
        "is_narrowed": bool(words or chosen),
        "unit_choices": _units_with_posts(organisation),
    }


def _units_with_posts(organisation: Organisation) -> list[tuple[str, str]]:
    keys = dict.fromkeys(post.unit_id for post in organisation.current)
    units = [organisation.nodes[key].unit for key in keys]
    return [(unit.slug, unit.name) for unit in units]
