"""Corrections of published pages: written by one person, confirmed by another (R58)."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from commune_site.engagement.errors import NotYours, OwnWork
from commune_site.engagement.models.cases import Case, Deed
from commune_site.engagement.models.corrections import Correction
from commune_site.engagement.rights import confirms_corrections
from commune_site.engagement.services.handling import happened, locked
from commune_site.models.base import PortalPage


@transaction.atomic
def write(user, key: int, text: str, reason: str) -> Correction:
    """Write the note that is to stand on the page of a report; nothing is public yet.

    Raises:
        NotYours: the person does not answer at this place, or the case is about no page.
    """
    case = locked(user, key, must_be_open=False)
    if not case.what.is_about_page or case.page is None:
        raise NotYours
    return Correction.everywhere.create(
        province_id=case.page.province_id,
        commune_id=case.page.commune_id,
        page=case.page,
        record=case.record,
        case=case,
        text=text,
        reason=reason,
        written_by=user,
    )


@transaction.atomic
def confirm(user, key: int) -> Correction:
    """Let the public see a correction from today on.

    Raises:
        NotYours: the person decides nothing at the place of the page.
        OwnWork: the person wrote it.
    """
    row = _locked(user, key)
    if row.published_on is None:
        row.confirmed_by, row.published_on = user, timezone.localdate()
        row.save(update_fields=["confirmed_by", "published_on"])
        PortalPage.everywhere.filter(pk=row.page_id).update(corrected_on=row.published_on)
        log(row.page, "engagement.correction", user=user)
        if row.case_id:
            case = Case.everywhere.get(pk=row.case_id)
            happened(case, Deed.CORRECTED, user, is_public=True)
    return row


@transaction.atomic
def drop(user, key: int) -> None:
    """Throw away a correction that is not public; its writer may do so, too.

    Raises:
        NotYours: the person decides nothing at the place of the page.
    """
    row = _locked(user, key, may_be_own=True)
    if row.published_on is None:
        row.delete()


def _locked(user, key: int, *, may_be_own: bool = False) -> Correction:
    row = Correction.everywhere.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotYours
    is_own = row.written_by_id == user.pk
    if is_own and may_be_own:
        return row
    if not confirms_corrections(user, province_id=row.province_id, commune_id=row.commune_id):
        raise NotYours
    if is_own:
        raise OwnWork
    return row
