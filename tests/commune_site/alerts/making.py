"""Alerts as tests need them."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from commune_site.alerts.board import board
from commune_site.alerts.models import Alert
from commune_site.alerts.services import raise_alert
from portal_network.tenancy.models import Commune
from tests.factories import place_of_code

_numbers = count(1)


def make_alert(place, *, communes=(), begins: float = -1, ends: float = 5, **fields) -> Alert:
    """Raise an alert of a place, ``begins`` and ``ends`` hours from now."""
    owner = place_of_code(place)
    now = timezone.now()
    keys = (
        {"commune": owner, "province": owner.province}
        if isinstance(owner, Commune)
        else {"province": owner, "covers_all": not communes}
    )
    fields = {
        "title": f"Mưa lớn đợt {next(_numbers)}",
        "area": "thôn Nà Kéo",
        "text": "Không đi qua ngầm tràn.",
        "starts_at": now + timedelta(hours=begins),
        "ends_at": now + timedelta(hours=ends),
    } | fields
    alert = raise_alert(Alert(**keys, **fields), communes=communes)
    board.forget()
    return alert
