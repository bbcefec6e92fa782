"""Queries that may be about a person, which are counted nowhere (R82).

Better a query too many is dropped than one too few: numbers of telephones and papers, plates of
vehicles, addresses of mail and the net, and names, which stand after "ông" and "bà" or show
themselves by a family name with its "văn" or "thị".
"""

import re
import unicodedata
from itertools import pairwise

from search.text import fold

# Digits of a telephone, a bank account, an identity or insurance number; dots and spaces between.
_LONG_NUMBER = re.compile(r"(?:\d[\s.\-]?){8,}")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*-\s*(?:19|20)\d\d\b")
_MAIL = re.compile(r"\S+@\S*|\bhttps?:|\bwww\.", re.IGNORECASE)
_PLATE = re.compile(r"\b\d{2}\s?-?\s?[a-z]{1,2}\d?\s?-?\s?\d{3}\.?\d{1,2}\b")
_FAMILY_NAMES = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nong lo vi be chu dinh "
    "dam hua luong lam luu mai mong phung quach ta thach tong trieu trinh truong to than lang linh "
    "ma ha hoa cao chau dao doan giang giap kieu la lai luc lu mac ngan nghiem ninh "
    "sam sung thai thao tang tieu ton vang van vuong"
)
_NAMED = re.compile(rf"\b(?:{'|'.join(_FAMILY_NAMES.split())})\s+(?:van|thi)\s+[a-z]")
_OF_FAMILY = frozenset(_FAMILY_NAMES.split())
# "bà con", "ông bà" and the like name nobody.
_TITLES = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "cu"})
_TITLES_AS_WRITTEN = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ"})
_WORD = re.compile(r"[^\W\d_]+")


def may_name_a_person(query: str) -> bool:
    """Tell whether a query looks as if it were about somebody."""
    query = unicodedata.normalize("NFC", query)
    plain = fold(query)
    if _LONG_NUMBER.search(_YEARS.sub(" ", plain)) or _MAIL.search(plain) or _PLATE.search(plain):
        return True
    return bool(_NAMED.search(plain)) or _names_after_title(query) or _is_name(query)


def _names_after_title(query: str) -> bool:
    """Tell whether a family name, or a word with a capital, follows "ông", "bà" and the like."""
    words = _WORD.findall(query)
    is_marked = fold(query) != query.lower()
    for title, name in pairwise(words):
        titles = _TITLES_AS_WRITTEN if is_marked else _TITLES
        if title.lower() not in titles:
            continue
        is_capital = name[:1].isupper() and not query.isupper()
        if is_capital or fold(name) in _OF_FAMILY:
            return True
    return False


def _is_name(query: str) -> bool:
    """Tell whether the query is two to four words with capitals, a family name first."""
    words = query.split()
    if not 2 <= len(words) <= 4 or query.isupper():
        return False
    return fold(words[0]) in _OF_FAMILY and all(word[:1].isupper() for word in words)
