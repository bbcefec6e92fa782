"""Adding an entry to the log, and taking addresses out of it when their time is over."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.utils import timezone

from portal_network.accounts.history import address_of
from portal_network.audit.context import command_line, current_request
from portal_network.audit.hashing import (
    covered_values,
    digest_of_address,
    hash_of,
    moment_text,
    new_salt,
)
from portal_network.audit.models import NETWORK, AuditChain, AuditEntry
from portal_network.audit.places import NOWHERE, Place, place_of_instance, roles_held

stream = logging.getLogger("portal.audit")

LONGEST_TEXT = 500
MOST_VALUES = 30


def record(
    action: str,
    *,
    instance: Model | None = None,
    title: str = "",
    place: Place | None = None,
    actor=None,
    details: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Add an entry to the chain of its province, in the transaction of the change itself.

    Two queries: what is rolled back is not in the log, and what cannot be logged does not happen.
    Until the transaction ends, others who act in the same province wait with their entry. Without
    ``actor`` the person of the request counts, without a request whoever runs the command.
    """
    request = current_request()
    person = actor if actor is not None else _person_of(request)
    where = place or (place_of_instance(instance) if instance is not None else NOWHERE)
    more = dict(details or {})
    if request is None:
        more |= command_line()
    elif getattr(request, "staff_session", None) is not None:
        more["staff_session"] = request.staff_session.pk
    entry = AuditEntry(
        chain=where.province or NETWORK,
        actor_id=person.pk if person is not None else None,
        actor_name=_cut("actor_name", _name_of(person, more)),
        actor_roles=_cut("actor_roles", _roles_at(person, where)),
        action=_cut("action", action),
        object_type=instance._meta.label_lower if instance is not None else "",
        object_id=_cut("object_id", str(instance.pk)) if instance is not None else "",
        object_title=_cut("object_title", title or (str(instance) if instance else "")),
        province_code=where.province,
        commune_code=where.commune,
        details=plain(more),
    )
    _add_address(entry, address_of(request) if request is not None else None)
    return _append(entry)


def erase_addresses(before: datetime) -> int:
    """Take the addresses out of entries older than ``before``; return of how many.

    The only change that the database lets pass: see ``triggers``.
    """
    rows = models.QuerySet(AuditEntry).filter(at__lt=before, address__isnull=False)
    return rows.update(address=None, address_salt="")


def as_record(entry: AuditEntry) -> dict[str, object]:
    """Return an entry as exports show it: all that its hash covers, the hash and the address."""
    return covered_values(entry) | {"hash": entry.hash, "address": entry.address}


def plain(value: object) -> object:
    """Return what JSON holds without doubt: texts, whole numbers, yes, no, lists and objects."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        pairs = list(value.items())[:MOST_VALUES]
        return {_clean(str(key)): plain(each) for key, each in pairs}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in list(value)[:MOST_VALUES]]
    if isinstance(value, datetime):
        return moment_text(value)
    return _clean(str(value))[:LONGEST_TEXT]


def _append(entry: AuditEntry) -> AuditEntry:
    # No savepoint of its own: inside a transaction that would be two statements more.
    with transaction.atomic(savepoint=False):
        chain = _locked(entry.chain)
        entry.sequence, entry.previous = chain.sequence + 1, chain.head
        # Under the lock, so that times run as the numbers do.
        entry.at = timezone.now()
        entry.hash = hash_of(covered_values(entry))
        entry.save()
    if settings.AUDIT_LOG_TO_STDOUT:
        line = json.dumps(as_record(entry), ensure_ascii=False, sort_keys=True)
        transaction.on_commit(lambda: stream.info(line))
    return entry


def _locked(key: str) -> AuditChain:
    rows = AuditChain.objects.select_for_update()
    chain = rows.filter(pk=key).first()
    if chain is None:
        try:
            with transaction.atomic():
                AuditChain.objects.create(pk=key)
        except IntegrityError:
            # Somebody else has begun the chain in the meantime.
            pass
        chain = rows.get(pk=key)
    return chain


def _person_of(request):
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _name_of(person, details: Mapping[str, object]) -> str:
    if person is not None:
        return person.get_full_name() or person.get_username()
    return str(details.get("account", ""))


def _roles_at(person, place: Place) -> str:
    """Return the roles that count at the place; those elsewhere are nobody's business here."""
    if person is None:
        return ""
    roles = ["operator"] if person.is_operator else []
    for row in roles_held(person):
        if row.province_id and row.province_id == place.province:
            roles.append(f"{row.role}@{row.province_id}")
        elif row.commune_id and row.commune_id == place.commune:
            roles.append(f"{row.role}@{row.commune_id}")
    return " ".join(sorted(set(roles)))


def _add_address(entry: AuditEntry, address: str | None) -> None:
    if address:
        entry.address, entry.address_salt = address, new_salt()
        entry.address_digest = digest_of_address(address, entry.address_salt)


def _cut(field: str, text: str) -> str:
    return _clean(text)[: AuditEntry._meta.get_field(field).max_length]


def _clean(text: str) -> str:
    # Databases refuse the null character, and UTF-8 halves of characters.
    return text.replace("\0", "").encode("utf-8", "replace").decode()
