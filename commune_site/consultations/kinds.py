"""The kind of case as which comments on a draft arrive."""

from django.utils.translation import gettext_lazy as _

from commune_site.engagement.kinds import CaseKind

OPINION = CaseKind(
    slug="opinion",
    name=_("Comment on a draft"),
    prefix="GY",
    section="draft-consultations",
    purpose=_("to read your comments on the draft, to sum them up and to ask back if needed"),
    legal_basis="Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15; "
    "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 25",
    # R54: what no other rule gives longer; the outcome itself is owed by the page.
    answer_days=5,
    retention_days=365,
    is_moderated=True,
)
