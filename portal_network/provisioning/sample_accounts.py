"""Sample accounts for an embedded installation; passwords are drawn anew for each."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction

from portal_network.tenancy.models import Commune, Membership, Province, Role

PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An account that the start of the portal prints.

    ``password`` is empty when somebody changed it since. ``encoded`` is what the database stores
    of it: comparing that is a thousand times quicker than checking the password.
    """

    username: str
    password: str
    role: str
    place: str
    encoded: str = field(default="", repr=False)


def ensure_sample_accounts(
    province: Province, commune: Commune, store: Path
) -> list[SampleAccount]:
    """Create the sample accounts once and return them; ``store`` keeps their passwords.

    An account that exists without a stored password gets a new one; a password that somebody
    changed stays.
    """
    known = _read(store)
    accounts = [
        _ensure_account(username, role, place, known.get(username))
        for username, role, place in (
            ("quantri.tinh", Role.PROVINCE_ADMINISTRATOR, province),
            ("kiemduyet.tinh", Role.PROVINCE_MODERATOR, province),
            ("bientap.xa", Role.EDITOR, commune),
            ("duyet.xa", Role.APPROVER, commune),
            ("quantri.xa", Role.SITE_ADMINISTRATOR, commune),
        )
    ]
    if accounts != list(known.values()):
        _write(store, accounts)
    return accounts


@transaction.atomic
def _ensure_account(
    username: str, role: Role, place: Province | Commune, known: SampleAccount | None
) -> SampleAccount:
    users = get_user_model().objects
    user = users.filter(username=username).first()
    password = known.password if known else ""
    if user is None or known is None:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user = user or users.model(
            username=username,
            email=f"{username}@vidu.invalid",
            last_name="Tài khoản",
            first_name=f"mẫu ({role.label.lower()})",
        )
        user.set_password(password)
        user.save()
    elif user.password != known.encoded and not user.check_password(password):
        password = ""
    owner = {"commune": place} if isinstance(place, Commune) else {"province": place}
    Membership.objects.get_or_create(user=user, role=role, **owner)
    return SampleAccount(username, password, str(role.label), place.name, user.password)


def _read(store: Path) -> dict[str, SampleAccount]:
    if not store.exists():
        return {}
    rows = json.loads(store.read_text(encoding="utf-8"))
    return {row["username"]: SampleAccount(**row) for row in rows}


def _write(store: Path, accounts: list[SampleAccount]) -> None:
    text = json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1)
    store.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(store, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        os.fchmod(descriptor, 0o600)
        stream.write(text)
