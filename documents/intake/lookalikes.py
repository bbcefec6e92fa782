"""What the library, or the files that wait, hold already of a document that is to be posted."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import IntakeItem, LegalDocumentPage
from documents.record.duplicates import documents_like, files_like
from documents.record.numbers import number_key

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another record; ``key`` tells it from others, ``url`` leads to where it is worked on."""

    key: str
    title: str
    why: str
    state: str
    url: str


def lookalikes(
    item: IntakeItem, *, number: str, issuer: str, issued_on: date | None
) -> list[Lookalike]:
    """Return what looks like the document of a waiting file; four queries at most."""
    files = files_like([item.document])
    pages = documents_like(
        item.parent.tenant.code, number=number, issuer=issuer, issued_on=issued_on, files=files
    )
    pages = pages.order_by("-live", "pk")[:MOST_NAMED]
    found = [_of_page(page, number, issued_on) for page in pages]
    waiting = IntakeItem.everywhere.filter(document__in=files).exclude(pk=item.pk)
    waiting = waiting.select_related("document").order_by("pk")
    return found + [_of_item(other) for other in waiting[:MOST_NAMED]]


def _of_page(page: LegalDocumentPage, number: str, issued_on: date | None) -> Lookalike:
    has_number = page.number_key == number_key(number) and page.issued_on == issued_on
    is_named = has_number and bool(page.number_key)
    return Lookalike(
        key=f"page-{page.pk}",
        title=f"{page.citation}: {page.title}",
        why=_("the same number, issuing body and date") if is_named else _("the same file"),
        state=_("public") if page.live else _("not public yet"),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )


def _of_item(item: IntakeItem) -> Lookalike:
    return Lookalike(
        key=f"item-{item.pk}",
        title=item.document.title,
        why=_("the same file"),
        state=_("waits to be confirmed"),
        url=reverse("intake_confirm", args=[item.pk]),
    )
