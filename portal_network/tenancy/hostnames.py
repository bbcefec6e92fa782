"""Host names of provinces and communes: made from names, cleaned, checked.

A commune's domain is of level 4, ``tenphuongxa.tentinhthanh.gov.vn``: the full name of the commune
in unaccented Vietnamese under its province's domain of level 3 (REQUIREMENTS R12). The text does
not say what happens when a xã and a phường share a name, so the kind is put in front of both (R13).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

LABEL_LENGTH = 63
HOST_LENGTH = 253

# Labels a host has in front of the suffix: "tamthanh.langson" + gov.vn, "langson" + gov.vn.
COMMUNE_LABELS = 2
PROVINCE_LABELS = 1

KIND_PREFIXES = ("thành phố", "tỉnh", "đặc khu", "phường", "xã")

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII)
_PORT = re.compile(r":([0-9]{1,5})\Z")
_SHOWN_LENGTH = 80


class InvalidHost(ValueError):
    """A text that cannot be a host name here. The message is for the person who typed it."""


class NamedUnit(Protocol):
    """What ``commune_hosts`` needs to know of a commune."""

    code: str
    name: str
    kind: str


def unaccented(text: str) -> str:
    """Return the text in lower case without Vietnamese marks: "Đắk Lắk" gives "dak lak"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def without_kind(name: str) -> str:
    """Return a unit's name without its kind: "Phường Tam Thanh" gives "Tam Thanh"."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    for prefix in KIND_PREFIXES:
        if name.lower().startswith(f"{prefix} "):
            return name[len(prefix) + 1 :]
    return name


def slug_of(name: str) -> str:
    """Return the name as a URL part, without its kind: "Xã Chân Mây - Lăng Cô" gives
    "chan-may-lang-co"."""
    return "-".join(re.findall(r"[a-z0-9]+", unaccented(without_kind(name).replace("'", ""))))


def host_label(name: str) -> str:
    """Return the label that a unit's name gives in a host name: "Phường Tam Thanh" gives
    "tamthanh", "Thành phố Huế" gives "hue". At most 63 characters.

    Raises InvalidHost when nothing of the name can stand in a host name.
    """
    label = slug_of(name).replace("-", "")[:LABEL_LENGTH]
    if not label:
        raise InvalidHost(
            _("No host name can be made from the name “%(name)s”.") % {"name": _shown(name)}
        )
    return label


def commune_hosts(units: Iterable[NamedUnit], province_label: str, suffix: str) -> dict[str, str]:
    """Return the host of each commune of one province, by commune code.

    ``province_label`` is the province's own label ("langson"), ``suffix`` what follows it
    ("gov.vn"). Communes that would share a label all take their kind in front ("xabason",
    "phuongbason"); those that share the kind too take their code behind instead
    ("vanlang02143"). The result does not depend on the order of ``units``. Raises InvalidHost
    when a name or the resulting host cannot be a host name.
    """
    units = sorted(units, key=lambda unit: unit.code)
    labels = [_candidates(unit) for unit in units]
    level = [0] * len(units)
    while True:
        chosen = [candidates[step] for candidates, step in zip(labels, level, strict=True)]
        used = Counter(chosen)
        clashing = [
            index
            for index, label in enumerate(chosen)
            if used[label] > 1 and level[index] + 1 < len(labels[index])
        ]
        if not clashing:
            break
        for index in clashing:
            level[index] += 1
    parent = f"{province_label}.{suffix.strip('.')}".strip(".")
    return {
        unit.code: normalise_host(f"{label}.{parent}")
        for unit, label in zip(units, chosen, strict=True)
    }


def normalise_host(raw: object) -> str:
    """Return a host as it is stored and compared: lower case, no port, no trailing dot.

    Accepts what a Host header or a form field may hold; raises InvalidHost, and nothing else, for
    everything that is not a host name of ASCII letters, digits and hyphens.
    """
    if not isinstance(raw, str):
        raise InvalidHost(_("A host name must be a text."))
    host = raw.strip()
    # Before lower(): some letters outside ASCII, such as the Kelvin sign, become ASCII there.
    if not host.isascii():
        raise InvalidHost(
            _(
                "The host name “%(host)s” has letters with marks or other characters that a host"
                " name cannot have. Write it in unaccented letters."
            )
            % {"host": _shown(raw)}
        )
    host = host.lower()
    if port := _PORT.search(host):
        if not 0 < int(port[1]) < 65536:
            raise InvalidHost(_("The port in “%(host)s” does not exist.") % {"host": _shown(raw)})
        host = host[: port.start()]
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > HOST_LENGTH or any(
        len(label) > LABEL_LENGTH or not _LABEL.fullmatch(label) for label in labels
    ):
        raise InvalidHost(
            _(
                "“%(host)s” is not a host name. A host name has parts of letters, digits and"
                " hyphens, joined by dots, such as tamthanh.langson.gov.vn."
            )
            % {"host": _shown(raw)}
        )
    return host


def validate_host(
    host: object, required_suffix: str = "", *, labels: int | None = COMMUNE_LABELS
) -> str:
    """Check a host that somebody wants to give to a site, and return it normalised.

    ``required_suffix`` is "gov.vn" in production, or a province's own domain; empty checks only
    the form. ``labels`` is how many labels must stand before the suffix: 2 makes a commune's
    domain of level 4, 1 a province's of level 3 (R12); None accepts any number from one up, as
    the old hosts of merged communes need. Raises InvalidHost, and nothing else.
    """
    name = normalise_host(host)
    if any(label.startswith("xn--") for label in name.split(".")):
        raise InvalidHost(
            _("The host name “%(host)s” stands for letters with marks; use unaccented letters.")
            % {"host": _shown(name)}
        )
    suffix = required_suffix.strip().strip(".").lower()
    if not suffix:
        return name
    if not name.endswith(f".{suffix}"):
        raise InvalidHost(
            _("The host name “%(host)s” must end with .%(suffix)s.")
            % {"host": _shown(name), "suffix": suffix}
        )
    count = name.removesuffix(f".{suffix}").count(".") + 1
    if labels is not None and count != labels:
        raise InvalidHost(
            _(
                "The host name “%(host)s” has %(found)d levels, but %(wanted)d are required here:"
                " a commune's is tenphuongxa.tentinhthanh.gov.vn, a province's tentinhthanh.gov.vn."
            )
            % {
                "host": _shown(name),
                "found": count + suffix.count(".") + 1,
                "wanted": labels + suffix.count(".") + 1,
            }
        )
    return name


def _candidates(unit: NamedUnit) -> tuple[str, str, str]:
    """Return the labels a commune may get, the first free one wins; the last one is unique,
    because no two units share a code."""
    label = host_label(unit.name)
    with_kind = (unit.kind.replace("_", "") + label)[:LABEL_LENGTH]
    return label, with_kind, label[: LABEL_LENGTH - len(unit.code)] + unit.code


def _shown(text: str) -> str:
    """Return hostile input short and printable, for a message."""
    shown = "".join(character if character.isprintable() else "?" for character in text)
    return shown if len(shown) <= _SHOWN_LENGTH else f"{shown[:_SHOWN_LENGTH]}…"
