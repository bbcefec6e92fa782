"""What visitors can ask for: every address outside of the administration, on one's own host."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page

from commune_site.alerts.models import Alert
from commune_site.consultations.models import ConsultationPage
from commune_site.organisation.models import Unit
from portal_network.tenancy.isolation.addresses import Address, admin_addresses, all_addresses
from tests.isolation.attempts import METHODS, Attempt
from tests.isolation.places import Place
from tests.isolation.session import Session

Requests = Iterator[tuple[str, dict[str, str], frozenset[str]]]


class UnknownPublicAddress(Exception):
    """An address outside of the administration that nobody has taught the attacker to use."""


def _plain(name: str, *args: str) -> Callable[[Place, Place], Requests]:
    def ask(other: Place, host: Place) -> Requests:
        yield reverse(name, args=args), {}, frozenset()

    return ask


def _search(name: str) -> Callable[[Place, Place], Requests]:
    def ask(other: Place, host: Place) -> Requests:
        path = reverse(name)
        for scope in ({}, {"pham-vi": "tinh"}):
            yield path, {"q": other.secret_word} | scope, frozenset({other.secret_word})
            yield path, {"q": other.open_word} | scope, _hidden(other, host)

    return ask


def _documents(other: Place, host: Place) -> Requests:
    model = get_document_model()
    shown = model.everywhere.get(pk=other.samples[model][0])
    sent = _hidden(other, host) and frozenset({str(shown.pk), other.open_word})
    yield urlsplit(shown.url).path, {}, sent
    key, path = other.samples[model][-1], other.secret_paths[0]
    yield path, {}, _closed(other, host) and frozenset({str(key), other.closed_word})


def _restrictions(other: Place, host: Place) -> Requests:
    for key in other.samples[CollectionViewRestriction]:
        path = reverse("wagtaildocs_authenticate_with_password", args=[key])
        yield path, {}, _closed(other, host) and frozenset({str(key)})


def _media(other: Place, host: Place) -> Requests:
    for path in other.secret_paths:
        if path.startswith("/media/"):
            yield path, {}, frozenset({other.closed_word})


def _pages(other: Place, host: Place) -> Requests:
    for path in other.secret_paths:
        if not path.startswith(("/media/", "/tep/")):
            yield path, {}, _closed(other, host)
    for path in other.open_paths:
        yield path, {}, _hidden(other, host)
    for query in ({"ban-in": "1"}, {"tai-ve": "1"}):
        yield other.open_paths[0], query, _hidden(other, host)
    if other is not host:
        yield f"/{other.secret_word}", {}, frozenset({other.secret_word})


def _hidden(other: Place, host: Place) -> frozenset[str]:
    """Return the open word where it must not be known: sites of a province show each other's."""
    is_neighbour = other.province_code == host.province_code
    return frozenset() if is_neighbour else frozenset({other.open_word})


def _closed(other: Place, host: Place) -> frozenset[str]:
    """Return the word of what is closed, but for its own site: that one asks to sign in."""
    return frozenset() if other is host else frozenset({other.closed_word})


def _alerts(name: str) -> Callable[[Place, Place], Requests]:
    def ask(other: Place, host: Place) -> Requests:
        shown, planned = (Alert.everywhere.get(pk=key) for key in other.samples[Alert])
        sent = _hidden(other, host) and frozenset({other.open_word})
        yield reverse(name, args=[shown.slug]), {}, sent
        yield reverse(name, args=[planned.slug]), {}, frozenset({other.secret_word})

    return ask


def _invitations(other: Place, host: Place) -> Requests:
    # The link holds a secret of which the database knows the hash alone.
    yield reverse("people_accept", args=[other.secret_word]), {}, frozenset({other.secret_word})


def _reports(other: Place, host: Place) -> Requests:
    for key in other.samples[Page]:
        foreign = frozenset() if other is host else frozenset({str(key)}) | _hidden(other, host)
        yield reverse("engagement-report", args=[key]), {}, foreign


def _reports_of_records(other: Place, host: Place) -> Requests:
    # Pages of the other, with the name of a unit that nobody has.
    for key in other.samples[Page]:
        foreign = frozenset() if other is host else frozenset({str(key)})
        yield reverse("engagement-report-record", args=[key, "van-phong"]), {}, foreign


def _consultations(other: Place, host: Place) -> Requests:
    for page in ConsultationPage.everywhere.filter(title__contains=other.open_word):
        foreign = frozenset() if other is host else frozenset({str(page.pk)}) | _hidden(other, host)
        yield reverse("consultation-comment", args=[page.pk]), {}, foreign


def _ratings(other: Place, host: Place) -> Requests:
    key = str(other.samples[Page][0])
    foreign = frozenset() if other is host else frozenset({key}) | _hidden(other, host)
    yield reverse("engagement-rate"), {"trang": key}, foreign


def _answers(other: Place, host: Place) -> Requests:
    yield reverse("engagement-answers"), {"q": other.secret_word}, frozenset({other.secret_word})
    yield reverse("engagement-ask"), {"q": other.open_word}, _hidden(other, host)


