"""A few texts that wait for approval, so that the queues of a trial are not empty."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from commune_site.models import ArticlePage, PortalPage
from portal_network.tenancy.models import Commune

EDITOR = "bientap.xa"
SOURCE = "Dữ liệu mẫu"
# Title, summary, text; the second one lacks what the checks look for.
TEXTS = (
    (
        "Thông báo lịch thu gom rác thải sinh hoạt tháng tới",
        "Thời gian và điểm tập kết rác của từng khối phố.",
        "<p>Rác thải sinh hoạt được thu gom vào buổi sáng thứ Ba và thứ Sáu hằng tuần tại điểm tập "
        "kết của khối phố. Đề nghị các hộ gia đình phân loại trước khi mang ra.</p>",
    ),
    (
        "Kết quả ngày hội đại đoàn kết toàn dân tộc",
        "",
        "<p>Các khối phố đã tổ chức ngày hội. Xem ảnh "
        '<a href="https://vidu.invalid/">tại đây</a>.</p>',
    ),
    (
        "Mời tham gia lớp hướng dẫn nộp hồ sơ trực tuyến",
        "Lớp miễn phí, dành cho người chưa quen dùng điện thoại thông minh.",
        "<p>Tổ công nghệ số cộng đồng hướng dẫn đăng ký tài khoản và nộp hồ sơ trên Cổng dịch vụ "
        "công, vào chiều thứ Năm tại nhà văn hóa khối phố.</p>",
    ),
)


@transaction.atomic
def submit_sample_texts(commune: Commune) -> int:
    """Submit the texts of the sample editor once; return how many were made."""
    editor = get_user_model().objects.filter(username=EDITOR).first()
    section = PortalPage.everywhere.filter(commune=commune, registry_key="section:news").first()
    known = PortalPage.everywhere.filter(commune=commune, registry_key__startswith="sample:queue-")
    if editor is None or section is None or known.exists():
        return 0
    for number, (title, summary, text) in enumerate(TEXTS, start=1):
        page = ArticlePage(
            title=title, slug=f"cho-duyet-{number}", summary=summary, author="Ban biên tập",
            source=SOURCE, disclosed_on=timezone.localdate(), body=[("paragraph", text)],
            registry_key=f"sample:queue-{number}", is_sample=True, owner=editor, live=False,
        )  # fmt: skip
        section.refresh_from_db()
        section.add_child(instance=page)
        page.save_revision(user=editor)
        page.get_workflow().start(page, editor)
    return len(TEXTS)
