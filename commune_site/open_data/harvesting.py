"""What harvesters ask (OAI-PMH 2.0): their arguments, checked, and the records that answer them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core import signing
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from commune_site.models.base import PortalPage
from commune_site.models.querysets import PortalPageQuerySet
from commune_site.open_data.dublin_core import PREFIX
from commune_site.open_data.selection import open_pages
from commune_site.sections import get_registry
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.isolation.references import is_key

AT_ONCE = 100
_SALT = "commune_site.open_data.resumption"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
# Required and optional arguments of each verb.
ARGUMENTS = {
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ("resumptionToken",)),
    "ListIdentifiers": (("metadataPrefix",), ("from", "until", "set", "resumptionToken")),
    "ListRecords": (("metadataPrefix",), ("from", "until", "set", "resumptionToken")),
    "GetRecord": (("identifier", "metadataPrefix"), ()),
}


class Fault(Exception):
    """An error of the protocol; ``code`` is one of its own."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(text or code)
        self.code, self.text = code, text


@dataclass(frozen=True, slots=True)
class Harvest:
    """Which records are asked for, and behind which key the list goes on."""

    first: datetime | None = None
    last: datetime | None = None
    section: str = ""
    after: int = 0

    def token(self, tenant: Tenant, after: int) -> str:
        """Return what continues this list on this site, unforgeable."""
        moments = [moment and moment.isoformat() for moment in (self.first, self.last)]
        return signing.dumps([tenant.key, *moments, self.section, after], salt=_SALT)


def checked_arguments(sent: QueryDict) -> dict[str, str]:
    """Return the arguments of a request.

    Raises:
        Fault: badVerb or badArgument, as the protocol has it.
    """
    verbs = sent.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise Fault("badVerb", "The verb is missing, repeated or none of OAI-PMH 2.0.")
    required, optional = ARGUMENTS[verbs[0]]
    given = {name: values for name, values in sent.lists() if name != "verb"}
    for name, values in given.items():
        if name not in (*required, *optional) or len(values) != 1 or "\x00" in values[0]:
            raise Fault("badArgument", "An argument is unknown, repeated or not valid.")
    if "resumptionToken" in given and len(given) > 1:
        raise Fault("badArgument", "resumptionToken is an exclusive argument.")
    if "resumptionToken" not in given and (missing := set(required) - set(given)):
        raise Fault("badArgument", f"Missing: {', '.join(sorted(missing))}.")
    return {"verb": verbs[0], **{name: values[0] for name, values in given.items()}}


def harvest_of(arguments: dict[str, str], tenant: Tenant) -> Harvest:
    """Return which records a list asks for.

    Raises:
        Fault: badArgument, badResumptionToken or cannotDisseminateFormat.
    """
    if "resumptionToken" in arguments:
        return _resumed(arguments["resumptionToken"], tenant)
    refuse_other_formats(arguments["metadataPrefix"])
    first, last = arguments.get("from"), arguments.get("until")
    if first and last and len(first) != len(last):
        raise Fault("badArgument", "from and until differ in granularity.")
    moments = (_moment(first, is_end=False), _moment(last, is_end=True))
    if all(moments) and moments[0] > moments[1]:
        raise Fault("badArgument", "from is later than until.")
    return Harvest(*moments, arguments.get("set", ""))


def refuse_other_formats(prefix: str) -> None:
    """Raise where another format than the one of this repository is asked for.

    Raises:
        Fault: cannotDisseminateFormat.
    """
    if prefix != PREFIX:
        raise Fault("cannotDisseminateFormat", "Only oai_dc is available.")


def records_of(harvest: Harvest, tenant: Tenant) -> PortalPageQuerySet:
    """Return the items that a list asks for, in the order of their keys."""
    rows = open_pages(tenant).filter(pk__gt=harvest.after)
    if harvest.section:
        rows = rows.filter(section=harvest.section)
    if harvest.first:
        stamped = Q(last_published_at__gte=harvest.first)
        day = timezone.localdate(harvest.first)
        rows = rows.filter(stamped | Q(last_published_at=None, disclosed_on__gte=day))
    if harvest.last:
        # Stamps have whole seconds.
        stamped = Q(last_published_at__lt=harvest.last + timedelta(seconds=1))
        day = timezone.localdate(harvest.last)
        rows = rows.filter(stamped | Q(last_published_at=None, disclosed_on__lte=day))
    return rows.order_by("pk")


def sets() -> list[tuple[str, str]]:
    """Return the sections as sets, those that name people left out (R83)."""
    registry = get_registry()
    hidden = registry.personal_data_slugs
    return [(row.slug, row.name) for row in registry.sections if row.slug not in hidden]


def identifier_of(page: PortalPage, tenant: Tenant) -> str:
    """Return the identifier of an item in the repository of a site."""
    return f"oai:{tenant.host}:{page.pk}"


def item_of(identifier: str, tenant: Tenant) -> PortalPage:
    """Return the item of an identifier.

    Raises:
        Fault: idDoesNotExist.
    """
    key = identifier.removeprefix(f"oai:{tenant.host}:")
    is_ours = key != identifier and is_key(key)
    page = open_pages(tenant).filter(pk=int(key)).first() if is_ours else None
    if page is None:
        raise Fault("idDoesNotExist", "There is no such item, or it is not open.")
    return page


def stamp_of(page: PortalPage) -> str:
    """Return when an item last changed in public, in UTC."""
    moment = page.last_published_at
    if moment is None:
        moment = timezone.make_aware(datetime.combine(page.disclosed_on, time.min))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str | None, *, is_end: bool) -> datetime | None:
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            bound = time(23, 59, 59) if is_end else time.min
            return datetime.combine(date.fromisoformat(text), bound, UTC)
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise Fault("badArgument", "A date is not valid; use YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def _resumed(token: str, tenant: Tenant) -> Harvest:
    try:
        key, first, last, section, after = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Fault("badResumptionToken", "The token is not valid.") from error
    if key != tenant.key:
        raise Fault("badResumptionToken", "The token is one of another repository.")
    moments = [moment and datetime.fromisoformat(moment) for moment in (first, last)]
    return Harvest(*moments, section, after)
