"""A few cases of made-up citizens, so that the register of a trial is not empty."""

from django.contrib.auth import get_user_model
from django.db import transaction

from commune_site.engagement.kinds_shipped import QUESTION, REPORT
from commune_site.engagement.models import Case
from commune_site.engagement.models.cases import Contact
from commune_site.engagement.services import handling
from commune_site.engagement.services.intake import Submission, receive
from commune_site.models import ArticlePage
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune

RESPONDER = "traloi.xa"
# Nobody has this number, and without an address no letter is sent.
SENDER = Contact(name="Nguyễn Thị Ví Dụ", phone="0900 000 000")
TAKEN_UP = Submission(
    nonce="sample-1", topic="ho-tich", contact=SENDER, allows_publishing=True,
    subject="Đăng ký khai sinh cho con khi cha mẹ ở hai nơi",
    body="Vợ chồng tôi có hộ khẩu ở hai xã khác nhau. Xin hỏi làm giấy khai sinh cho con ở nơi "
    "nào, cần mang theo giấy tờ gì và có nộp hồ sơ qua mạng được không?",
)  # fmt: skip
WAITING = Submission(
    nonce="sample-2", topic="dat-dai", contact=SENDER,
    subject="Thời gian cấp đổi giấy chứng nhận quyền sử dụng đất",
    body="Giấy chứng nhận của gia đình tôi bị rách, muốn xin cấp đổi. Xin cho biết nộp ở đâu và "
    "bao nhiêu ngày thì nhận được kết quả.",
)  # fmt: skip
MISTAKE = "Thời gian trong bài khác với lịch dán ở nhà văn hóa, đề nghị kiểm tra lại."


@transaction.atomic
def send_sample_cases(commune: Commune) -> int:
    """Send two questions and a report to a commune once; return how many were received."""
    responder = get_user_model().objects.filter(username=RESPONDER).first()
    if responder is None or Case.everywhere.filter(commune=commune).exists():
        return 0
    tenant = directory.commune(commune.code)
    taken_up = receive(tenant, QUESTION, TAKEN_UP).case
    handling.accept(responder, taken_up.pk, responder)
    receive(tenant, QUESTION, WAITING)
    article = ArticlePage.everywhere.filter(commune=commune, live=True).order_by("pk").first()
    if article is None:
        return 2
    mistake = Submission(nonce="sample-3", subject=article.title, body=MISTAKE, page=article)
    receive(tenant, REPORT, mistake)
    return 3
