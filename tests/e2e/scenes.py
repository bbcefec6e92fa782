"""The screens that guides explain, each in the state that its picture shows.

The pictures of the guides are taken of them (``guide_pictures``), and ``test_scenes`` looks at the
same ones: a screen that changes so that a scene no longer plays fails there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.portal import Portal
from tests.e2e.sessions import host_of

KEY_OF_PAGE = re.compile(r"\{([^}]+)\}")
Prepare = Callable[[Page], None]


@dataclass(frozen=True)
class Scene:
    """One screen as one role sees it in a window of ``height`` CSS pixels.

    ``path`` begins below the administration and names pages by ``{registry key}``; ``prepare``
    brings the screen into the state that is shown; ``marks`` are framed in red, and the first of
    them is scrolled to. ``script`` is run in the installation before: what the sample does not
    hold, so that only the pictures show it.
    """

    name: str
    role: str
    path: str
    height: int = 560
    marks: tuple[str, ...] = ()
    prepare: Prepare | None = None
    script: str = ""

    def play(self, page: Page, portal: Portal, ids: Mapping[str, int]) -> None:
        """Open the screen on the page of somebody with the role and bring it into its state."""
        path = KEY_OF_PAGE.sub(lambda match: str(ids[match[1]]), self.path)
        answer = page.goto(portal.url(host_of(self.role), f"/quan-tri/{path}"))
        assert answer is not None and answer.ok, f"{self.name}: {page.url}"
        if self.prepare:
            self.prepare(page)
        for mark in self.marks:
            expect(page.locator(mark).first).to_be_visible()


def click(*selectors: str) -> Prepare:
    """Return what follows links and presses buttons, one after the other."""

    def press(page: Page) -> None:
        for selector in selectors:
            page.locator(selector).first.click()
            page.wait_for_load_state()

    return press


def case(subject: str, *then: str) -> Prepare:
    """Return what opens a case of the register by a word of its subject."""
    return click(f'main tbody a:has-text("{subject}")', *then)


def step(label: str) -> str:
    """Return the head of a step that a case offers."""
    return f'summary:has-text("{label}")'


def button(label: str) -> str:
    """Return a button by what stands on it."""
    return f'main button:has-text("{label}")'


def field(name: str) -> str:
    """Return a field of a form by its name."""
    return f'main [name="{name}"]'


# An answer that its writer has submitted, and one that may be shown to all.
_SUBMITTED = """
from commune_site.engagement.models import Case, ProposedAnswer
from portal_network.accounts.models import User
case = Case.everywhere.get(commune_id="05986", subject__startswith="Đăng ký khai sinh cho con")
ProposedAnswer.everywhere.update_or_create(
    case=case, defaults={"text": "Ông/Bà nộp hồ sơ tại nơi cư trú của cha hoặc mẹ."},
)
"""
_ANSWERED = """
from django.db import transaction
from commune_site.engagement.models import Case
from commune_site.engagement.services.handling import close_with_answer
from portal_network.accounts.models import User
with transaction.atomic():
    case = Case.everywhere.get(commune_id="05986", subject__startswith="Thời gian cấp đổi")
    Case.everywhere.filter(pk=case.pk).update(allows_publishing=True)
    if case.is_open:
        close_with_answer(case, User.objects.first(), "Thời gian cấp đổi là 07 ngày làm việc.", ())
