"""The words in which documents are told apart; the values stand in addresses and exports."""

import tomllib
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELDS_FILE = Path(__file__).with_name("fields.toml")


class DocumentType(models.TextChoices):
    """Types of document under Decree 30/2020/NĐ-CP and Law 64/2025/QH15."""

    RESOLUTION = "nghi-quyet", "Nghị quyết"
    DECISION = "quyet-dinh", "Quyết định"
    DIRECTIVE = "chi-thi", "Chỉ thị"
    REGULATION = "quy-che", "Quy chế"
    RULES = "quy-dinh", "Quy định"
    NOTICE = "thong-bao", "Thông báo"
    GUIDANCE = "huong-dan", "Hướng dẫn"
    PROGRAMME = "chuong-trinh", "Chương trình"
    PLAN = "ke-hoach", "Kế hoạch"
    SCHEME = "phuong-an", "Phương án"
    PROJECT = "de-an", "Đề án"
    REPORT = "bao-cao", "Báo cáo"
    PROPOSAL = "to-trinh", "Tờ trình"
    OFFICIAL_LETTER = "cong-van", "Công văn"
    TELEGRAM = "cong-dien", "Công điện"
    CONCLUSION = "ket-luan", "Kết luận"
    MINUTES = "bien-ban", "Biên bản"
    DRAFT = "du-thao", "Dự thảo"
    OTHER = "khac", "Văn bản khác"


class SigningForm(models.TextChoices):
    """In whose name a document is signed (Decree 30/2020/NĐ-CP, annex I)."""

    TM = "TM.", "TM. (thay mặt)"
    KT = "KT.", "KT. (ký thay)"
    TL = "TL.", "TL. (thừa lệnh)"
    TUQ = "TUQ.", "TUQ. (thừa ủy quyền)"
    Q = "Q.", "Q. (quyền)"
    TM_KT = "TM. KT.", "TM., KT. (thay mặt, ký thay)"


class DocumentKind(models.TextChoices):
    """What the law makes of a document (R67)."""

    NORMATIVE = "quy-pham-phap-luat", _("Normative document")
    ADMINISTRATIVE = "hanh-chinh", _("Administrative document")
    DRAFT = "du-thao", pgettext_lazy("kind of document", "Draft")


KIND_OF_SECTION = {
    "legal-documents": DocumentKind.NORMATIVE,
    "draft-consultations": DocumentKind.DRAFT,
}


def kind_of(document_type: str, section: str) -> DocumentKind:
    """Return what a document is unless somebody says otherwise, by type and section."""
    if document_type == DocumentType.DRAFT:
        return DocumentKind.DRAFT
    return KIND_OF_SECTION.get(section, DocumentKind.ADMINISTRATIVE)


class IssuingLevel(models.TextChoices):
    """At which level of the state a document was issued."""

    CENTRAL = "trung-uong", _("Central level")
    PROVINCE = "tinh", _("Provincial level")
    COMMUNE = "xa", _("Commune level")


class Effect(models.TextChoices):
    """States of effect, in the words of the national database of law (vbpl.vn; R66)."""

    UNKNOWN = "chua-xac-dinh", _("Not determined")
    NOT_YET = "chua-co-hieu-luc", _("Not yet effective")
    IN_FORCE = "con-hieu-luc", _("In force")
    PARTLY = "het-hieu-luc-mot-phan", _("Partly expired")
    SUSPENDED = "ngung-hieu-luc", _("Suspended")
    EXPIRED = "het-hieu-luc-toan-bo", _("Expired")


# How lists and pages colour a state; what is missing here is plain.
TONES = {
    Effect.IN_FORCE: "success",
    Effect.NOT_YET: "info",
    Effect.PARTLY: "warning",
    Effect.SUSPENDED: "warning",
    Effect.EXPIRED: "danger",
}

# What dates alone cannot say; everything else follows from them.
STATED_EFFECTS = (Effect.IN_FORCE, Effect.PARTLY, Effect.SUSPENDED, Effect.EXPIRED)


@cache
def fields() -> dict[str, str]:
    """Return code and Vietnamese name of the fields of life, one list for the whole network."""
    rows = tomllib.loads(FIELDS_FILE.read_text(encoding="utf-8"))["fields"]
    return {row["code"]: row["name"] for row in rows}


def field_choices() -> list[tuple[str, str]]:
    """Return the fields as choices of a form; a new one needs no migration."""
    return list(fields().items())
