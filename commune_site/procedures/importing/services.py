"""Takes a checked file over, all of it or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from commune_site.navigation import forget_site_tree
from commune_site.procedures.finding import find_anew
from commune_site.procedures.importing.checking import CheckedFile
from commune_site.procedures.importing.plan import Plan, make_plan
from commune_site.procedures.models import CatalogueImport, Procedure, ProcedureVersion
from commune_site.procedures.queries import forget_numbers
from commune_site.procedures.records import ProcedureRecord
from portal_network.tenancy.directory import directory

BATCH = 200


class RefusedImport(Exception):
    """A file is not taken over; the text says why."""


def keep_checked(
    province_code: str,
    checked: CheckedFile,
    *,
    file_name: str,
    is_whole: bool,
    is_sample: bool = False,
    user=None,
) -> CatalogueImport:
    """Keep what was read of a file without a fault, so that somebody can look before it counts.

    Raises:
        ValueError: the file has faults.
    """
    if checked.faults:
        raise ValueError("A file with faults is not kept.")
    return CatalogueImport.everywhere.create(
        province_id=province_code,
        file_name=file_name[-255:],
        is_whole=is_whole,
        is_sample=is_sample,
        records=[record.to_json() for record in checked.records],
        withdrawn_codes=checked.withdrawn_codes,
        warnings=[warning.to_json() for warning in checked.warnings],
        created_by=user,
    )


def plan_of(kept: CatalogueImport) -> Plan:
    """Return what a kept file would change now."""
    return make_plan(
        kept.province_id,
        [ProcedureRecord.from_json(stored) for stored in kept.records],
        withdrawn_codes=kept.withdrawn_codes,
        is_whole=kept.is_whole,
        is_sample=kept.is_sample,
    )


@transaction.atomic
def apply_import(kept: CatalogueImport, *, fingerprint: str = "", user=None) -> CatalogueImport:
    """Take a kept file over and return it; local notes of communes are not touched.

    ``fingerprint`` is that of the plan which somebody looked at, empty where nobody did.

    Raises:
        RefusedImport: the file has been dealt with, or the catalogue is no longer the one of the
            plan that was looked at.
    """
    kept = CatalogueImport.everywhere.select_for_update().get(pk=kept.pk)
    if kept.state != CatalogueImport.State.CHECKED:
        raise RefusedImport(_("This file has been dealt with already."))
    plan = plan_of(kept)
    if fingerprint and fingerprint != plan.fingerprint:
        raise RefusedImport(
            _("The catalogue has changed since you looked at it. Look at the changes again.")
        )
    now = timezone.now()
    _add(kept, plan.additions, now, user)
    _replace(kept, plan.replacements, now, user)
    _withdraw(kept, plan.withdrawals, now, user)
    kept.added, kept.changed = len(plan.added), len(plan.changed)
    kept.withdrawn, kept.unchanged = len(plan.withdrawn), plan.unchanged
    _finish(kept, CatalogueImport.State.APPLIED, now)
    log(instance=kept, action="procedures.import", user=user, data=_counts(kept))
    transaction.on_commit(lambda: _forget_trees(kept.province_id))
    return kept


@transaction.atomic
def discard_import(kept: CatalogueImport, *, user=None) -> None:
    """Throw a kept file away.

    Raises:
        RefusedImport: it has been dealt with.
    """
    kept = CatalogueImport.everywhere.select_for_update().get(pk=kept.pk)
    if kept.state != CatalogueImport.State.CHECKED:
        raise RefusedImport(_("This file has been dealt with already."))
    _finish(kept, CatalogueImport.State.DISCARDED, timezone.now())


def _add(kept: CatalogueImport, records: list[ProcedureRecord], now: datetime, user) -> None:
    rows = []
    for record in records:
        row = Procedure(
            province_id=kept.province_id, version=1, changed_at=now, is_sample=kept.is_sample
        )
        row.describe(record)
        rows.append(row)
    rows = Procedure.everywhere.bulk_create(rows, BATCH)
    _keep_versions(kept, rows, now, user)
    find_anew(row.pk for row in rows)


def _replace(
    kept: CatalogueImport,
    replacements: list[tuple[Procedure, ProcedureRecord]],
    now: datetime,
    user,
) -> None:
    for row, record in replacements:
        row.describe(record)
        row.version += 1
        row.changed_at, row.withdrawn_on, row.is_sample = now, None, kept.is_sample
    rows = [row for row, _record in replacements]
    columns = [field.name for field in Procedure._meta.concrete_fields if not field.primary_key]
    Procedure.everywhere.bulk_update(rows, columns, BATCH)
    _keep_versions(kept, rows, now, user)
    find_anew(row.pk for row in rows)


def _withdraw(kept: CatalogueImport, rows: list[Procedure], now: datetime, user) -> None:
    for row in rows:
        row.version += 1
        row.changed_at, row.withdrawn_on = now, timezone.localdate(now)
    Procedure.everywhere.bulk_update(rows, ["version", "changed_at", "withdrawn_on"], BATCH)
    _keep_versions(kept, rows, now, user, is_withdrawal=True)
    find_anew(row.pk for row in rows)


def _keep_versions(
    kept: CatalogueImport,
    rows: Iterable[Procedure],
    now: datetime,
    user,
    *,
    is_withdrawal: bool = False,
) -> None:
    ProcedureVersion.everywhere.bulk_create(
        [
            ProcedureVersion(
                province_id=kept.province_id, procedure=row, number=row.version,
                record=row.record, is_withdrawal=is_withdrawal,
                valid_from=now, catalogue_import=kept, made_by=user,
            )
            for row in rows
        ],
        BATCH,
    )  # fmt: skip


def _finish(kept: CatalogueImport, state: str, now: datetime) -> None:
    kept.state, kept.finished_at = state, now
    # What was taken over lives on in the versions.
    kept.records, kept.withdrawn_codes = [], []
    kept.save()


def _counts(kept: CatalogueImport) -> dict[str, int]:
    return {name: getattr(kept, name) for name in ("added", "changed", "withdrawn", "unchanged")}


def _forget_trees(province_code: str) -> None:
    """Let the sites show or hide their sections of procedures at once."""
    tenants = [directory.province(province_code), *directory.communes_of(province_code)]
    for tenant in filter(None, tenants):
        forget_numbers(tenant.key)
        forget_site_tree(tenant.key)
