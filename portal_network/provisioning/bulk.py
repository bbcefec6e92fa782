"""Inserts page trees in bulk: path arithmetic instead of one ``add_child`` per page.

Stock insertion costs about 29 queries a page (path, slug, revision, log, reference and search
index); a tree of 61 pages took 1.1 s. Here a whole tree takes a handful of statements, whatever
its size (SCALING, fault 12).
"""

from collections.abc import Sequence

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router
from django.db.models import sql
from django.utils import timezone
from treebeard.mp_tree import MP_Node
from wagtail.models import Collection, Locale, Page
from wagtail.search.backends import get_search_backends

from commune_site.models import PortalPage
from portal_network.provisioning.blueprint import PageBlueprint


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
    children = model.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    last = children.order_by("-path").values_list("path", flat=True).first()
    return model._str2int(last[-model.steplen :]) + 1 if last else 1


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
        self._children_added: dict[str, int] = {}
        self._next_position: dict[str, int] = {}

    def add(self, blueprint: PageBlueprint, parent: Page, title: str, slug: str) -> PortalPage:
        """Add one page below ``parent``, which was added before or is in the database."""
        page = page_model(blueprint.model)(
            title=title,
            slug=slug,
            section=blueprint.section,
            summary=blueprint.summary,
            registry_key=blueprint.key,
            show_in_menus=blueprint.in_menu is not None,
        )
        return self.place(page, parent)

    def place(self, page: PortalPage, parent: Page) -> PortalPage:
        """Give a new page its place below ``parent`` and publish it; its slug must be free there."""
        now = timezone.now()
        page.draft_title = page.title
        page.province_id = self.province_code
        page.commune_id = self.commune_code
        page.locale = self.locale
        page.content_type = ContentType.objects.get_for_model(type(page))
        page.path = child_path(parent.path, self._position_below(parent))
        page.depth = parent.depth + 1
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.live = True
        page.has_unpublished_changes = False
        page.first_published_at = page.last_published_at = now
        self.by_key[page.registry_key] = page
        self.new.append(page)
        self._children_added[parent.path] = self._children_added.get(parent.path, 0) + 1
        return page

    def write(self) -> list[PortalPage]:
        """Write all pages added so far and return them with their keys."""
        if not self.new:
            return []
        in_memory = {page.path: page for page in self.new}
        for path, count in self._children_added.items():
            if path in in_memory:
                in_memory[path].numchild += count
            else:
                Page.objects.filter(path=path).update(numchild=models.F("numchild") + count)
        insert_pages(self.new)
        return self.new

    def _position_below(self, parent: Page) -> int:
        path = parent.path
        if path not in self._next_position:
            is_new = parent.pk is None
            self._next_position[path] = 1 if is_new else next_child_position(parent, Page)
        position = self._next_position[path]
        self._next_position[path] += 1
        return position


def insert_pages(pages: Sequence[PortalPage]) -> None:
    """Insert pages of any type whose tree fields are set; give them their keys.

    The rows of ``wagtailcore_page`` go in with ``bulk_create``, which returns the keys; then one
    insert per table of the inheritance chain. Django has no public call for the second step, as
    ``bulk_create`` refuses inherited models.
    """
    base_fields = [field.attname for field in Page._meta.concrete_fields]
    base_rows = [
        Page(**{name: getattr(page, name) for name in base_fields if name != "id"})
        for page in pages
    ]
    Page.objects.bulk_create(base_rows, batch_size=500)
    for page, row in zip(pages, base_rows, strict=True):
        page.pk = page.page_ptr_id = page.id = row.pk
        page.describe_itself()
    _insert_rows(PortalPage, pages)
    by_model: dict[type[PortalPage], list[PortalPage]] = {}
    for page in pages:
        by_model.setdefault(type(page), []).append(page)
    for model, rows in by_model.items():
        _insert_rows(model, rows)
        for page in rows:
            page._state.adding = False
            page._state.db = router.db_for_write(model)


def _insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert the columns that ``model`` itself adds to its parents."""
    using = router.db_for_write(model)
    connection = connections[using]
    fields = model._meta.local_concrete_fields
    size = connection.ops.bulk_batch_size(fields, rows) or len(rows)
    for start in range(0, len(rows), size):
        query = sql.InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=False)
        query.get_compiler(connection=connection).execute_sql()


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
    """Put pages, images or files into every search index, all objects of a type together."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for found in objects:
        by_model.setdefault(type(found), []).append(found)
    for backend in get_search_backends(with_auto_update=True):
        for model, rows in by_model.items():
            backend.add_bulk(model, rows)
