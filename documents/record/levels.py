"""At which level a body stands, by its name alone; where that does not tell, nothing is said."""

import re

from documents.record.vocabulary import IssuingLevel
from search.text import fold

_CENTRAL = re.compile(
    r"^(?:quoc hoi|uy ban thuong vu quoc hoi|chinh phu|thu tuong|chu tich nuoc|bo (?!phan\b)"
    r"|van phong chinh phu|toa an nhan dan toi cao|vien kiem sat nhan dan toi cao"
    r"|kiem toan nha nuoc|ngan hang nha nuoc)"
)
_COMMUNE = re.compile(r"\b(?:xa|phuong|dac khu|thi tran)\b(?! hoi)")
_FULL = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}
_ABBREVIATIONS = re.compile(r"\b(?:ubnd|hdnd)\b")
LONGEST_ISSUER_KEY = 120
_PROVINCE = re.compile(r"\btinh\b|^so (?!tay)")


def level_of_issuer(issuer: str) -> str:
    """Return the level of an issuing body: ``Hội đồng nhân dân tỉnh Lạng Sơn`` gives ``tinh``."""
    name = " ".join(fold(issuer).split())
    if _CENTRAL.match(name):
        return IssuingLevel.CENTRAL
    # A body of a commune may name its province behind its own name.
    if _COMMUNE.search(name):
        return IssuingLevel.COMMUNE
    return IssuingLevel.PROVINCE if _PROVINCE.search(name) else ""


def short_issuer_keys(key: str) -> list[str]:
    """Return the keys under which a body may be cited: "UBND tỉnh", for one, and nothing at all."""
    words = key.split("-")
    return ["-".join(words[:number]) for number in range(len(words) + 1)]


def issuer_key(issuer: str) -> str:
    """Return one key for the ways in which a body is written: abbreviated, in capitals."""
    words = _ABBREVIATIONS.sub(lambda found: _FULL[found[0]], fold(issuer))
    return "-".join(re.findall(r"[a-z0-9]+", words))[:LONGEST_ISSUER_KEY].rstrip("-")
