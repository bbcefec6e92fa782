"""Builders of what people make on the sites: pages, pictures, files, accounts with a role."""

from datetime import date
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db.models import Model
from wagtail.images.tests.utils import get_test_image_file_jpeg

from commune_site.guidance.models import Audience, Field, GuidancePage, PolicyPage
from commune_site.models import (
    ArticlePage,
    Attachment,
    InformationPage,
    PortalImage,
    PortalPage,
    RedirectPage,
)
from commune_site.navigation import forget_site_tree
from documents.models import DocumentType, Examination, LegalDocumentPage, PortalDocument
from portal_network.accounts.models import User
from portal_network.accounts.second_factor import forget_factors, has_second_factor
from portal_network.accounts.totp import add_app
from portal_network.tenancy.models import Commune, Membership, Province, Role
from portal_network.tenancy.policies.memberships import requires_second_factor

NEWS = "news"
LEGAL_DOCUMENTS = "legal-documents"
PASSWORD = "Đèo Sài Hồ, sương mù 1986"
# The secret of the authenticator app of accounts that must have a second factor (base32).
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_numbers = count(1)

Place = Commune | Province | str


def place_of_code(place: Place) -> Commune | Province:
    """Return the commune (five digits) or the province (two digits) with this code."""
    if not isinstance(place, str):
        return place
    model = Province if len(place) == 2 else Commune
    return model.objects.get(pk=place)


def site_page(place: Place, registry_key: str) -> PortalPage:
    """Return the page that provisioning made for ``registry_key``: "home", "section:news"."""
    owner = place_of_code(place)
    pages = PortalPage.objects.filter(registry_key=registry_key)
    if isinstance(owner, Commune):
        pages = pages.filter(commune=owner)
    else:
        pages = pages.filter(province=owner, commune=None)
    return pages.get().specific


def section_page(place: Place, section: str) -> PortalPage:
    """Return the page of a mandated section, such as "news" or "legal-documents"."""
    return site_page(place, f"section:{section}")


def make_article(place: Place, section: str = NEWS, **fields: Any) -> ArticlePage:
    """Publish an article in a section; ``paragraph`` is the HTML of its body."""
    paragraph = fields.pop("paragraph", "<p>Nội dung bài viết.</p>")
    number = next(_numbers)
    fields = {
        "title": f"Bài viết số {number}",
        "slug": f"bai-viet-{number}",
        "summary": f"Tóm tắt bài viết số {number}.",
        "author": "Ban biên tập",
        "source": "Ủy ban nhân dân xã",
        "disclosed_on": date(2026, 3, 15),
        "body": [("paragraph", paragraph)],
    } | fields
    return add_page(section_page(place, section), ArticlePage(**fields))


def make_legal_document(
    place: Place, section: str = LEGAL_DOCUMENTS, **fields: Any
) -> LegalDocumentPage:
    """Publish a document in a section."""
    number = next(_numbers)
    fields = {
        "title": f"Kế hoạch số {number} năm 2026",
        "slug": f"van-ban-{number}",
        "number": f"{number}/KH-UBND",
        "document_type": DocumentType.PLAN,
        "issuer": "Ủy ban nhân dân xã",
        "issued_on": date(2026, 2, 3),
        "disclosed_on": date(2026, 2, 4),
        "full_text": "<p>Toàn văn kế hoạch.</p>",
    } | fields
    return add_page(section_page(place, section), LegalDocumentPage(**fields))


def make_information_page(parent: PortalPage, **fields: Any) -> InformationPage:
    """Publish an information page below another page."""
    number = next(_numbers)
    fields = {
        "title": f"Trang thông tin số {number}",
        "slug": f"thong-tin-{number}",
        "body": [("paragraph", "<p>Thông tin.</p>")],
    } | fields
    return add_page(parent, InformationPage(**fields))


def make_guidance(place: Place, section: str = "legal-guidance", **fields: Any) -> GuidancePage:
    """Publish guidance with two steps and a paper to bring."""
    number = next(_numbers)
    fields = {
        "title": f"Đăng ký khai sinh {number}",
        "slug": f"huong-dan-{number}",
        "author": "Ban biên tập",
        "source": "Ủy ban nhân dân xã",
        "field": Field.CIVIL,
        "audience": Audience.CHILDREN,
        "steps": [
            ("step", {"title": "Nộp hồ sơ tại quầy số 2", "text": "<p>Buổi sáng.</p>"}),
            ("step", {"title": "Nhận kết quả", "text": ""}),
        ],
        "papers": [("paper", {"name": "Giấy chứng sinh", "note": "bản chính", "form": None})],
    } | fields
    return add_page(section_page(place, section), GuidancePage(**fields))


