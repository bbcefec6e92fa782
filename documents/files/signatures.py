"""Checks the digital signatures inside a PDF with pyHanko; asks no network.

Standards: PAdES (ETSI EN 319 142), ISO 32000-2, 12.8. What cannot be known without asking others,
revocation above all, is called unknown. Django is not needed here.
"""

import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis.policy_api import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logger = logging.getLogger(__name__)

# Integrity: nothing changed; changed after signing; the signature belongs to other bytes; unknown.
INTACT, CHANGED, BROKEN, UNREADABLE = "intact", "changed", "broken", "unreadable"
# Trust: leads to the store; does not; did while it was valid; the certificate is not for this.
TRUSTED, NOT_IN_STORE, EXPIRED, NOT_YET_VALID, UNFIT = (
    "trusted", "not_in_store", "expired", "not_yet_valid", "unfit",
)  # fmt: skip
MOST_SIGNATURES = 50
_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
_NO_USAGE = KeyUsageConstraints(key_usage=frozenset())


@dataclass(frozen=True, slots=True)
class SignatureResult:
    """What is known of one signature, as JSON can hold it.

    Times are ISO 8601 with their offset, "" for unknown. ``covers_file``: no byte was added after
    it. ``is_timestamped``: the time is that of a time stamp which leads to the trust store;
    otherwise it is what the signer's own clock said.
    """

    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    signed_at: str = ""
    is_timestamped: bool = False
    integrity: str = UNREADABLE
    covers_file: bool = False
    trust: str = NOT_IN_STORE
    valid_from: str = ""
    valid_until: str = ""


def results_of(path: Path, trust_store: Path | None) -> list[dict]:
    """Return what is known of each signature of a file, in their order.

    A signature that cannot be read counts as unreadable, never as none.
    """
    roots = certificates_in(trust_store)
    with path.open("rb") as file:
        try:
            signatures = PdfFileReader(file, strict=False).embedded_regular_signatures
        except (PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError,
                RecursionError):  # fmt: skip
            logger.info("signatures of %s cannot be listed", path.name, exc_info=True)
            return [asdict(SignatureResult())]
        return [asdict(_result(one, roots)) for one in signatures[:MOST_SIGNATURES]]


def certificates_in(folder: Path | None) -> list[x509.Certificate]:
    """Return the certificates of a folder: files in PEM, also several in one, or in DER."""
    found: list[x509.Certificate] = []
    for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
        if path.suffix.lower() not in {".pem", ".crt", ".cer", ".der"}:
            continue
        content = path.read_bytes()
        try:
            parts = (
                [der for _kind, _headers, der in pem.unarmor(content, multiple=True)]
                if pem.detect(content)
                else [content]
            )
            for part in parts:
                certificate = x509.Certificate.load(part, strict=True)
                # Read lazily otherwise, and fails only where it is needed.
                certificate.native  # noqa: B018
                found.append(certificate)
        except (ValueError, TypeError) as error:
            logger.warning("%s holds no certificate: %s", path.name, error)
    return found


def _result(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureResult:
    # Whatever a hostile signature makes a parser do, the others are still looked at.
    try:
        return _checked(signature, roots)
    except Exception:
        logger.info("a signature cannot be read", exc_info=True)
        return SignatureResult()


def _checked(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureResult:
    now = datetime.now(UTC)
    status = _status(signature, roots, now)
    certificate = status.signing_cert
    stamp = status.timestamp_validity
    is_stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    stated = stamp.timestamp if is_stamped else status.signer_reported_dt
    trust = _trust(signature, status, roots, now, stamp.timestamp if is_stamped else None)
    names = certificate.subject.native
    return SignatureResult(
        signer=_text(names.get("common_name")),
        organisation=_text(names.get("organization_name")),
        issuer=_text(certificate.issuer.native.get("common_name")),
        signed_at=_iso(stated),
        is_timestamped=is_stamped,
        integrity=_integrity(status),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trust=trust,
        valid_from=_iso(certificate.not_valid_before),
        valid_until=_iso(certificate.not_valid_after),
    )


def _status(
    signature: EmbeddedPdfSignature,
    roots: list[x509.Certificate],
    moment: datetime,
    usage: KeyUsageConstraints = _USAGE,
) -> PdfSignatureStatus:
    def context() -> ValidationContext:
        return ValidationContext(
            trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
        )

    return validate_pdf_signature(
        signature,
        signer_validation_context=context(),
        ts_validation_context=context(),
        key_usage_settings=usage,
    )


def _integrity(status: PdfSignatureStatus) -> str:
    if not (status.intact and status.valid):
        return BROKEN
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return INTACT
    # Further signatures, time stamps and what an earlier signature allows count as no change.
    level = status.modification_level
    is_allowed = (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and status.docmdp_ok is not False
        and level is not None
        and level <= ModificationLevel.FORM_FILLING
    )
    return INTACT if is_allowed else CHANGED


def _trust(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    roots: list[x509.Certificate],
    now: datetime,
    stamped_at: datetime | None,
) -> str:
    """Say whether a certificate leads to the store, now or when a time stamp says it was used."""
    if status.trusted:
        return TRUSTED
    certificate = status.signing_cert
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if stamped_at is not None and _status(signature, roots, stamped_at).trusted:
        return TRUSTED
    inside = min(max(now, begin), end)
    if not _status(signature, roots, inside, _NO_USAGE).trusted:
        return NOT_IN_STORE
    if now > end:
        return EXPIRED
    return NOT_YET_VALID if now < begin else UNFIT


def _text(value: object) -> str:
    """Return a name of a certificate, which may have several values."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(one) for one in values if one)[:255]


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
