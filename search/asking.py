"""What an address of the search page asks for, and the addresses of what else can be asked."""

from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal_network.tenancy.directory import Tenant
from search.finding import FacetValue, Filters, Order, Results, Scope
from search.kinds import Kind
from search.text import clean_query

PATH = "/tim-kiem/"
QUERY_PARAMETER = "q"
SCOPE_PARAMETER = "pham-vi"
ORDER_PARAMETER = "thu-tu"
LITERAL_PARAMETER = "dung"
PROVINCE_SCOPE = "tinh"
MAX_QUERY_LENGTH = 200
LONGEST_VALUE = 255
# How filters are called in addresses.
FILTER_PARAMETERS = {
    "kind": "loai",
    "section": "chuyen-muc",
    "type": "hinh-thuc",
    "year": "nam",
    "issuer": "co-quan",
    "field": "linh-vuc",
    "commune": "xa",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with place, filters and order; ``is_too_long`` questions are not answered.

    ``literally`` keeps to the words as typed, errors of typing among them.
    """

    query: str
    in_province: bool
    filters: Filters
    order: Order
    is_too_long: bool
    literally: bool = False

    def scope(self, tenant: Tenant) -> Scope:
        """Return where to search."""
        return Scope.province_of(tenant) if self.in_province else Scope.of(tenant)

    def url(self, **changes: str) -> str:
        """Return the address of this question with other values; of its first page."""
        values = {
            QUERY_PARAMETER: self.query,
            SCOPE_PARAMETER: PROVINCE_SCOPE if self.in_province else "",
            ORDER_PARAMETER: self.order.value,
            LITERAL_PARAMETER: "1" if self.literally else "",
        }
        for name, parameter in FILTER_PARAMETERS.items():
            values[parameter] = getattr(self.filters, name)
        values |= changes
        return f"{PATH}?{urlencode({name: value for name, value in values.items() if value})}"


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of answers, or all of them, with its address."""

    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with the values that the answers have, for one field of the form."""

    parameter: str
    label: str
    values: list[FacetValue]
    chosen: str

    @property
    def is_lost(self) -> bool:
        """Tell whether no answer has what was chosen."""
        return bool(self.chosen) and all(one.value != self.chosen for one in self.values)


def read_request(request: HttpRequest, tenant: Tenant) -> Asked:
    """Return what a request asks; an unknown place is the site, an unknown order the usual one."""
    raw = request.GET.get(QUERY_PARAMETER, "")
    wanted = request.GET.get(SCOPE_PARAMETER) == PROVINCE_SCOPE
    order = request.GET.get(ORDER_PARAMETER, "")
    values = {
        name: clean_query(request.GET.get(parameter, ""), LONGEST_VALUE)
        for name, parameter in FILTER_PARAMETERS.items()
    }
    return Asked(
        query=clean_query(raw, MAX_QUERY_LENGTH),
        in_province=wanted or tenant.is_province,
        filters=Filters(**values),
        order=Order(order) if order in set(Order) else Order.RELEVANCE,
        is_too_long=len(raw) > MAX_QUERY_LENGTH,
        literally=request.GET.get(LITERAL_PARAMETER) == "1",
    )


def tabs_of(asked: Asked, kinds: list[FacetValue]) -> list[Tab]:
    """Return all kinds of answers in the order of the tabs, those with none left out."""
    counts = {one.value: one.count for one in kinds}
    parameter = FILTER_PARAMETERS["kind"]
    chosen = asked.filters.kind
    everything = Tab(_("All"), sum(counts.values()), asked.url(**{parameter: ""}), not chosen)
    return [
        everything,
        *(
            Tab(
                str(kind.label), counts.get(kind, 0), asked.url(**{parameter: kind.value}),
                kind == chosen,
            )
            for kind in Kind
            if counts.get(kind) or kind == chosen
        ),
    ]  # fmt: skip


def choices_of(asked: Asked, results: Results) -> list[Choice]:
    """Return the filters of which the answers have at least two values, or one was chosen."""
    labels = {
        "section": _("Section of the results"),
        "type": _("Form of document"),
        "year": _("Year"),
        "issuer": _("Issuing body"),
        "field": _("Field of work"),
        "commune": _("Commune or ward"),
    }
    found = []
    for name in (one.name for one in fields(Filters)):
        values, chosen = results.facets.get(name, []), getattr(asked.filters, name)
        if name not in labels or (name == "commune" and not asked.in_province):
            continue
        if name == "year":
            values = sorted(values, key=lambda one: one.value, reverse=True)
        if len(values) > 1 or chosen:
            found.append(Choice(FILTER_PARAMETERS[name], labels[name], values, chosen))
    return found
