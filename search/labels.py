"""Labels of entries in the index: to whom they belong and by what they are narrowed.

A commune's search asks for one label, the whole province's for another, staff for a third. What the
public must not find has no public label at all, so that no question of theirs can reach it.
"""

from hashlib import blake2b

from search.index.base import LABEL

_PUBLIC_COMMUNE, _PUBLIC_PROVINCE, _SHARED = "c", "p", "s"
_STAFF_COMMUNE, _STAFF_PROVINCE = "uc", "up"
_VALUE = "v"


def of_commune(code: str) -> str:
    """Label what the public finds on the site of a commune."""
    return f"{LABEL}{_PUBLIC_COMMUNE}{code}"


def of_province(code: str) -> str:
    """Label what the public finds when it searches a province with its communes."""
    return f"{LABEL}{_PUBLIC_PROVINCE}{code}"


def shared_in(province: str) -> str:
    """Label what the public finds on the site of every commune of a province."""
    return f"{LABEL}{_SHARED}{province}"


def staff_of_commune(code: str) -> str:
    """Label what the staff of a commune find, drafts among it."""
    return f"{LABEL}{_STAFF_COMMUNE}{code}"


def staff_of_province(code: str) -> str:
    """Label what the staff of a province find."""
    return f"{LABEL}{_STAFF_PROVINCE}{code}"


def by_value(name: str, value: str) -> str:
    """Label what has this value of a filter: values may be long and hold any sign."""
    digest = blake2b(value.encode(), digest_size=6).hexdigest()
    return f"{LABEL}{_VALUE}{name}{digest}"


def reference(key: str) -> str:
    """Label what bears this number or code (:func:`search.text.reference_key`)."""
    return f"{LABEL}n{key}"
