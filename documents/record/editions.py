"""Editions: what a published document says otherwise than before, told in public (R58, R70)."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Max, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

# What readers rely on. The text is compared as well, but its change is only named.
FACTS = (
    "title", "summary", "number", "document_type", "document_kind", "issuer", "place", "issued_on",
    "effective_on", "expired_on", "effect_stated", "effect_note", "signatory", "signatory_post",
    "signing_form",
)  # fmt: skip
FILES, RELATIONS, TEXT = "attachments", "relations", "full_text"
FIRST_CHANGED_EDITION = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says, as shown: facts, files, relations; and its text."""

    facts: tuple[tuple[str, str], ...]
    text: str

    def changes_from(self, before: "Statement") -> list[dict[str, str]]:
        """Return what differs, one object per fact; the words of a text are not repeated."""
        changes = [
            {"name": name, "before": old, "after": new}
            for (name, new), (_name, old) in zip(self.facts, before.facts, strict=True)
            if new != old
        ]
        if self.text != before.text:
            changes.append({"name": TEXT, "before": "", "after": ""})
        return changes


def statement_of(page) -> Statement:
    """Return what a page says with the rows that it has, saved or not; four queries at most."""
    facts = [(name, _shown(page, name)) for name in FACTS]
    rows = [
        (FILES, "; ".join(sorted(_named_files(page)))),
        (RELATIONS, "; ".join(sorted(_named_relations(page)))),
    ]
    return Statement((*facts, *rows), page.full_text or "")


def _named_files(page) -> list[str]:
    """Return title and number of each file, so that another file of the same name is a change."""
    rows = [row for row in page.attachments.all() if row.document_id]
    files = get_document_model().everywhere.filter(pk__in=[row.document_id for row in rows])
    titles = dict(files.values_list("pk", "title")) if rows else {}
    return [f"{row.title or titles.get(row.document_id, '')} (#{row.document_id})" for row in rows]


def _named_relations(page) -> list[str]:
    rows = list(page.relations.all())
    chosen = [row.target_id for row in rows if row.target_id]
    documents = apps.get_model("documents", "LegalDocumentPage").everywhere
    targets = documents.in_bulk(chosen) if chosen else {}
    return [
        f"{row.get_kind_display()}: "
        + (targets[row.target_id].citation if row.target_id in targets else row.cited_words)
        for row in rows
    ]


def _shown(page, name: str) -> str:
    value = getattr(page, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    label = getattr(page, f"get_{name}_display", None)
    return str(label() if label and value else value or "")


def published_statement(page) -> Statement | None:
    """Return what the public reads, or read last; None for what was never public.

    Drafts live in revisions alone: the row of a page that was taken down is what stood there.
    """
    if page.pk is None:
        return None
    was_public = Q(live=True) | Q(first_published_at__isnull=False)
    published = type(page).everywhere.filter(was_public, pk=page.pk).first()
    return statement_of(published) if published else None


def record_edition(page, changes: list[dict[str, str]], reason: str) -> None:
    """Keep what has changed in public; the first edition is the page as it first appeared."""
    editions = apps.get_model("documents", "DocumentEdition").everywhere
    last = editions.filter(page_id=page.pk).aggregate(last=Max("number"))["last"]
    editions.create(
        page_id=page.pk,
        number=(last or FIRST_CHANGED_EDITION - 1) + 1,
        reason=reason,
        changes=changes,
    )


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One fact that changed, by its name in plain words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """One edition as the page shows it."""

    number: int
    published_at: object
    reason: str
    changes: tuple[ShownChange, ...]


def editions_of(page) -> list[ShownEdition]:
    """Return the editions after the first one, the newest first; one query."""
    if page.pk is None:
        return []
    rows = apps.get_model("documents", "DocumentEdition").everywhere.filter(page_id=page.pk)
    return [
        ShownEdition(
            row.number,
            row.published_at,
            row.reason,
            tuple(
                ShownChange(_label(page, change["name"]), change["before"], change["after"])
                for change in row.changes
            ),
        )
        for row in rows.order_by("-number")
    ]


def _label(page, name: str) -> str:
    if name == FILES:
        return _("Attached files")
    if name == RELATIONS:
        return _("Relations to other documents")
    return capfirst(str(page._meta.get_field(name).verbose_name))