def _numbers(other: Place, host: Place) -> Requests:
    # A number that every place has, with the symbol of the other place.
    secret = frozenset({other.secret_word})
    for word, foreign in ((other.open_word, _hidden(other, host)), (other.secret_word, secret)):
        yield reverse("document-by-number", args=[f"1/{word}"]), {}, foreign
    yield reverse("document-by-number", args=["1"]), {}, frozenset()


def _lists(other: Place, host: Place) -> Requests:
    foreign = frozenset() if other is host else frozenset({other.open_word, other.secret_word})
    for kind in ("csv", "json"):
        args = {"path": "van-ban/van-ban-quy-pham-phap-luat/", "kind": kind}
        yield reverse("document-export", kwargs=args), {}, foreign


# The types of pages share one selection; the others have one of their own each.
_RESOURCES = ("items", "legal-documents", "procedures", "units", "people")


def _open_lists(other: Place, host: Place) -> Requests:
    for resource in _RESOURCES:
        yield reverse("open-data-list", args=[resource]), {"limit": "100"}, frozenset()
    yield reverse("open-data-list", args=["items"]), {"commune": other.tenant.code}, frozenset()


def _open_entries(other: Place, host: Place) -> Requests:
    for resource, model in (("items", Page), ("units", Unit)):
        for key in other.samples.get(model, ()):
            path = reverse("open-data-detail", args=[resource, str(key)])
            yield path, {}, _sent_key(key, other, host)


def _metadata(other: Place, host: Place) -> Requests:
    for key in other.samples[Page]:
        yield reverse("dublin-core", args=[key]), {}, _sent_key(key, other, host)


def _harvest(other: Place, host: Place) -> Requests:
    asked = {"metadataPrefix": "oai_dc"}
    yield reverse("oai"), asked | {"verb": "ListRecords"}, frozenset()
    for key in other.samples[Page]:
        name = f"oai:{host.tenant.host}:{key}"
        one = asked | {"verb": "GetRecord", "identifier": name}
        yield reverse("oai"), one, _sent_key(key, other, host)


def _sent_key(key: object, other: Place, host: Place) -> frozenset[str]:
    return frozenset({str(key)}) if _out_of_sight(other, host) else frozenset()


def _out_of_sight(other: Place, host: Place) -> bool:
    """Tell whether a site hands out nothing of another: a portal does of its own communes."""
    is_below = host.tenant.is_province and other.province_code == host.province_code
    return other is not host and not is_below


PUBLIC: dict[str, Callable[[Place, Place], Requests]] = {
    "wagtaildocs_serve": _documents,
    "wagtaildocs_authenticate_with_password": _restrictions,
    "wagtailcore_login": _plain("wagtailcore_login"),
    "search": _search("search"),
    "search-suggestions": _search("search-suggestions"),
    "alerts_archive": _plain("alerts_archive"),
    "alerts_feed": _plain("alerts_feed"),
    "alerts_detail": _alerts("alerts_detail"),
    "alerts_cap": _alerts("alerts_cap"),
    "engagement-answers": _answers,
    "engagement-ask": _answers,
    "engagement-track": _plain("engagement-track"),
    "engagement-report": _reports,
    "engagement-report-record": _reports_of_records,
    "consultation-comment": _consultations,
    "engagement-rate": _ratings,
    "engagement-results": _plain("engagement-results"),
    "engagement-privacy": _plain("engagement-privacy", "question"),
    "document-by-number-form": _plain("document-by-number-form"),
    "document-by-number": _numbers,
    "document-export": _lists,
    "open-data": _plain("open-data"),
    "open-data-json-ld": _plain("open-data-json-ld"),
    "open-data-rdf": _plain("open-data-rdf"),
    "open-data-root": _plain("open-data-root"),
    "open-data-openapi": _plain("open-data-openapi"),
    "open-data-list": _open_lists,
    "open-data-detail": _open_entries,
    "dublin-core": _metadata,
    "oai": _harvest,
    "opensearch": _plain("opensearch"),
    "site-map": _plain("site-map"),
    "sitemap": _plain("sitemap"),
    "sitemap-section": _plain("sitemap-section", "site"),
    "robots": _plain("robots"),
    "security-txt": _plain("security-txt"),
    "media": _media,
    "people_accept": _invitations,
    "feed": _plain("feed", "hoat-dong/hoat-dong-don-vi/"),
    "wagtail_serve": _pages,
}


def public_addresses() -> list[Address]:
    """Return the addresses outside of the administration."""
    inside = {address.route for address in admin_addresses()}
    return [address for address in all_addresses() if address.route not in inside]


def attack_public(session: Session, others: list[Place]) -> None:
    """Ask one's own host for what other hosts serve, with every method.

    Raises:
        UnknownPublicAddress: the resolver has one that is not in ``PUBLIC``.
    """
    for address in public_addresses():
        if address.name not in PUBLIC:
            raise UnknownPublicAddress(f"{address.name}: {address.route}")
        for other in others:
            for number, asked in enumerate(PUBLIC[address.name](other, session.actor.host)):
                path, query, foreign = asked
                for method in METHODS if number == 0 else METHODS[:1]:
                    session.send(
                        Attempt(address.name, method, path, tuple(query.items()), foreign=foreign)
                    )
