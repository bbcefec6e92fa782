"""Fills a network with as many pages as it will have in years, to see how it bears them.

The texts are invented and marked as samples. A network in which somebody has written already is
refused. Each batch is a transaction, and what is there is counted first: a run that was stopped
goes on where it was.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from commune_site.categories import NewsCategory
from commune_site.models import ArticlePage, PortalPage, SectionPage
from commune_site.navigation import forget_site_tree
from documents.models import DocumentType, LegalDocumentPage
from documents.record.vocabulary import fields
from portal_network.provisioning.bulk import TreeInserter, index_objects, refresh_statistics
from portal_network.provisioning.errors import ProvisioningError
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune

KEY = "load:"
# How often each section is posted in, of as many pages as all weights together.
NEWS, LEGAL, ADMINISTRATIVE = "news", "legal-documents", "admin-documents"
WEIGHTS = {NEWS: 12, ADMINISTRATIVE: 6, LEGAL: 2}
PAGES_AT_ONCE = 500
DAYS = 3 * 365

DEEDS = (
    "Triển khai", "Kiểm tra", "Tổng kết", "Ra quân", "Hướng dẫn", "Hội nghị về", "Phát động",
    "Đối thoại với Nhân dân về", "Giám sát", "Tập huấn",
)  # fmt: skip
MATTERS = (
    "chuyển đổi số trong giải quyết thủ tục hành chính", "phòng, chống cháy rừng mùa khô",
    "xây dựng nông thôn mới nâng cao", "tiêm phòng cho đàn vật nuôi", "cấp căn cước cho học sinh",
    "giải phóng mặt bằng đường liên xã", "chi trả chế độ bảo trợ xã hội", "phòng, chống thiên tai",
    "vệ sinh môi trường khu dân cư", "thu thuế sử dụng đất phi nông nghiệp", "tuyển quân năm tới",
    "hỗ trợ sản xuất vụ đông", "bầu trưởng thôn", "rà soát hộ nghèo, hộ cận nghèo",
)  # fmt: skip
SENTENCES = (
    "Ủy ban nhân dân phân công từng bộ phận, có thời hạn và người chịu trách nhiệm.",
    "Người dân nộp hồ sơ tại Trung tâm Phục vụ hành chính công hoặc nộp trực tuyến.",
    "Các thôn, tổ dân phố thông báo trên loa truyền thanh và niêm yết tại nhà văn hóa.",
    "Kinh phí thực hiện lấy từ ngân sách nhà nước và các nguồn hợp pháp khác.",
    "Kết quả được công khai trên trang thông tin điện tử để Nhân dân theo dõi, giám sát.",
    "Đại biểu đề nghị sớm sửa chữa các đoạn đường hư hỏng trước mùa mưa.",
    "Mặt trận Tổ quốc và các đoàn thể phối hợp tuyên truyền, vận động hội viên tham gia.",
    "Khó khăn, vướng mắc được báo cáo kịp thời để xem xét, giải quyết.",
)
PARAGRAPHS, SENTENCES_EACH = 6, 5


class NetworkInUse(ProvisioningError):
    """Somebody has written pages in the network; nothing is invented beside them."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many pages a commune is to have in the end."""

    commune: Commune
    pages: int


def fill_network(
    pages: int, *, is_searchable: bool = True,
    progress: Callable[[Iterable[Share]], Iterable[Any]] = iter,
) -> int:  # fmt: skip
    """Make so many pages over all communes, evenly; return how many were missing and made.

    Raises:
        NetworkInUse: somebody has written in the network.
    """
    if PortalPage.everywhere.filter(registry_key="", is_item=True).exists():
        raise NetworkInUse(_("Somebody has written in this network: it is filled no further."))
    directory.forget()
    made = sum(fill_commune(share, is_searchable) for share in progress(shares(pages)))
    refresh_statistics()
    return made


def shares(pages: int) -> list[Share]:
    """Return what each commune with a site is to have; the first ones take what is left over."""
    communes = list(Commune.objects.exclude(root_page=None).order_by("code"))
    if not communes:
        return []
    each, rest = divmod(pages, len(communes))
    return [Share(one, each + (place < rest)) for place, one in enumerate(communes)]


def fill_commune(share: Share, is_searchable: bool) -> int:
    """Make what a commune lacks of its share; return how many pages were made."""
    commune = share.commune
    own = PortalPage.everywhere.filter(commune=commune, section__in=WEIGHTS)
    there = own.filter(registry_key__startswith=KEY).count()
    if there >= share.pages:
        return 0
    sections = {
        page.section: page
        for page in SectionPage.everywhere.filter(commune=commune, section__in=WEIGHTS)
    }
    if not sections:
        return 0
    for first in range(there, share.pages, PAGES_AT_ONCE):
        numbers = range(first, min(first + PAGES_AT_ONCE, share.pages))
        _write(commune, sections, numbers, is_searchable)
    return share.pages - there


@transaction.atomic
def _write(
    commune: Commune, sections: dict[str, SectionPage], numbers: range, is_searchable: bool
) -> None:
    inserter = TreeInserter(
        {}, province_code=commune.province_id, commune_code=commune.code,
        locale=Locale.get_default(),
    )  # fmt: skip
    for number in numbers:
        page = invented_page(commune, number, [one for one in WEIGHTS if one in sections])
        inserter.place(page, sections[page.section])
    pages = inserter.write()
    if is_searchable:
        index_objects(pages)
    transaction.on_commit(lambda: forget_site_tree(f"commune:{commune.code}"))


def invented_page(commune: Commune, number: int, sections: list[str]) -> PortalPage:
    """Return the unsaved page with this number of a commune, in one of these sections."""
    chance = Random(f"{commune.code}/{number}")
    (section,) = chance.choices(sections, weights=[WEIGHTS[one] for one in sections])
    day = timezone.localdate() - timedelta(days=chance.randrange(DAYS))
    title = f"{chance.choice(DEEDS)} {chance.choice(MATTERS)} ({number + 1})"
    issuer = f"Ủy ban nhân dân {commune.name}"
    common = {
        "title": title, "slug": f"tai-{number + 1}", "section": section, "disclosed_on": day,
        "summary": chance.choice(SENTENCES), "author": issuer, "source": issuer,
        "registry_key": f"{KEY}{number + 1}", "is_sample": True,
    }  # fmt: skip
    paragraphs = [
        f"<p>{' '.join(chance.choices(SENTENCES, k=SENTENCES_EACH))}</p>"
        for _paragraph in range(PARAGRAPHS)
    ]
    if section == NEWS:
        body = [{"type": "paragraph", "value": text} for text in paragraphs]
        return ArticlePage(
            body=json.dumps(body, ensure_ascii=False),
            category=chance.choice(NewsCategory.values), **common,
        )  # fmt: skip
    return _document(chance, number, day, issuer, "".join(paragraphs), common)


def _document(
    chance: Random, number: int, day: date, issuer: str, text: str, common: dict
) -> LegalDocumentPage:
    kind = chance.choice((DocumentType("ke-hoach"), DocumentType("quyet-dinh")))
    letters = "KH" if kind == "ke-hoach" else "QĐ"
    return LegalDocumentPage(
        number=f"{number + 1}/{letters}-UBND", document_type=kind, issuer=issuer, issued_on=day,
        effective_on=day, field=chance.choice(list(fields())), full_text=text, **common,
    )  # fmt: skip
