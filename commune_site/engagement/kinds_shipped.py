"""The kinds of cases that every site receives."""

from django.utils.translation import gettext_lazy as _

from commune_site.engagement.kinds import CaseKind, register_kind

QUESTION = CaseKind(
    slug="question",
    name=_("Question"),
    prefix="HD",
    section="qa",
    purpose=_("to answer your question and to tell you what becomes of it"),
    legal_basis="Nghị định 224/2026/NĐ-CP",
    # R56: an answer, or a notice with a date, within fifteen working days.
    answer_days=15,
    is_publishable=True,
)
REPORT = CaseKind(
    slug="report",
    name=_("Report of wrong information"),
    prefix="BS",
    section="citizen-reception",
    purpose=_("to check the information that you report and to tell you the result"),
    legal_basis="Luật Tiếp cận thông tin 104/2016/QH13",
    # R58: fifteen days; the text does not say working days.
    answer_days=15,
    counts_working_days=False,
    retention_days=365,
    is_about_page=True,
)


def register() -> None:
    """Register them."""
    for kind in (QUESTION, REPORT):
        register_kind(kind)
