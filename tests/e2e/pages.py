"""The public pages that are looked at: one of each kind, on the province's and a commune's site."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from tests.e2e.portal import COMMUNE, PROVINCE, Portal

DOCUMENTS = "/van-ban/van-ban-chi-dao-dieu-hanh/"
PROCEDURES = "/dich-vu-cong/thu-tuc-hanh-chinh/"
NEWS = "/hoat-dong/hoat-dong-don-vi/"
DISCLOSED = "/cong-khai/"
PROJECTS = f"{DISCLOSED}du-an-dau-tu-mua-sam-cong/"
SEARCH = f"/tim-kiem/?q={quote('chuyển đổi số')}"


@dataclass(frozen=True)
class Place:
    """Where a page is found: on which site, at which path, or as an entry of the listing there.

    ``entry`` is a pattern of the entry's slug; the first entry that fits is meant.
    """

    host_label: str
    path: str
    entry: str = ""
    query: str = ""
    status: int = 200
    language: str = "vi"


PLACES = {
    "province home": Place(PROVINCE, "/"),
    "commune directory": Place(PROVINCE, "/xa-phuong/"),
    "commune home": Place(COMMUNE, "/"),
    "listing": Place(COMMUNE, NEWS),
    "article": Place(COMMUNE, NEWS, entry=r"[\w-]+"),
    "document listing": Place(COMMUNE, DOCUMENTS),
    # The province's plan 206/KH-UBND, a public document with everything that a document states.
    "document": Place(PROVINCE, DOCUMENTS, entry=r"phat-trien-chinh-quyen-so[\w-]*"),
    "commune document": Place(COMMUNE, DOCUMENTS, entry=r"[\w-]+"),
    "plan": Place(COMMUNE, f"{DISCLOSED}ke-hoach-kinh-te-xa-hoi/", entry=r"ke-hoach[\w-]*"),
    "planning": Place(
        COMMUNE, f"{DISCLOSED}quy-hoach-ke-hoach-su-dung-dat/", entry=r"ke-hoach-su-dung[\w-]*"
    ),
    "paper on land": Place(
        COMMUNE, f"{DISCLOSED}thu-hoi-dat-boi-thuong-gia-dat/", entry=r"lay-y-kien[\w-]*"
    ),
    "projects": Place(COMMUNE, PROJECTS),
    "project": Place(COMMUNE, PROJECTS, entry=r"nang-cap-duong[\w-]*"),
    "print view of a project": Place(
        COMMUNE, PROJECTS, entry=r"nang-cap-duong[\w-]*", query="?ban-in=1"
    ),
    "tenders": Place(COMMUNE, f"{DISCLOSED}dau-thau/"),
    "tender": Place(COMMUNE, f"{DISCLOSED}dau-thau/", entry=r"goi-thau-xay-lap[\w-]*"),
    "print view": Place(COMMUNE, DOCUMENTS, entry=r"[\w-]+", query="?ban-in=1"),
    "procedures": Place(COMMUNE, PROCEDURES),
    "procedure": Place(COMMUNE, f"{PROCEDURES}1.001193/"),
    "checklist": Place(COMMUNE, f"{PROCEDURES}1.001193/", query="?ban-in=1"),
    "online services": Place(COMMUNE, "/dich-vu-cong/dich-vu-cong-truc-tuyen/"),
    "contacts": Place(COMMUNE, "/gioi-thieu/lien-he/"),
    "organisation chart": Place(COMMUNE, "/gioi-thieu/co-cau-to-chuc/"),
    "unit": Place(COMMUNE, "/gioi-thieu/co-cau-to-chuc/", entry=r"van-phong[\w-]*"),
    "leaders in office": Place(COMMUNE, "/gioi-thieu/lanh-dao/"),
    "leader": Place(COMMUNE, "/gioi-thieu/lanh-dao/", entry=r"[\w-]+"),
    "directory of officials": Place(COMMUNE, "/gioi-thieu/danh-ba/"),
    "administrative map": Place(COMMUNE, "/gioi-thieu/ban-do-hanh-chinh/"),
    "relics": Place(COMMUNE, "/gioi-thieu/di-tich-danh-thang/"),
    "relic": Place(COMMUNE, "/gioi-thieu/di-tich-danh-thang/", entry=r"[\w-]+"),
    "search results": Place(COMMUNE, SEARCH),
    "province search": Place(COMMUNE, f"{SEARCH}&pham-vi=tinh"),
    "leaders": Place(COMMUNE, "/hoat-dong/hoat-dong-lanh-dao/"),
    "work week": Place(COMMUNE, "/hoat-dong/hoat-dong-lanh-dao/", entry=r"lich-lam-viec[\w-]*"),
    "campaign": Place(COMMUNE, "/hoat-dong/tuyen-truyen/", entry=r"[\w-]+"),
    "album": Place(COMMUNE, "/hoat-dong/hinh-anh-video-am-thanh/", entry=r"bo-hinh[\w-]+"),
    "video": Place(COMMUNE, "/hoat-dong/hinh-anh-video-am-thanh/", entry=r"video[\w-]+"),
    "audio": Place(COMMUNE, "/hoat-dong/hinh-anh-video-am-thanh/", entry=r"nhac-hieu[\w-]+"),
    "links": Place(COMMUNE, "/lien-ket/lien-ket-cong-thong-tin/"),
    "citizen reception": Place(COMMUNE, "/tuong-tac/tiep-cong-dan/"),
    "reception of a month": Place(
        COMMUNE, "/tuong-tac/tiep-cong-dan/", entry=r"lich-tiep-cong-dan[\w-]*"
    ),
    "answer": Place(COMMUNE, "/tuong-tac/hoi-dap/", entry=r"[\w-]+"),
    "history": Place(COMMUNE, "/gioi-thieu/lich-su-van-hoa/"),
    "document with relations": Place(
        COMMUNE, "/van-ban/van-ban-quy-pham-phap-luat/", entry=r"quyet-dinh-ban-hanh-quy-dinh[\w-]*"
    ),
    "number of no document": Place(COMMUNE, "/van-ban/so/999-KH-UBND-2021/", status=404),
    "gazette": Place(PROVINCE, "/van-ban/cong-bao/", entry=r"[\w-]+"),
    "policies": Place(COMMUNE, "/van-ban/che-do-chinh-sach/"),
    "policy": Place(COMMUNE, "/van-ban/che-do-chinh-sach/", entry=r"[\w-]+"),
    "guidance": Place(COMMUNE, "/van-ban/huong-dan-phap-luat/", entry=r"mot-lan-nop[\w-]*"),
    "alerts": Place(COMMUNE, "/canh-bao/"),
    "alert": Place(COMMUNE, "/canh-bao/", entry=r"[\w-]+mua-lon[\w-]*"),
    "budget": Place(COMMUNE, "/cong-khai/ngan-sach-tai-chinh/"),
    "disclosure": Place(COMMUNE, "/cong-khai/ngan-sach-tai-chinh/", entry=r"quyet-toan[\w-]+"),
    "disclosure in print": Place(
        COMMUNE, "/cong-khai/ngan-sach-tai-chinh/", entry=r"quyet-toan[\w-]+", query="?ban-in=1"
    ),
    "posting notice": Place(
        COMMUNE,
        "/cong-khai/ngan-sach-tai-chinh/",
        entry=r"tinh-hinh-thuc-hien[\w-]+",
        query="?niem-yet=thong-bao",
    ),
    "access to information": Place(COMMUNE, "/cong-khai/tiep-can-thong-tin/"),
    "list of information": Place(COMMUNE, "/cong-khai/tiep-can-thong-tin/danh-muc/"),
    "questions section": Place(COMMUNE, "/tuong-tac/hoi-dap/"),
    "answers": Place(COMMUNE, "/hoi-dap/"),
    "question form": Place(COMMUNE, "/hoi-dap/gui-cau-hoi/"),
    "case tracking": Place(COMMUNE, "/tra-cuu-ho-so/"),
    "consultations": Place(COMMUNE, "/van-ban/du-thao-lay-y-kien/"),
    "consultation": Place(COMMUNE, "/van-ban/du-thao-lay-y-kien/", entry=r"du-thao[\w-]+"),
    "consultation with its outcome": Place(
        COMMUNE, "/tuong-tac/lay-y-kien-nhan-dan/", entry=r"lay-y-kien[\w-]+"
    ),
    "survey": Place(COMMUNE, "/danh-gia/"),
    "survey results": Place(COMMUNE, "/danh-gia/ket-qua/"),
    "privacy notice": Place(COMMUNE, "/bao-ve-du-lieu/question/"),
    "pages in English": Place(COMMUNE, "/en/", language="en"),
    "article in English": Place(COMMUNE, "/en/", entry=r"[\w-]+", language="en"),
    "open data": Place(COMMUNE, "/du-lieu-mo/"),
    "site map": Place(COMMUNE, "/so-do-trang/"),
    "missing page": Place(COMMUNE, "/khong-co-trang-nay/", status=404),
}
# Those whose pictures and figures the documentation shows.
SHOWN = ("province home", "commune home", "listing", "article", "document")


class NothingListed(AssertionError):
    """A listing that should have sample content has none."""


def page_path(portal: Portal, name: str) -> str:
    """Return the path, with its query, of the page called ``name``."""
    place = PLACES[name]
    path = place.path
    if place.entry:
        path = first_entry(portal, place.host_label, path, place.entry)
    return path + place.query


def page_url(portal: Portal, name: str) -> str:
    """Return the address of the page called ``name``."""
    return portal.url(PLACES[name].host_label, page_path(portal, name))


@cache
def first_entry(portal: Portal, host_label: str, listing: str, slug: str) -> str:
    """Return the path of the first page below ``listing`` whose slug fits the pattern ``slug``."""
    _status, html = portal.fetch(host_label, listing)
    match = re.search(rf'href="(?:http://[^/"]+)?({re.escape(listing)}{slug}/)"', html)
    if not match:
        raise NothingListed(f"{listing} on {host_label} lists no page like {slug}")
    return match[1]