"""
QUESTION, MISTAKE = "Đăng ký khai sinh cho con", "Bốn bước nộp hồ sơ"
ANSWERED = "Thời gian cấp đổi"
MORE_ACTIONS = "footer [data-w-dropdown-target=toggle]"
FIRST_ROW = "main tbody a"
FOR_WRITERS = (
    Scene("man-hinh-dau", "editor", "", 640, (".workplace-jobs",)),
    Scene("dang-nhap-lan-dau", "visitor", "dang-nhap/", 820, (button("Đăng nhập"),)),
    Scene("xac-thuc-hai-lop", "responder", "bao-mat/", 860),
    Scene("dang-tin-tu-word", "editor", "soan-thao/nhap-word/{section:news}/", 520,
          (button("Tạo bản nháp"),)),
    Scene("chon-loai-bai", "editor", "pages/{section:leader-activities}/add_subpage/", 420),
    Scene("soan-bai-truc-tiep", "editor", "pages/add/commune_site/articlepage/{section:news}/", 760,
          ('button:has-text("Gửi duyệt")',), click(MORE_ACTIONS)),
    Scene("dang-van-ban-tu-tep", "editor", "van-ban-tu-tep/", 460, (".intake-drop",)),
    Scene("nhap-nhieu-van-ban", "editor", "van-ban-tu-tep/hang-loat/{section:admin-documents}/",
          720, (button("Gửi và kiểm tra"),)),
    Scene("cong-khai-ngan-sach", "editor",
          "pages/add/disclosures/disclosurepage/{section:budget-finance}/", 760, (field("kind"),)),
    Scene("dang-lich-cong-tac", "editor",
          "pages/add/activities/workweekpage/{section:leader-activities}/", 820,
          (field("first_day"),)),
    Scene("phat-canh-bao", "editor", "canh-bao/phat/", 1010, (button("Phát cảnh báo"),)),
    Scene("sua-danh-ba", "editor", "to-chuc/can-bo/", 760, prepare=click(FIRST_ROW)),
    Scene("gui-duyet-va-sua-bai-tra-lai", "editor", "hang-doi-duyet/theo-doi/", 620),
    Scene("sua-thong-tin-sai", "editor", "pages/{sample:thuc-hien-ngan-sach-quy}/edit/", 640,
          (button("Đính chính"),)),
    Scene("thong-bao", "editor", "thong-bao/", 420,
          ('main a:has-text("Chọn cách nhận thư điện tử")',)),
    Scene("tim-trong-quan-tri", "editor", "tim-tat-ca/?q=chuyển đổi số", 620,
          (button("Tìm kiếm"),)),
    Scene("anh-va-tep", "approver", "images/", 620),
    Scene("lay-y-kien", "editor", "lay-y-kien/", 420),
    Scene("dich-tieng-anh", "editor", "tieng-anh/{section:history-culture}/", 420,
          (button("Tạo bản nháp tiếng Anh"),)),
    Scene("nguoi-dan-tim-gi", "site_administrator", "tim-kiem/nguoi-dan-tim-gi/", 560,
          (button("Hiện"),)),
    Scene("chi-dan-thu-tuc", "site_administrator", "chi-dan-thu-tuc/", 560,
          ('main a:has-text("Sửa chỉ dẫn chung")',)),
)  # fmt: skip
FOR_APPROVERS = (
    Scene("hang-doi-duyet", "approver", "hang-doi-duyet/", 740),
    Scene("duyet-bai", "approver", "hang-doi-duyet/", 760, (button("Phê duyệt"),),
          click(".approval-table a")),
    Scene("dang-khan-cap", "approver", "hang-doi-duyet/trang/{sample:queue-1}/dang-khan-cap/", 520,
          (button("Đăng ngay"),)),
    Scene("trang-bi-khoa", "approver", "reports/locked/", 420),
    Scene("go-va-khoi-phuc-trang", "approver", "pages/{sample:doi-thoai-voi-nhan-dan}/unpublish/",
          500, (button("Gỡ bài"),)),
)  # fmt: skip
FOR_RESPONDERS = (
    Scene("ho-so-nguoi-dan", "responder", "ho-so/", 740),
    Scene("tra-loi-nguoi-dan", "responder", "ho-so/", 860, (button("Gửi câu trả lời"),),
          case(QUESTION)),
    Scene("chuyen-ho-so", "responder", "ho-so/", 520, (button("Chuyển, giữ nguyên"),),
          case(QUESTION, step("Chuyển đơn vị trong tỉnh"))),
    Scene("nguoi-gui-bi-chan", "responder", "ho-so/nguoi-gui-bi-chan/", 420),
    Scene("ky-van-ban-tra-loi", "approver", "ho-so/", 620, (button("Ký duyệt và gửi"),),
          case(QUESTION), script=_SUBMITTED),
    Scene("cong-khai-cau-tra-loi", "responder", "ho-so/?q=cấp+đổi&tab=closed", 760,
          (button("Gửi duyệt"),), case(ANSWERED), script=_ANSWERED),
    Scene("bao-thong-tin-sai", "responder", "ho-so/", 620, (button("Trình xác nhận"),),
          case(MISTAKE, step("Đính chính trên trang"))),
)  # fmt: skip
FOR_ADMINISTRATORS = (
    Scene("moi-nhan-su", "site_administrator", "nhan-su/moi/", 720, (button("Gửi lời mời"),)),
    Scene("ket-thuc-vai-tro", "site_administrator", "nhan-su/?q=bientap.xa", 600,
          ('main :is(a, button):has-text("Kết thúc vai trò")',), click(FIRST_ROW)),
    Scene("lien-he-gio-lam-viec", "site_administrator", "commune/", 760, prepare=click(FIRST_ROW)),
    Scene("danh-muc-chinh", "site_administrator", "wagtailmenus/mainmenu/", 700,
          prepare=click(FIRST_ROW)),
    Scene("chuyen-huong", "site_administrator", "redirects/add/", 640, (field("old_path"),)),
    Scene("ra-soat-quyen", "site_administrator", "nhan-su/ra-soat/05986/", 560),
    Scene("hang-doi-cua-tinh", "province_moderator", "hang-doi-duyet/", 620,
          prepare=click('summary:has-text("Bộ lọc")')),
    Scene("quy-tac-duyet", "province_administrator", "quy-tac-duyet/new/", 640, (field("route"),)),
    Scene("lich-nghi", "province_administrator", "lich-lam-viec/", 520,
          ('main a:has-text("Thêm ngày")',)),
    Scene("nhap-thu-tuc", "province_administrator", "thu-tuc/nhap/", 560,
          (button("Kiểm tra tệp"),)),
    Scene("nhat-ky-kiem-toan", "province_administrator", "nhat-ky/", 450, (button("Hiện"),)),
    Scene("so-lieu-ho-so", "province_administrator", "ho-so/thong-ke/", 460,
          ('main :is(a, button):has-text("XLSX")',)),
    Scene("quy-tac-ho-so", "province_administrator", "quy-tac-ho-so/new/", 760),
    Scene("tu-cung-nghia", "province_administrator", "tu-cung-nghia/new/", 640,
          (field("words"),)),
    Scene("tinh-trang-he-thong", "helper", "tinh-trang/", 820),
    Scene("phien-ho-tro", "operator", "phien-ho-tro/", 740, (button("Mở phiên"),)),
    Scene("quan-ly-mang-luoi", "province_administrator", "mang-luoi/20/", 520),
)  # fmt: skip
# The guides themselves need no picture.
GUIDES = (
    Scene("guides", "editor", "huong-dan/"),
    Scene("guides found", "editor", "huong-dan/?q=canh+bao"),
    Scene("one guide", "editor", "huong-dan/phat-canh-bao/"),
    Scene("a book", "province_moderator", "huong-dan/so-tay/province_moderator/"),
)
SCENES = (*FOR_WRITERS, *FOR_APPROVERS, *FOR_RESPONDERS, *FOR_ADMINISTRATORS)
