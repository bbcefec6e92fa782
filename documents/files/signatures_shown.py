"""What signatures of a file mean, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

INTEGRITY = {
    "intact": _("The file has not been changed since it was signed."),
    "changed": _("The file was changed after it was signed."),
    "broken": _("The signature does not belong to this content: the file was altered."),
    "unreadable": _("The signature cannot be read, so nothing can be said of it."),
}
TRUST = {
    "trusted": _("The certificate was issued by an authority that the portal trusts."),
    "not_in_store": _("The portal does not know the authority that issued the certificate."),
    "expired": _("The certificate has expired since; no trusted time stamp proves the time."),
    "not_yet_valid": _("The certificate is not valid yet."),
    "unfit": _("The certificate was not issued for signatures on documents."),
}
_ALTERED = frozenset({"changed", "broken"})


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """One signature as people read it; ``tone``: ``good``, ``unsure`` or ``bad``."""

    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    is_timestamped: bool
    covers_file: bool
    integrity: str
    trust: str
    tone: str

    @property
    def is_readable(self) -> bool:
        """Tell whether there is anything to say beyond that it cannot be read."""
        return bool(self.integrity and self.signer)


def is_changed(signatures: Iterable[dict]) -> bool:
    """Tell whether a file is no longer what was signed."""
    return any(signature.get("integrity") in _ALTERED for signature in signatures)


def shown(signatures: Iterable[dict]) -> list[ShownSignature]:
    """Return signatures, as :mod:`documents.files.signatures` found them, for people."""
    return [_shown(signature) for signature in signatures]


def _shown(signature: dict) -> ShownSignature:
    integrity = signature.get("integrity", "unreadable")
    trust = signature.get("trust", "not_in_store")
    return ShownSignature(
        signer=signature.get("signer", ""),
        organisation=signature.get("organisation", ""),
        issuer=signature.get("issuer", ""),
        signed_at=parse_datetime(signature.get("signed_at") or ""),
        is_timestamped=bool(signature.get("is_timestamped")),
        covers_file=bool(signature.get("covers_file")),
        integrity=str(INTEGRITY.get(integrity, INTEGRITY["unreadable"])),
        trust=str(TRUST.get(trust, "")) if integrity != "unreadable" else "",
        tone=_tone(integrity, trust),
    )


def _tone(integrity: str, trust: str) -> str:
    if integrity in _ALTERED:
        return "bad"
    return "good" if integrity == "intact" and trust == "trusted" else "unsure"
