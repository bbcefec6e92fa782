"""Files of citizens and the scanner for malware: refused when infected, kept back until clean."""

import io
import logging

from django.db import transaction

from commune_site.engagement.encryption import Unreadable
from commune_site.engagement.models.cases import CaseAttachment, CaseEvent, Deed, Scan
from documents.files.malware import scan
from documents.models.files import MalwareScan

logger = logging.getLogger(__name__)

AT_ONCE = 200


class Infected(Exception):
    """The scanner knows malware in this file."""


def verdict_on(content: bytes) -> Scan:
    """Return what is known of a file; without a scanner nothing is.

    Raises:
        Infected: it must not be kept.
    """
    outcome = scan(io.BytesIO(content)).outcome
    if outcome == MalwareScan.INFECTED:
        raise Infected
    if outcome == MalwareScan.CLEAN:
        return Scan.CLEAN
    return Scan.UNSCANNED if outcome == MalwareScan.UNSCANNED else Scan.WAITING


def scan_waiting() -> int:
    """Scan what the scanner could not be asked about before; return how many files are settled.

    An infected file is erased, which stands in the history of its case.
    """
    settled = 0
    rows = CaseAttachment.everywhere.filter(scan=Scan.WAITING).select_related("case")
    for row in rows[:AT_ONCE]:
        try:
            verdict = verdict_on(row.read())
        except Infected:
            _throw_away(row)
        except (Unreadable, OSError) as error:
            logger.warning("file %s of a case cannot be scanned: %s", row.pk, type(error).__name__)
            continue
        else:
            if verdict == Scan.WAITING:
                # The scanner is still away: the others need not find out one by one.
                break
            CaseAttachment.everywhere.filter(pk=row.pk).update(scan=verdict)
        settled += 1
    return settled


@transaction.atomic
def _throw_away(row: CaseAttachment) -> None:
    storage, name = row.file.storage, row.file.name
    CaseEvent.everywhere.create(case=row.case, deed=Deed.INFECTED, is_public=True)
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))