def make_policy(place: Place, section: str = "policies", **fields: Any) -> PolicyPage:
    """Publish a policy with a step."""
    number = next(_numbers)
    fields = {
        "title": f"Trợ cấp hưu trí {number}",
        "slug": f"chinh-sach-{number}",
        "author": "Ban biên tập",
        "source": "Ủy ban nhân dân xã",
        "field": Field.SOCIAL,
        "audience": Audience.ELDERLY,
        "benefit": "Nhận trợ cấp hằng tháng.",
        "amount": "500.000 đồng/tháng",
        "beneficiaries": "Từ đủ 75 tuổi.",
        "steps": [("step", {"title": "Nộp hồ sơ tại quầy số 2", "text": ""})],
    } | fields
    return add_page(section_page(place, section), PolicyPage(**fields))


def make_activity(
    site: Place, model: type[PortalPage], section: str, /, **fields: Any
) -> PortalPage:
    """Publish a page of the activities room; rows of inline panels are the caller's."""
    number = next(_numbers)
    fields = {
        "title": f"Hoạt động {number}",
        "slug": f"hoat-dong-{number}",
        "author": "Văn phòng",
        "source": "Ủy ban nhân dân xã",
        "disclosed_on": date(2026, 3, 15),
    } | fields
    return add_page(section_page(site, section), model(**fields))


def make_redirect(place: Place, section: str, target_url: str, **fields: Any) -> RedirectPage:
    """Publish a link in a section."""
    number = next(_numbers)
    fields = {"title": f"Liên kết số {number}", "slug": f"lien-ket-{number}"} | fields
    return add_page(section_page(place, section), RedirectPage(target_url=target_url, **fields))


def add_page(parent: PortalPage, page: PortalPage) -> Any:
    """Put a new page below ``parent`` as an editor does, and let its site show it."""
    parent.refresh_from_db()
    parent.add_child(instance=page)
    forget_site_tree(page.tenant.key)
    return page


def attach(page: PortalPage, document: PortalDocument, title: str = "") -> Attachment:
    """Attach a file to a page."""
    return Attachment.objects.create(page=page, document=document, title=title)


def make_image(place: Place, **fields: Any) -> PortalImage:
    """Store a picture in the place's collection."""
    owner = place_of_code(place)
    number = next(_numbers)
    size = fields.pop("size", (640, 480))
    picture = get_test_image_file_jpeg(filename=f"anh-{number}.jpg", size=size)
    fields = {"title": f"Ảnh số {number}", "collection": owner.collection} | fields
    return PortalImage.objects.create(file=ImageFile(picture.file, picture.name), **fields)


def make_file(
    place: Place, content: bytes = b"%PDF-1.7\n%%EOF\n", filename: str = "", **fields: Any
) -> PortalDocument:
    """Store a file in the place's collection, as if it had been examined."""
    owner = place_of_code(place)
    number = next(_numbers)
    filename = filename or f"tep-{number}.pdf"
    fields = {
        "title": f"Tệp số {number}",
        "collection": owner.collection,
        "examination": Examination.CLEAN,
    } | fields
    return PortalDocument.objects.create(file=ContentFile(content, name=filename), **fields)


def make_user(role: Role | str | None = None, place: Place | None = None, **fields: Any) -> User:
    """Create an account that holds ``role`` at ``place``; without a role it may do nothing.

    Whoever must have a second factor gets an app (``TOTP_SECRET``), unless ``second_factor`` is
    False.
    """
    number = next(_numbers)
    password = fields.pop("password", PASSWORD)
    second_factor = fields.pop("second_factor", True)
    fields = {"username": f"canbo{number}", "email": f"canbo{number}@vidu.invalid"} | fields
    user = User(**fields)
    user.set_password(password)
    user.save()
    if role is not None:
        give_role(user, role, place, second_factor=second_factor)
    elif second_factor:
        _ensure_second_factor(user)
    return user


def make_superuser(**fields: Any) -> User:
    """Create an account that may do everything."""
    return make_user(is_superuser=True, is_staff=True, **fields)


def give_role(user: User, role: Role | str, place: Place, second_factor: bool = True) -> Membership:
    """Give a person a role in a commune or in a province, and the second factor it requires."""
    owner = place_of_code(place)
    key = "commune" if isinstance(owner, Commune) else "province"
    membership = Membership.objects.create(user=user, role=role, **{key: owner})
    _forget_memberships(user)
    if second_factor:
        _ensure_second_factor(user)
    return membership


def _ensure_second_factor(user: User) -> None:
    if requires_second_factor(user) and not has_second_factor(user):
        add_app(user, TOTP_SECRET)
    _forget_memberships(user)
    forget_factors(user)


def _forget_memberships(user: Model) -> None:
    # The account keeps its memberships for one request; in a test it lives longer.
    for name in [name for name in vars(user) if name.endswith("_cache")]:
        delattr(user, name)
