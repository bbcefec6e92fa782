"""What public pages ask of units and people: two queries, whatever a page shows of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone

from commune_site.organisation.models import Appointment, Unit
from commune_site.templatetags.portal_ui import vietnamese_key
from portal_network.tenancy.directory import Tenant
from search.text import fold

_KIND_ORDER = {"council": 0, "leadership": 1}


@dataclass(slots=True)
class UnitNode:
    """A unit with what stands below it and who works in it today."""

    unit: Unit
    children: list["UnitNode"] = field(default_factory=list)
    posts: list[Appointment] = field(default_factory=list)

    @property
    def head(self) -> Appointment | None:
        """Return the post of the head; None while nobody holds it."""
        return next((post for post in self.posts if post.is_head), None)

    def walk(self) -> Iterable["UnitNode"]:
        """Yield this unit and all below it, as the chart reads."""
        yield self
        for child in self.children:
            yield from child.walk()


class Organisation:
    """The published units and people of one site as they are today.

    Former holders keep name, post and period; nothing else of them leaves this class (R83).
    """

    def __init__(self, tenant: Tenant, today: date | None = None) -> None:
        self.tenant = tenant
        self.today = today or timezone.localdate()

    @cached_property
    def nodes(self) -> dict[int, UnitNode]:
        """Return all units by key, tied together."""
        units = Unit.objects.of_tenant(self.tenant).public().select_related("decision_page")
        nodes = {unit.pk: UnitNode(unit) for unit in sorted(units, key=_unit_key)}
        for post in self._posts:
            if post.is_current(self.today) and post.unit_id in nodes:
                nodes[post.unit_id].posts.append(post)
        for node in nodes.values():
            node.posts.sort(key=_post_key)
            parent = nodes.get(node.unit.parent_id)
            if parent is not None:
                parent.children.append(node)
        return nodes

    @cached_property
    def _posts(self) -> list[Appointment]:
        rows = Appointment.objects.filter(
            person__live=True,
            person__province_id=self.tenant.province_code,
            person__commune_id=self.tenant.code if self.tenant.is_commune else None,
        )
        return list(rows.select_related("person"))

    @cached_property
    def roots(self) -> list[UnitNode]:
        """Return the units at the top; one whose parent is not public stands there, too."""
        return [
            node
            for node in self.nodes.values()
            if node.unit.parent_id not in self.nodes and not node.unit.is_village
        ]

    @cached_property
    def villages(self) -> list[UnitNode]:
        """Return villages and residential groups in the order of names."""
        found = [node for node in self.nodes.values() if node.unit.is_village]
        return sorted(found, key=lambda node: (node.unit.position, _natural(node.unit.name)))

    @cached_property
    def current(self) -> list[Appointment]:
        """Return the posts held today, as the chart reads, villages last."""
        ordered = [node for root in self.roots for node in root.walk()]
        seen = {node.unit.pk for node in ordered}
        ordered += [node for node in self.villages if node.unit.pk not in seen]
        return [post for node in ordered for post in node.posts]

    @cached_property
    def leaders(self) -> list[Appointment]:
        """Return the posts of today's leaders, each person once, with the first post."""
        first: dict[int, Appointment] = {}
        for post in sorted((row for row in self.current if row.is_leader), key=_post_key):
            first.setdefault(post.person_id, post)
        return list(first.values())

    @cached_property
    def former(self) -> list[Appointment]:
        """Return the posts that were given up, newest first."""
        over = [
            post for post in self._posts if post.is_over(self.today) and post.unit_id in self.nodes
        ]
        return sorted(over, key=lambda post: (post.until, post.pk), reverse=True)

    @property
    def spokespeople(self) -> list[Appointment]:
        """Return who speaks for the authority today."""
        return [post for post in self.current if post.is_spokesperson]

    def with_units(self, posts: Iterable[Appointment]) -> list[tuple[Appointment, str]]:
        """Return posts with the names of their units."""
        return [(post, self.nodes[post.unit_id].unit.name) for post in posts]

    def unit_by_slug(self, slug: str) -> UnitNode | None:
        """Return the unit with this address."""
        return next((node for node in self.nodes.values() if node.unit.slug == slug), None)

    def leader_by_slug(self, slug: str) -> list[Appointment]:
        """Return all posts held today by the leader with this address; nothing for others."""
        leads = {post.person_id for post in self.leaders if post.person.slug == slug}
        return [post for post in self.current if post.person_id in leads]


def found_by(words: str, post: Appointment, unit_name: str) -> bool:
    """Tell whether every folded word stands in name, post or unit, with or without marks."""
    text = fold(f"{post.person.name} {post.post} {unit_name}")
    return all(word in text for word in words.split())


def _unit_key(unit: Unit) -> tuple:
    return (_KIND_ORDER.get(unit.kind, 2), unit.position, vietnamese_key(unit.name), unit.pk)


def _post_key(post: Appointment) -> tuple:
    return (not post.is_head, post.position, vietnamese_key(post.person.name), post.pk)


def _natural(name: str) -> tuple:
    """Return a key by which “Thôn 2” comes before “Thôn 10”."""
    return tuple(
        (0, int(word), "") if word.isascii() and word.isdecimal() else (1, 0, fold(word))
        for word in name.split()
    )
