"""Raising, correcting and withdrawing an alert: at once, with an entry of who did it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from commune_site.alerts.models import Alert
from portal_network.tenancy.models import Commune
from search.text import fold

LONGEST_TITLE_IN_SLUG = 80


class AlertIsOver(Exception):
    """Somebody tried to change an alert that was withdrawn."""


@transaction.atomic
def raise_alert(alert: Alert, user=None, *, communes: Iterable[Commune] = ()) -> Alert:
    """Store a new alert, which the sites concerned show within seconds.

    ``communes`` are those that a province chose; they count unless ``covers_all``.
    """
    alert.raised_by = user
    alert.raised_at = timezone.now()
    alert.slug = free_slug(alert)
    alert.save()
    alert.communes.set(() if alert.covers_all else communes)
    log(instance=alert, action="alerts.raised", user=user, content_changed=True)
    return alert


@transaction.atomic
def change_alert(alert: Alert, user=None, *, communes: Iterable[Commune] = ()) -> Alert:
    """Store a corrected alert; its address stays.

    Raises:
        AlertIsOver: it was withdrawn, perhaps a moment ago by somebody else.
    """
    if _locked(alert).withdrawn_at:
        raise AlertIsOver
    alert.changed_at = timezone.now()
    alert.save()
    alert.communes.set(() if alert.covers_all else communes)
    log(instance=alert, action="alerts.changed", user=user, content_changed=True)
    return alert


@transaction.atomic
def withdraw_alert(alert: Alert, user=None, *, reason: str = "") -> bool:
    """Take an alert off all sites; return False when somebody else has done so before.

    The archive keeps it with the reason, unless it had not begun.
    """
    row = _locked(alert)
    if row.withdrawn_at:
        return False
    row.withdrawn_at, row.withdrawal_reason = timezone.now(), reason
    row.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    log(instance=row, action="alerts.withdrawn", user=user, data={"reason": reason})
    return True


def _locked(alert: Alert) -> Alert:
    """Return the row as the database has it now; others wait with theirs."""
    return Alert.everywhere.select_for_update().get(pk=alert.pk)


def free_slug(alert: Alert) -> str:
    """Return an address that no other alert of the same authority has: its day and its title."""
    title = slugify(fold(alert.title))
    if len(title) > LONGEST_TITLE_IN_SLUG:
        title = title[:LONGEST_TITLE_IN_SLUG].rsplit("-", 1)[0]
    stem = f"{timezone.localtime(alert.starts_at):%Y-%m-%d}-{title}".rstrip("-")
    taken = set(
        Alert.everywhere.filter(
            province_id=alert.province_id, commune_id=alert.commune_id, slug__startswith=stem
        ).values_list("slug", flat=True)
    )
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
