"""Accounts that nobody uses are closed after 45 days, with notice (R89)."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from wagtail.log_actions import log

from portal_network.accounts.mail import send_to
from portal_network.accounts.records import IdleRecord
from portal_network.accounts.throttle import unlock

logger = logging.getLogger(__name__)


@dataclass
class IdleReport:
    """Whom a run has warned, closed, or left open as the last operator."""

    warned: list = field(default_factory=list)
    disabled: list = field(default_factory=list)
    spared: list = field(default_factory=list)


def disable_idle_accounts(now: datetime | None = None) -> IdleReport:
    """Warn the owners of accounts that will be closed soon, and close those that are due.

    An account is used when its owner signs in; one that was never used counts from the day it was
    made or reopened. The last operator's account stays, for nobody else could open any again.
    """
    now = now or timezone.now()
    report = IdleReport()
    closed_before = now - settings.ACCOUNT_IDLE_LIMIT
    for user in _unused_since(closed_before):
        if user.is_superuser and not _another_operator(user):
            report.spared.append(user)
            logger.warning("account %s is idle but belongs to the last operator", user.pk)
        else:
            _disable(user)
            report.disabled.append(user)
    warned_before = closed_before + settings.ACCOUNT_IDLE_WARNING
    for user in _unused_since(warned_before).filter(used_at__gt=closed_before):
        if _warn(user, now):
            report.warned.append(user)
    return report


def reactivate(user) -> None:
    """Open a closed account again; its 45 days begin anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    IdleRecord.objects.update_or_create(
        user=user, defaults={"reactivated_at": timezone.now(), "warned_at": None}
    )
    unlock(user)
    log(instance=user, action="accounts.reactivated")
    logger.info("account %s reactivated", user.pk)


def _unused_since(moment: datetime) -> QuerySet:
    """Return open accounts last used at ``moment`` or before, the longest unused first."""
    made_at = F("date_joined")
    used_at = Greatest(
        Coalesce("last_login", made_at),
        Coalesce("idle_record__reactivated_at", made_at),
        made_at,
    )
    users = get_user_model().objects.filter(is_active=True).select_related("idle_record")
    return users.annotate(used_at=used_at).filter(used_at__lte=moment).order_by("used_at", "pk")


def _another_operator(user) -> bool:
    operators = get_user_model().objects.filter(is_active=True, is_superuser=True)
    return operators.exclude(pk=user.pk).exists()


def _disable(user) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    log(instance=user, action="accounts.closed")
    logger.info("account %s disabled: not used since %s", user.pk, user.used_at.date())
    _tell(user, "accounts/email/idle_disabled")


def _warn(user, now: datetime) -> bool:
    """Write to the owner unless that was done since the account was last used."""
    known = getattr(user, "idle_record", None)
    if known and known.warned_at and known.warned_at > user.used_at:
        return False
    IdleRecord.objects.update_or_create(user=user, defaults={"warned_at": now})
    logger.info("owner of account %s warned: not used since %s", user.pk, user.used_at.date())
    _tell(user, "accounts/email/idle_warning")
    return True


def _tell(user, template_prefix: str) -> None:
    days = settings.ACCOUNT_IDLE_LIMIT.days
    context = {"days": days, "closes_at": user.used_at + settings.ACCOUNT_IDLE_LIMIT}
    send_to(user, template_prefix, context)
