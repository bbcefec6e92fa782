"""Inserts page trees in bulk: path arithmetic instead of one ``add_child`` per page.

Stock insertion costs about 29 queries a page (path, slug, revision, log, reference and search
index). Here a whole tree takes a handful of statements, whatever its size; docs/benchmarks.md
has the figures.
"""

import uuid
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, models, router
from django.utils import timezone
from treebeard.mp_tree import MP_Node
from wagtail.models import Collection, Locale, Page
from wagtail.search.backends import get_search_backends

from commune_site.events import pages_inserted
from commune_site.models import PortalPage
from portal_network.provisioning.blueprint import PageBlueprint
from search.pages import index_pages

# Parameters that one statement may carry on every database that we support.
KEYS_PER_QUERY = 500


def page_model(label: str) -> type[PortalPage]:
    """Return the page type with this label: ``commune_site.SectionPage``."""
    return apps.get_model(label)


def child_path(parent_path: str, position: int) -> str:
    """Return the materialised path of the child at ``position`` (from 1) below ``parent_path``."""
    return Page._get_path(parent_path, len(parent_path) // Page.steplen + 1, position)


def next_child_position(parent: MP_Node, model: type[MP_Node]) -> int:
    """Return the position after the last child of ``parent``, asked of the database.

    The parent's own ``numchild`` may be older than its children.
    """
    last = _children_of(parent, model).order_by("-path").values_list("path", flat=True).first()
    return _position(last, model) + 1 if last else 1


def _children_of(parent: MP_Node, model: type[MP_Node]) -> models.QuerySet:
    # A range of paths is read from the index; SQLite reads the whole table for a prefix.
    return model.objects.filter(
        depth=parent.depth + 1, path__range=model._get_children_path_interval(parent.path)
    )


def _position(path: str, model: type[MP_Node]) -> int:
    return model._str2int(path[-model.steplen :])


@dataclass
class _Children:
    """What a new child must not collide with: the positions and slugs taken below one parent."""

    last_position: int = 0
    slugs: set[str] = field(default_factory=set)
    added: int = 0

    @classmethod
    def of(cls, parent: Page) -> "_Children":
        """Read what is below ``parent``; a parent that is new itself has nothing."""
        children = cls()
        if parent.pk is not None:
            rows = _children_of(parent, Page).values_list("path", "slug")
            for path, slug in rows:
                children.last_position = max(children.last_position, _position(path, Page))
                children.slugs.add(slug)
        return children

    def take_slug(self, wanted: str) -> str:
        """Return a free slug like ``wanted``: an editor's own page may bear it already."""
        slug, number = wanted, 1
        while slug in self.slugs:
            number += 1
            slug = f"{wanted}-{number}"
        self.slugs.add(slug)
        return slug

    def take_position(self) -> int:
        """Return the next free position (from 1)."""
        self.last_position += 1
        self.added += 1
        return self.last_position


@lru_cache(maxsize=1024)
def _pattern(blueprint: PageBlueprint) -> PortalPage:
    """Return a page to copy: making one afresh takes ten times as long, for all its fields."""
    return page_model(blueprint.model)(
        title=blueprint.title,
        slug=blueprint.slug,
        section=blueprint.section,
        summary=blueprint.summary,
        registry_key=blueprint.key,
        show_in_menus=blueprint.in_menu is not None,
    )


class TreeInserter:
    """Collects the pages of one authority and writes them with one statement per table.

    ``existing`` maps blueprint keys to pages that are there already; they serve as parents.
    """

    def __init__(
        self,
        existing: dict[str, Page],
        *,
        province_code: str,
        commune_code: str | None,
        locale: Locale,
    ) -> None:
        self.by_key: dict[str, Page] = dict(existing)
        self.province_code = province_code
        self.commune_code = commune_code
        self.locale = locale
        self.new: list[PortalPage] = []
        self._children: dict[str, _Children] = {}

    def add(self, blueprint: PageBlueprint, parent: Page, title: str, slug: str) -> PortalPage:
        """Add one page below ``parent``, which was added before or is in the database."""
        page = copy(_pattern(blueprint))
        page.translation_key = uuid.uuid4()
        page.title, page.slug = title, slug
        return self.place(page, parent)

    def place(self, page: PortalPage, parent: Page) -> PortalPage:
        """Give a new page its place below ``parent`` and publish it."""
        now = timezone.now()
        if parent.path not in self._children:
            self._children[parent.path] = _Children.of(parent)
        siblings = self._children[parent.path]
        page.slug = siblings.take_slug(page.slug)
        page.draft_title = page.title
        page.province_id = self.province_code
        page.commune_id = self.commune_code
        page.locale_id = self.locale.pk
        page.content_type_id = ContentType.objects.get_for_model(type(page)).pk
        page.path = child_path(parent.path, siblings.take_position())
        page.depth = parent.depth + 1
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.live = True
        page.has_unpublished_changes = False
        page.first_published_at = page.last_published_at = now
        self.by_key[page.registry_key] = page
        self.new.append(page)
        return page

    def write(self) -> list[PortalPage]:
        """Write all pages added so far and return them with their keys."""
        if not self.new:
            return []
        in_memory = {page.path: page for page in self.new}
        for path, children in self._children.items():
            if path in in_memory:
                in_memory[path].numchild += children.added
            else:
                Page.objects.filter(path=path).update(
                    numchild=models.F("numchild") + children.added
                )
        insert_pages(self.new)
        return self.new


def insert_pages(pages: Sequence[PortalPage]) -> None:
    """Insert pages of any type whose tree fields are set; give them their keys.

    One statement per table of the inheritance chain, run for all rows: Django has no public call
    for this, as ``bulk_create`` refuses inherited models.
    """
    for page in pages:
        page.describe_itself()
    _insert_rows(Page, pages)
    keys = _keys_by_path([page.path for page in pages])
    for page in pages:
        page.pk = page.page_ptr_id = page.id = keys[page.path]
    _insert_rows(PortalPage, pages)
    by_model: dict[type[PortalPage], list[PortalPage]] = {}
    for page in pages:
        by_model.setdefault(type(page), []).append(page)
    for model, rows in by_model.items():
        _insert_rows(model, rows)
        for page in rows:
            page._state.adding = False
            page._state.db = router.db_for_write(model)
        pages_inserted.send(model, pages=rows)


def _insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert the columns that ``model`` itself adds to its parents; the database makes its keys.

    Django's own insert weighs every value anew as a possible expression, at twice the cost.
    """
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField)
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"
    values = [
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _keys_by_path(paths: Sequence[str]) -> dict[str, int]:
    """Return the keys of pages by their paths."""
    keys: dict[str, int] = {}
    for start in range(0, len(paths), KEYS_PER_QUERY):
        wanted = Page.objects.filter(path__in=paths[start : start + KEYS_PER_QUERY])
        keys.update(wanted.values_list("path", "pk"))
    return keys


def append_collection(parent: Collection, name: str) -> Collection:
    """Add a collection after its last sibling.

    ``add_child`` would sort it in by name, which moves the paths of all siblings behind it.
    """
    depth, position = parent.depth + 1, next_child_position(parent, Collection)
    collection = Collection(
        name=name, depth=depth, path=Collection._get_path(parent.path, depth, position)
    )
    collection.save(force_insert=True)
    Collection.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + 1)
    return collection


def index_objects(objects: Sequence[models.Model]) -> None:
    """Let pages, images or files be found, all objects of a type together.

    Pages by the room of search alone (``search_auto_update``).
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for found in objects:
        if getattr(found, "search_auto_update", True):
            by_model.setdefault(type(found), []).append(found)
    for backend in get_search_backends(with_auto_update=True):
        for model, rows in by_model.items():
            backend.add_bulk(model, rows)
    index_pages(objects)


def refresh_statistics() -> None:
    """Have PostgreSQL count its rows now instead of when it finds the time.

    Until then it plans by the empty tables of before, and a list of a site takes minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
