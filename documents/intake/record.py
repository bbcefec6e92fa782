"""Puts together what a document states about itself."""

from documents.intake.layout import DocumentText
from documents.intake.proposals import ProposedRecord
from documents.intake.reading.effect import effect, legal_bases
from documents.intake.reading.letterhead import read_letterhead
from documents.intake.reading.signing import read_signature


def propose_record(document: DocumentText) -> ProposedRecord:
    """Return everything that the readers find; what the document does not state stays None."""
    head = read_letterhead(document)
    signature = read_signature(document)
    issued_on = head.issued_on.value if head.issued_on else None
    effective_on, expired_on = effect(document, issued_on)
    return ProposedRecord(
        number=head.number,
        symbol=head.symbol,
        issued_on=head.issued_on,
        place=head.place,
        document_type=head.document_type,
        issuer=head.issuer,
        summary=head.summary,
        signatory=signature.signatory,
        signatory_post=signature.post,
        signing_form=signature.form,
        effective_on=effective_on,
        expired_on=expired_on,
        legal_bases=legal_bases(document),
        recipients=signature.recipients,
    )
