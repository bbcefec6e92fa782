"""What those who answer do with comments on a draft, on the screen of their case."""

from django.utils.translation import gettext_lazy as _

from commune_site.consultations import services
from commune_site.consultations.forms import PUBLISH, ModerateForm, TakeOffForm
from commune_site.consultations.kinds import OPINION
from commune_site.engagement.models.cases import Case
from commune_site.engagement.steps import Step


def _moderate(user, case: Case, values: dict, form: ModerateForm) -> Case:
    if values["decision"] == PUBLISH:
        return services.publish(user, case.pk, form.texts())
    return services.put_on_record(user, case.pk, values["reason"])


def _is_to_be_moderated(case: Case) -> bool:
    return case.kind == OPINION.slug and case.is_open


def _is_public(case: Case) -> bool:
    if case.kind != OPINION.slug:
        return False
    return case.opinions(manager="everywhere").filter(published_on__isnull=False).exists()


MODERATE = Step(
    _("Moderate the comments"), _("Decide"), _("The decision has been kept."),
    ModerateForm, _moderate, _is_to_be_moderated, is_main=True,
)  # fmt: skip
TAKE_OFF = Step(
    _("Take the comments off the page"), _("Take off"), _("The comments are public no longer."),
    TakeOffForm,
    lambda user, case, values, form: services.take_off(user, case.pk, values["reason"]),
    _is_public,
)  # fmt: skip
