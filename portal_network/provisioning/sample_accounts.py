"""Sample accounts for an embedded installation; passwords are drawn anew for each."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from portal_network.accounts.second_factor import has_second_factor
from portal_network.accounts.totp import add_app, has_app
from portal_network.settings.environment import STATE_DIR
from portal_network.tenancy.models import Commune, Membership, Province, Role
from portal_network.tenancy.policies.memberships import requires_second_factor

PASSWORD_BYTES = 12
STORE = STATE_DIR / "sample-accounts.json"


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An account that the start of the portal prints.

    ``password`` is empty when somebody changed it since. ``encoded`` is what the database stores
    of it: comparing that is a thousand times quicker than checking the password. ``totp_secret``
    (base32) is the secret of the second factor, where the role requires one and nobody has replaced
    it since.
    """

    username: str
    password: str
    role: str
    place: str
    encoded: str = field(default="", repr=False)
    totp_secret: str = field(default="", repr=False)


def ensure_sample_accounts(
    province: Province, commune: Commune, store: Path
) -> list[SampleAccount]:
    """Create the sample accounts once and return them; ``store`` keeps their secrets.

    An account that exists without a stored password gets a new one; a password that somebody
    changed stays.
    """
    known = read_sample_accounts(store)
    accounts = [
        _ensure_account(username, role, place, known.get(username))
        for username, role, place in (
            ("quantri.tinh", Role.PROVINCE_ADMINISTRATOR, province),
            ("kiemduyet.tinh", Role.PROVINCE_MODERATOR, province),
            ("theodoi.tinh", Role.PROVINCE_OBSERVER, province),
            ("bientap.xa", Role.EDITOR, commune),
            ("duyet.xa", Role.APPROVER, commune),
            ("quantri.xa", Role.SITE_ADMINISTRATOR, commune),
            ("traloi.xa", Role.RESPONDER, commune),
            ("vanhanh", None, None),
        )
    ]
    if accounts != list(known.values()):
        _write(store, accounts)
    return accounts


@transaction.atomic
def _ensure_account(
    username: str,
    role: Role | None,
    place: Province | Commune | None,
    known: SampleAccount | None,
) -> SampleAccount:
    """Make an account with its role; without one it is an operator's."""
    label = str(role.label if role else _("Operator"))
    users = get_user_model().objects
    user = users.filter(username=username).first()
    password = known.password if known else ""
    if user is None or known is None:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user = user or users.model(
            username=username,
            email=f"{username}@vidu.invalid",
            last_name="Tài khoản",
            first_name=f"mẫu ({label.lower()})",
            is_superuser=role is None,
        )
        user.set_password(password)
        user.save()
    elif user.password != known.encoded and not user.check_password(password):
        password = ""
    if role:
        owner = {"commune": place} if isinstance(place, Commune) else {"province": place}
        Membership.objects.get_or_create(user=user, role=role, **owner)
    secret = _ensure_second_factor(user, known.totp_secret if known else "")
    where = place.name if place else str(_("the whole network"))
    return SampleAccount(username, password, label, where, user.password, secret)


def _ensure_second_factor(user, known_secret: str) -> str:
    """Give an account that must have a second factor one, unless it has; return its secret."""
    if not requires_second_factor(user):
        return ""
    if not has_second_factor(user):
        return add_app(user)
    return known_secret if known_secret and has_app(user, known_secret) else ""


def read_sample_accounts(store: Path) -> dict[str, SampleAccount]:
    """Return the stored sample accounts by their user names."""
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
