"""Keeping, publishing and taking off comments."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commune_site.consultations.models import ConsultationPage, Opinion
from commune_site.consultations.parts import Part
from commune_site.engagement.models import Case
from commune_site.engagement.models.cases import Deed
from commune_site.engagement.services.handling import close_with_answer, happened, locked
from commune_site.engagement.services.publication import WithoutConsent
from portal_network.audit.services import record
from portal_network.delivery.page_cache.drops import drop_item

_TITLE = Opinion._meta.get_field("part_title").max_length


def keep_opinions(
    page: ConsultationPage, case: Case, said: Sequence[tuple[Part | None, str]]
) -> None:
    """Keep what a case says on the parts of a draft; once, however often it is sent."""
    opinions = Opinion.everywhere
    if opinions.filter(case=case).exists():
        return
    opinions.bulk_create(
        Opinion(
            page=page,
            case=case,
            part=part.key if part else "",
            part_title=part.title[:_TITLE] if part else "",
            text=text,
        )
        for part, text in said
    )


@transaction.atomic
def publish(user, key: int, texts: Mapping[int, str]) -> Case:
    """Let the public read the comments of a case as ``texts`` has them, and close it.

    A comment of which no word is left stays on record alone.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
        WithoutConsent: the sender has not agreed.
    """
    case = locked(user, key)
    if not case.allows_publishing:
        raise WithoutConsent
    for opinion in Opinion.everywhere.select_for_update().filter(case=case):
        text = texts.get(opinion.pk, "")
        if not text:
            continue
        opinion.is_shortened = text != opinion.text
        opinion.text, opinion.published_on = text, timezone.localdate()
        opinion.save(update_fields=["text", "is_shortened", "published_on"])
    _show_anew(case)
    with override("vi"):
        told = _("Your comments have been put on record and published without your name.")
    return _close(case, user, told)


@transaction.atomic
def put_on_record(user, key: int, reason: str) -> Case:
    """Close a case whose comments count for the synthesis and do not become public.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
    """
    case = locked(user, key)
    with override("vi"):
        told = _("Your comments have been put on record for the synthesis.")
        if case.allows_publishing and reason:
            told += " " + _("They are not published: %(reason)s") % {"reason": reason}
    return _close(case, user, told)


@transaction.atomic
def take_off(user, key: int, reason: str) -> Case:
    """Take comments off the page again; they stay on record.

    Raises:
        NotYours: nothing changes.
    """
    case = locked(user, key, must_be_open=False)
    Opinion.everywhere.filter(case=case).update(published_on=None)
    _show_anew(case)
    with override("vi"):
        note = _("Comments taken off the page: %(reason)s") % {"reason": reason}
    happened(case, Deed.NOTED, user, note=note)
    record("engagement.opinion_taken_off", instance=case, title=case.reference, actor=user)
    return case


def _show_anew(case: Case) -> None:
    page = ConsultationPage.everywhere.filter(opinions__case=case).first()
    if page is not None:
        drop_item(page)


def _close(case: Case, user, told: str) -> Case:
    page = case.page
    with override("vi"):
        told += "\n" + _("What was accepted, what was not, and why, will stand on the same page.")
    links = [(page.title, page.full_url)] if page is not None else []
    return close_with_answer(case, user, told, links)
