"""What citizens write, and how a browser sends it."""

import json
import re
from itertools import count

from altcha import Challenge, Payload, solve_challenge
from bs4 import BeautifulSoup

from commune_site.engagement.models.cases import Contact
from commune_site.engagement.services.intake import Submission

ASK = "/hoi-dap/gui-cau-hoi/"
TRACK = "/tra-cuu-ho-so/"
CONTACT = Contact(
    name="Vi Thị Hỏi", email="hoi@vidu.invalid", phone="0912 345 678", address="Khối 3"
)
# None of these may ever be seen where the public, or staff without a duty, look.
PERSONAL = (CONTACT.name, CONTACT.email, CONTACT.phone)
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")

_numbers = count(1)


def submission(**fields) -> Submission:
    """Return what a checked form holds; texts differ from one another."""
    number = next(_numbers)
    fields = {
        "nonce": f"nonce-{number}",
        "subject": f"Xin hỏi về thủ tục số {number}",
        "body": f"Tôi muốn biết thủ tục số {number} cần những giấy tờ gì và nộp ở đâu?",
        "topic": "ho-tich",
    } | fields
    return Submission(**fields)


def fill(client, path: str = ASK, *, prove: bool = True, **values: object) -> dict:
    """Return the fields of an empty form with these values, as a browser would send them."""
    html = client.get(path).content.decode()
    form = BeautifulSoup(html, "html.parser").find("form", attrs={"data-challenge": True})
    sent = {field["name"]: field.get("value", "") for field in form.find_all("input")
            if field.get("type") not in ("checkbox", "radio", "file")}  # fmt: skip
    sent |= {area["name"]: area.text.strip() for area in form.find_all("textarea")}
    if prove:
        challenge = Challenge.from_dict(json.loads(form["data-challenge"]))
        sent["proof"] = Payload(challenge, solve_challenge(challenge)).to_base64()
    return sent | values


def question(**values: object) -> dict:
    """Return the values of a good question."""
    number = next(_numbers)
    return {
        "topic": "dat-dai",
        "subject": f"Tách thửa đất vườn số {number} cần giấy tờ gì?",
        "body": f"Nhà tôi ở khối {number} muốn tách thửa đất vườn cho con thì nộp hồ sơ ở đâu?",
    } | values


def texts_beside_fields(html: str) -> str:
    """Return all messages beside fields."""
    soup = BeautifulSoup(html, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in soup.select(".field__error"))
