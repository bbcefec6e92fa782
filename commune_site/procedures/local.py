"""Where and how a commune takes a procedure in: its note, its general note, its contacts."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from commune_site.procedures.models import LocalNote, Procedure
from commune_site.procedures.vocabulary import Level
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class LocalGuidance:
    """What a visitor of this very site needs to know; every text may be empty.

    ``is_own`` tells that the commune wrote something about this procedure itself: the page then
    says what no other site says. ``takes_in`` is false on a province's portal for what communes
    decide: nothing is filed there.
    """

    place_name: str
    address: str
    counter: str
    hours: str
    officer: str
    phone: str
    tips: tuple[str, ...]
    video_url: str
    is_own: bool = False
    takes_in: bool = True
    updated_at: datetime | None = None


def guidance_for(tenant: Tenant, procedure: Procedure) -> LocalGuidance:
    """Return the guidance of a site for a procedure; one query for a commune, none otherwise."""
    own, general = LocalNote(), LocalNote()
    if tenant.is_commune:
        notes = LocalNote.objects.filter(commune_id=tenant.code)
        for note in notes.filter(Q(procedure=procedure.pk) | Q(procedure=None)):
            if note.procedure_id:
                own = note
            else:
                general = note
    contact = tenant.contact
    return LocalGuidance(
        place_name=tenant.authority_name,
        address=own.address or general.address or contact.address,
        counter=own.counter or general.counter,
        hours=own.hours or general.hours or contact.opening_hours,
        officer=own.officer or general.officer,
        phone=own.phone or general.phone or contact.phone,
        tips=(*_lines(own.tips), *_lines(general.tips)),
        video_url=own.video_url or general.video_url,
        is_own=not own.is_empty,
        takes_in=tenant.is_commune or Level.PROVINCE in procedure.parts.levels,
        updated_at=max(filter(None, (own.updated_at, general.updated_at)), default=None),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
