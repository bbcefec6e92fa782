"""The grounds that a document names, as relations that an officer confirms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from documents.intake.reading.citations import Citation, read_citation
from documents.models import DocumentRelation, LegalDocumentPage, RelationKind
from documents.record.levels import issuer_key
from documents.record.numbers import number_key
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Basis:
    """One ground: where it stands, what it cites, and the document itself where it is known."""

    key: str
    passage: str
    page: int
    citation: Citation
    target: LegalDocumentPage | None = None

    def relation(self) -> DocumentRelation:
        """Return the unsaved relation; what is not in the library is cited."""
        row = DocumentRelation(kind=RelationKind.BASED_ON, target=self.target)
        if self.target is None:
            cited = self.citation
            row.cited_number, row.cited_on = _fitting("cited_number", cited.number), cited.issued_on
            row.cited_title = _fitting("cited_title", cited.title)
            row.cited_issuer = _fitting("cited_issuer", cited.issuer)
        return row

    @property
    def words(self) -> str:
        """Return it as citations are written."""
        return self.relation().words


def bases_of(proposals: Iterable[dict], tenant: Tenant) -> list[Basis]:
    """Return the grounds among proposals that are documents, each once; one query.

    A document is known where the place's own library, or the public one of its province, has
    exactly one with this number and date.
    """
    found: dict[Citation, dict] = {}
    for proposal in proposals:
        if citation := read_citation(proposal["value"]):
            found.setdefault(citation, proposal)
    documents = _documents_with([citation.number for citation in found], tenant)
    return [
        Basis(
            key=str(at), passage=proposal["passage"], page=proposal["page"], citation=citation,
            target=_meant(citation, documents),
        )
        for at, (citation, proposal) in enumerate(found.items())
    ]  # fmt: skip


def _documents_with(numbers: Sequence[str], tenant: Tenant) -> list[LegalDocumentPage]:
    keys = {number_key(number) for number in numbers} - {""}
    if not keys:
        return []
    places = Q(place_code=tenant.code) | Q(place_code=tenant.province_code, live=True)
    rows = LegalDocumentPage.everywhere.filter(places, number_key__in=keys)
    return list(rows.defer_streamfields().order_by("pk"))


def _meant(citation: Citation, documents: Iterable[LegalDocumentPage]) -> LegalDocumentPage | None:
    key, issuer = number_key(citation.number), issuer_key(citation.issuer)
    meant = [
        page
        for page in documents
        if key and (page.number_key, page.issued_on) == (key, citation.issued_on)
    ]
    if len(meant) > 1:
        # Bodies of the province and of the commune may number alike on one day.
        meant = [page for page in meant if issuer and page.issuer_slug.startswith(issuer)]
    return meant[0] if len(meant) == 1 else None


def _fitting(name: str, text: str) -> str:
    longest = DocumentRelation._meta.get_field(name).max_length
    return text if len(text) <= longest else f"{text[: longest - 2].rstrip()} …"
