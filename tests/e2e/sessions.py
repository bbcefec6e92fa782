"""People of every role, signed in at once: one process makes accounts and their sessions."""

import json
from collections.abc import Callable, Iterable

from playwright.sync_api import BrowserContext

from tests.e2e.portal import COMMUNE, PROVINCE, Portal
from tests.e2e.scripts import run_script

OPERATOR = "operator"
# An operator who has opened a session to help somebody.
HELPER = "helper"
ROLES = (
    "editor",
    "approver",
    "responder",
    "site_administrator",
    "province_moderator",
    "province_administrator",
    "province_observer",
    OPERATOR,
    HELPER,
)
_SIGN_IN = """
import json, secrets, sys, time
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from portal_network.accounts.models import User
from django.utils import timezone
from portal_network.accounts.totp import add_app
from portal_network.people.models import StaffSession
from portal_network.people.services.staff_sessions import SESSION_KEY as STAFF_SESSION
from portal_network.tenancy.models import Membership
keys = {}
for role in json.loads(sys.argv[1])[0]:
    name = f"thu-{secrets.token_hex(5)}"
    user = User(
        username=name, email=f"{name}@vidu.invalid", last_name="Nông Thị", first_name="Thử",
        is_superuser=role in ("operator", "helper"),
    )
    user.set_unusable_password()
    user.save()
    add_app(user)
    if not user.is_superuser:
        place = {"province_id": "20"} if role.startswith("province") else {"commune_id": "05986"}
        Membership.objects.create(user=user, role=role, **place)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if role == "helper":
        session[STAFF_SESSION] = StaffSession.objects.create(
            user=user, operator_name="Nông Thị Thử", reason="Kiểm tra tình trạng hệ thống.",
            expires_at=timezone.now() + timedelta(hours=1),
        ).pk
    # Whoever only looks does nothing that counts as activity: an hour until the screen is locked.
    session["last_activity"] = time.time() + 3600
    session.create()
    keys[role] = session.session_key
print(json.dumps(keys))
"""
_PAGES = """
import json
from commune_site.models import PortalPage
pages = PortalPage.objects.filter(commune_id="05986").exclude(registry_key="")
print(json.dumps(dict(pages.values_list("registry_key", "pk"))))
"""


def sessions_of(portal: Portal, roles: Iterable[str] = ROLES) -> dict[str, str]:
    """Return the key of a new session per role, of somebody new in phường Tam Thanh or Lạng Sơn.

    Whoever tests how people sign in does so by the screens (``accounts.sign_in``).
    """
    return json.loads(run_script(portal, _SIGN_IN, list(roles)))


def host_of(role: str) -> str:
    """Return the site on which a role works."""
    of_province = role.startswith("province") or role in (OPERATOR, HELPER)
    return PROVINCE if of_province else COMMUNE


def enter(
    context: BrowserContext, portal: Portal, role: str, key: str | None
) -> Callable[[str], str]:
    """Let a browser take part in a session; return what makes addresses of the role's site.

    Without a key the browser stays that of a visitor.
    """
    host = host_of(role)
    if key:
        root = portal.url(host, "/")
        context.add_cookies([{"name": "sessionid", "value": key, "url": root}])
    return lambda path: portal.url(host, path)


def page_ids(portal: Portal) -> dict[str, int]:
    """Return the keys of the pages of phường Tam Thanh by their keys in the registry."""
    return json.loads(run_script(portal, _PAGES))
