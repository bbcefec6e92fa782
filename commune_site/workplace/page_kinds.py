"""What each type of page is for, said and drawn where officers choose one."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By label of the model; each has a symbol of its model's name in ``img/page-types.svg``.
DESCRIPTIONS: Mapping[str, Promise] = {
    "commune_site.articlepage": _("News, a notice, an invitation: a text with pictures and files."),
    "commune_site.informationpage": _("A text that stays: functions, history, how to reach us."),
    "commune_site.redirectpage": _("Leads to a page of another site of the state."),
    "commune_site.sectionpage": _("Gathers further pages under one heading."),
    "engagement.answerpage": _("A question of citizens with its answer, without personal data."),
    "documents.legaldocumentpage": _(
        "A signed document with number, date, signatory and the file itself."
    ),
    "guidance.guidancepage": _("Explains the law or a service in steps or questions and answers."),
    "guidance.policypage": _("Who gets which support, how much, and where to apply."),
    "activities.albumpage": _("Many pictures of one event, each with a caption."),
    "activities.campaignpage": _("Gathers texts, pictures and videos on one theme for a time."),
    "activities.gazettepage": _("An issue of the gazette with the documents in it."),
    "activities.recordingpage": _("A video or a broadcast, with its text for who cannot hear."),
    "activities.workweekpage": _("Who works where and when in a week or a month, as a calendar."),
    "activities.receptionpage": _("On which days who receives citizens, and where."),
    "disclosures.disclosurepage": _(
        "Figures and lists that must be public: tables from XLSX, period, posting at the office."
    ),
    "consultations.consultationpage": _("A draft on which people comment until a day."),
    "organisation.heritagepage": _("A relic or a sight with its rank, map and pictures."),
    "plans.projectpage": _("An investment or a purchase with capital, progress and supervision."),
    "plans.landrecoverypage": _("Recovery of land, compensation and prices of land."),
    "plans.planningpage": _("A planning or plan of land use with maps and comments."),
    "plans.planpage": _("A strategy, plan or programme with its targets and results."),
    "plans.tenderpage": _("An invitation to tender or its result, with days and amounts."),
}


def description_of(label: str) -> str | Promise:
    """Return what a type of page is for; "" for one that nobody described."""
    return DESCRIPTIONS.get(label, "")
