"""Consultations as officers post them, and comments as citizens send them."""

from datetime import timedelta
from itertools import count

from django.urls import reverse
from django.utils import timezone

from commune_site.consultations.kinds import OPINION
from commune_site.consultations.models import ConsultationPage
from commune_site.consultations.services import keep_opinions
from commune_site.engagement.models import Case, Contact
from commune_site.engagement.services.intake import Submission, receive
from tests.factories import add_page, section_page

DRAFT = (
    "<p>Căn cứ Luật Tổ chức chính quyền địa phương.</p>"
    "<h2>Chương I. Quy định chung</h2>"
    "<p>Điều 1. Phạm vi điều chỉnh</p><p>Quy chế này áp dụng cho điểm du lịch.</p>"
    "<p>Điều 2. Đóng góp</p><p>Mỗi hộ đóng góp 20.000 đồng một lượt khách.</p>"
)
_numbers = count(1)


def make_consultation(place, section: str = "draft-consultations", **fields) -> ConsultationPage:
    """Publish a consultation; ``opens`` and ``closes`` count days from today."""
    number = next(_numbers)
    today = timezone.localdate()
    opens, closes = fields.pop("opens", -5), fields.pop("closes", 20)
    fields = {
        "title": f"Dự thảo quy chế số {number}",
        "slug": f"du-thao-{number}",
        "organiser": "Ủy ban nhân dân phường Tam Thanh",
        "receiver": "Văn phòng phường, khối 3",
        "receiver_email": "vidu@tamthanh.invalid",
        "opens_on": today + timedelta(days=opens),
        "closes_on": today + timedelta(days=closes),
        "draft_text": DRAFT,
        "first_published_at": timezone.now() + timedelta(days=opens),
    } | fields
    return add_page(section_page(place, section), ConsultationPage(**fields))


def form_address(page: ConsultationPage) -> str:
    """Return the address of the form."""
    return reverse("consultation-comment", args=[page.pk])


def make_opinion(page: ConsultationPage, text: str, contact: Contact | None = None, **sent) -> Case:
    """Receive one comment on Điều 2 of a draft."""
    number = next(_numbers)
    sent = {"allows_publishing": True} | sent
    submission = Submission(
        nonce=f"gop-y-{number}", subject=page.title, body=text, page=page,
        contact=contact or Contact(), **sent,
    )  # fmt: skip
    case = receive(page.tenant, OPINION, submission).case
    part = next((part for part in page.parts if part.key == "dieu-2"), None)
    keep_opinions(page, case, [(part, text)])
    return case
