"""What citizens and those who answer them do in a browser."""

import fcntl
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.accounts import PASSWORD, Account, run_script, sign_in
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, Portal
from tests.e2e.sessions import host_of

ASK, TRACK, RATE, RESULTS = (
    "/hoi-dap/gui-cau-hoi/",
    "/tra-cuu-ho-so/",
    "/danh-gia/",
    "/danh-gia/ket-qua/",
)
ANSWERS = "/hoi-dap/"
CASES = "/quan-tri/ho-so/"
QUEUE = "/quan-tri/hang-doi-duyet/"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
# Without scripts a form is received after this time (milliseconds).
PATIENCE = 5500
# Where scripts run, the proof of work may take a slow machine long (milliseconds).
LONGEST_PROOF = 90_000
# Forms of all tests come from one address, which would be too many within an hour.
_NO_LIMITS = """
from commune_site.engagement.models import Tally
Tally.objects.all().delete()
"""
_STAFF = """
import json, secrets, sys
from portal_network.accounts.models import User
from portal_network.accounts.totp import add_app
from portal_network.tenancy.models import Membership
roles, password = json.loads(sys.argv[1])
made = []
for role in roles:
    name = f"thu-{secrets.token_hex(5)}"
    user = User(username=name, email=f"{name}@vidu.invalid", last_name="Tài khoản", first_name=role)
    user.set_password(password)
    user.save()
    place = {"province_id": "20"} if role.startswith("province") else {"commune_id": "05986"}
    Membership.objects.create(user=user, role=role, **place)
    made.append([role, name, add_app(user)])
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Citizen:
    """Somebody who asks, with words that occur nowhere else."""

    word: str
    name: str
    email: str
    phone: str = "0912 345 678"
    about: str = "Tách thửa đất"

    @property
    def subject(self) -> str:
        """Return the question in one sentence."""
        return f"{self.about} {self.word} cần giấy tờ gì?"

    @property
    def body(self) -> str:
        """Return the whole question, with something in it that tells who asks."""
        return f"Tôi là {self.name}, muốn hỏi {self.about} {self.word} cho con thì nộp hồ sơ ở đâu?"

    @property
    def personal(self) -> tuple[str, ...]:
        """Return what nobody but those who answer may ever see."""
        return self.name, self.email, self.phone


def new_citizen(**more: str) -> Citizen:
    """Return somebody who has not asked yet."""
    word = f"zz{secrets.token_hex(4)}"
    return Citizen(word, f"Vi Thị {word.capitalize()}", f"{word}@vidu.invalid", **more)


def lift_limits(portal: Portal) -> None:
    """Forget how much was sent within the hour."""
    run_script(portal, _NO_LIMITS)


@contextmanager
def rules_kept(portal: Portal, *, for_change: bool = False) -> Iterator[None]:
    """Keep the province's rules for cases as they are, or for oneself while one changes them.

    Tests run beside each other on one database.
    """
    with (portal.state / "rules-of-cases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if for_change else fcntl.LOCK_SH)
        yield


def staff(portal: Portal, open_page: OpenPage, *roles: str) -> list[Page]:
    """Sign in new accounts of phường Tam Thanh or its province, each in a browser."""
    pages = []
    for role, name, secret in json.loads(run_script(portal, _STAFF, roles, PASSWORD)):
        page = open_page("about:blank")
        sign_in(page, portal, Account(name, secret), host_of(role))
        pages.append(page)
    return pages


def send(page: Page, scripts: bool = True) -> None:
    """Press the button of a form of the public, as soon as it would be received."""
    if not scripts:
        page.wait_for_timeout(PATIENCE)
    button = page.locator("main form[method=post]").first.locator("button[type=submit]").last
    with page.expect_navigation(timeout=LONGEST_PROOF):
        button.click()


def ask(page: Page, portal: Portal, citizen: Citizen, *, scripts: bool = True) -> str:
    """Ask a question with all consents; return the tracking code."""
    page.goto(portal.url(COMMUNE, ASK))
    fill_question(page, citizen)
    for box in ("agrees", "allows_sharing", "allows_publishing"):
        expect(page.locator(f"[name={box}]")).not_to_be_checked()
        page.locator(f"[name={box}]").check()
    send(page, scripts)
    return code_on(page)


def fill_question(page: Page, citizen: Citizen) -> None:
    """Write question and contact data."""
    page.locator("[name=topic]").select_option("dat-dai")
    page.locator("[name=subject]").fill(citizen.subject)
    page.locator("[name=body]").fill(citizen.body)
    for field in ("name", "email", "phone"):
        page.locator(f"[name={field}]").fill(getattr(citizen, field))


def code_on(page: Page) -> str:
    """Return the tracking code that the page shows."""
    expect(page.locator(".code")).to_have_text(CODE)
    return page.locator(".code").inner_text()


def follow(page: Page, portal: Portal, code: str) -> None:
    """Look up a case by its code, as people type it."""
    page.goto(portal.url(COMMUNE, TRACK))
    page.locator("main [name=code]").first.fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Xem hồ sơ").click()
    expect(page.locator("#ho-so")).to_be_visible()


def open_case(page: Page, portal: Portal, citizen: Citizen, host: str = COMMUNE) -> None:
    """Find a case in the register and open it."""
    page.goto(portal.url(host, f"{CASES}?q={citizen.word}"))
    page.get_by_role("link", name=citizen.subject).click()
    expect(page.locator("h2", has_text=citizen.subject)).to_be_visible()


def step(page: Page, name: str):
    """Return a step of a case, opened."""
    box = page.locator(f"#buoc-{name}")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    return box


def take(page: Page, name: str, **values: str) -> None:
    """Take a step of a case: fill its fields and press its button."""
    box = step(page, name)
    for field, value in values.items():
        box.locator(f"[name={name}-{field}]").fill(value)
    box.locator("button[type=submit]").last.click()
