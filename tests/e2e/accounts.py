"""Accounts of the browser tests: made for one test each, so that tests do not meet."""

import json
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.portal import COMMUNE, Portal
from tests.e2e.scripts import run_script

PASSWORD = "Đèo Sài Hồ, sương mù 1986"
SIGN_IN = "/quan-tri/dang-nhap/"
ADMIN = "/quan-tri/"

_MAKE = """
import json, secrets, sys
from portal_network.accounts.models import User
from portal_network.accounts.totp import add_app
from portal_network.tenancy.models import Membership
role, place, with_app, password = json.loads(sys.argv[1])
name = f"thu-{secrets.token_hex(5)}"
user = User(username=name, email=f"{name}@vidu.invalid", last_name="Tài khoản", first_name="thử")
user.set_password(password)
user.save()
key = "province_id" if len(place) == 2 else "commune_id"
Membership.objects.create(user=user, role=role, **{key: place})
print(json.dumps([name, add_app(user) if with_app else ""]))
"""
_AGE = """
import json, sys, time
from django.contrib.sessions.backends.db import SessionStore
key, minutes = json.loads(sys.argv[1])
session = SessionStore(key)
session["last_activity"] = time.time() - minutes * 60
session.save()
"""
_NEWS = """
from commune_site.models import PortalPage
print(PortalPage.objects.get(commune_id="05986", registry_key="section:news").pk)
"""


@dataclass
class Account:
    """An account with its secrets; ``last_counter`` is that of its last code."""

    username: str
    totp_secret: str
    password: str = PASSWORD
    last_counter: int = 0

    def code(self) -> str:
        """Return a code of the app that was not used yet."""
        _before, now, _after = yield_hotp_counters_from_time()
        self.last_counter = max(now, self.last_counter + 1)
        return format_hotp_value(hotp_value(self.totp_secret, self.last_counter))


def make_account(
    portal: Portal, role: str = "approver", place: str = "05986", with_app: bool = True
) -> Account:
    """Make an account with a role in a commune (five digits) or a province (two)."""
    name, secret = json.loads(run_script(portal, _MAKE, role, place, with_app, PASSWORD))
    return Account(name, secret)


def age_session(portal: Portal, context: BrowserContext, minutes: float) -> None:
    """Let the last activity of a browser's session lie some minutes back."""
    [key] = [cookie["value"] for cookie in context.cookies() if cookie["name"] == "sessionid"]
    run_script(portal, _AGE, key, minutes)


def news_page_id(portal: Portal) -> int:
    """Return the key of the page of news of phường Tam Thanh."""
    return int(run_script(portal, _NEWS))


def give_password(page: Page, account: Account, password: str = "") -> None:
    """Fill the sign-in form and send it."""
    page.get_by_label("Tên đăng nhập").fill(account.username)
    page.get_by_label("Mật khẩu", exact=False).fill(password or account.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def sign_in(page: Page, portal: Portal, account: Account, host: str = COMMUNE) -> None:
    """Sign in with all steps, and see the administration."""
    page.goto(portal.url(host, SIGN_IN))
    give_password(page, account)
    if account.totp_secret:
        page.get_by_label("Mã xác thực").fill(account.code())
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(portal.url(host, ADMIN))


def sign_out(page: Page, portal: Portal, host: str = COMMUNE) -> None:
    """End the session."""
    page.goto(portal.url(host, "/quan-tri/bao-mat/"))
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(portal.url(host, SIGN_IN))


def add_virtual_authenticator(page: Page) -> None:
    """Give the browser a device that keeps passkeys and always recognises its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
