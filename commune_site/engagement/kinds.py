"""Kinds of cases: what a new one must say of itself to be received, counted and answered.

A kind is registered once, in ``ready()`` of the app that brings it. The register, the staff
screens, deadlines, mails, statistics and the erasure of personal data work for it without more;
what it adds is its public form.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from commune_site.engagement.errors import UnknownKind

Text = str | Promise
PLAIN_DAYS = 15


@dataclass(frozen=True, slots=True)
class CaseKind:
    """What the register must know of a kind of case.

    ``answer_days`` count working days where ``counts_working_days``, else days of the calendar.
    All numbers and the texts of the privacy notice are where a province begins: it changes them
    in its rules (:class:`commune_site.engagement.models.CasePolicy`).
    """

    slug: str
    name: Text
    # What the numbers of such cases begin with: HD-2026-0001.
    prefix: str
    # The section of the registry to which its pages belong.
    section: str
    # Why personal data are asked for, as the privacy notice says it.
    purpose: Text
    legal_basis: str
    answer_days: int
    counts_working_days: bool = True
    # Days of the calendar after a case is closed until its personal data are erased.
    retention_days: int = 730
    # A second person signs each answer before it leaves.
    needs_signature: bool = False
    # Answers of common interest may become public pages, without anything personal.
    is_publishable: bool = False
    # Read and put on record instead of answered; two people may well say the same.
    is_moderated: bool = False
    # It says that a published page is wrong; closing it may bring a correction.
    is_about_page: bool = False


_kinds: dict[str, CaseKind] = {}


def register_kind(kind: CaseKind) -> CaseKind:
    """Let the register receive cases of this kind; the last registration of a slug counts."""
    _kinds[kind.slug] = kind
    return kind


def unregister_kind(slug: str) -> None:
    """Take a kind back; its cases stay and are shown by their slug."""
    _kinds.pop(slug, None)


def kind_of(slug: str) -> CaseKind:
    """Return the kind with this slug.

    Raises:
        UnknownKind: nobody has registered it.
    """
    try:
        return _kinds[slug]
    except KeyError:
        raise UnknownKind(slug) from None


def known_or_plain(slug: str) -> CaseKind:
    """Return a kind, or for cases of one that is gone a plain one, so that they can be finished."""
    if (kind := _kinds.get(slug)) is not None:
        return kind
    return CaseKind(slug, slug, "", "", "", "", answer_days=PLAIN_DAYS)


def all_kinds() -> list[CaseKind]:
    """Return all kinds in the order of their registration."""
    return list(_kinds.values())


def kind_choices() -> list[tuple[str, Text]]:
    """Return slugs and names for fields of models and forms."""
    return [(kind.slug, kind.name) for kind in _kinds.values()]
