"""OAI-PMH 2.0 as its specification has it: verbs, faults, tokens; Dublin Core of each item."""

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from commune_site.models import PortalPage
from commune_site.open_data import harvesting, oai
from commune_site.open_data.xml import possible
from tests.factories import make_article
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
O = "{http://www.openarchives.org/OAI/2.0/}"  # noqa: E741
DC = "{http://purl.org/dc/elements/1.1/}"


def ask(client, **arguments):
    """Return the root of an answer, once it proves to be one of the protocol."""
    response = client.get("/oai/", {key.rstrip("_"): value for key, value in arguments.items()})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert [child.tag for child in root][:2] == [f"{O}responseDate", f"{O}request"]
    return root


def fault(client, **arguments) -> str:
    return ask(client, **arguments).find(f"{O}error").get("code")


def identifiers(root) -> list[str]:
    return [found.text for found in root.iter(f"{O}identifier")]


def test_it_introduces_itself(visitor, commune):
    root = ask(visitor, verb="Identify")
    said = {child.tag.removeprefix(O): child.text for child in root.find(f"{O}Identify")}
    assert said["repositoryName"] == "Ủy ban nhân dân phường Tam Thanh"
    assert (
        said["baseURL"]
        == root.findtext(f"{O}request")
        == ("http://tamthanh.langson.localhost/oai/")
    )
    assert (said["protocolVersion"], said["deletedRecord"]) == ("2.0", "no")
    assert said["granularity"] == "YYYY-MM-DDThh:mm:ssZ" and "@" in said["adminEmail"]
    prefix = ask(visitor, verb="ListMetadataFormats").find(f".//{O}metadataPrefix")
    assert prefix.text == "oai_dc"


def test_sets_are_sections_without_those_that_name_people(visitor):
    specs = [found.text for found in ask(visitor, verb="ListSets").iter(f"{O}setSpec")]
    assert "news" in specs and "legal-documents" in specs
    assert not {"social-support", "relief", "military-service"} & set(specs)


def test_a_record_holds_dublin_core_of_its_item(visitor, commune):
    page = make_article(commune, title="Tin <mới> & nóng", disclosed_on=date(2026, 3, 1))
    identifier = f"oai:tamthanh.langson.localhost:{page.pk}"
    root = ask(visitor, verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc")
    assert root.find(f".//{O}header/{O}setSpec").text == "news"
    said = {found.tag.removeprefix(DC): found.text for found in root.iter(f"{DC}*")}
    assert said["title"] == "Tin <mới> & nóng"
    assert (said["identifier"], said["date"]) == (page.full_url, "2026-03-01")
    assert said["publisher"] == "Ủy ban nhân dân phường Tam Thanh"
    alone = etree.fromstring(visitor.get(f"/dublin-core/{page.pk}.xml").content)
    assert {found.tag.removeprefix(DC): found.text for found in alone} == said
    head = visitor.get(page.get_url_parts()[2]).content.decode()
    assert f'href="/dublin-core/{page.pk}.xml"' in head


def test_a_long_list_is_harvested_in_parts_to_its_end(visitor, commune, monkeypatch):
    monkeypatch.setattr(oai, "AT_ONCE", 3)
    made = [make_article(commune) for _each in range(7)]
    root = ask(visitor, verb="ListRecords", metadataPrefix="oai_dc")
    seen, parts = [], 1
    while True:
        seen += [text.rpartition(":")[2] for text in identifiers(root) if text.startswith("oai:")]
        token = root.find(f".//{O}resumptionToken")
        if not token.text:
            break
        root = ask(visitor, verb="ListRecords", resumptionToken=token.text)
        parts += 1
    assert (seen, parts) == ([str(page.pk) for page in made], 3)


def test_days_and_sets_choose_records(visitor, commune):
    old, new = make_article(commune), make_article(commune)
    document = make_article(commune, "procedures")
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    PortalPage.everywhere.filter(pk=old.pk).update(last_published_at=moment)
    later = moment.replace(day=5, microsecond=600_000)
    PortalPage.everywhere.filter(pk__in=(new.pk, document.pk)).update(last_published_at=later)

    def chosen(**arguments) -> list[int]:
        root = ask(visitor, verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
        return [int(text.rpartition(":")[2]) for text in identifiers(root)]

    assert chosen(from_="2026-03-02") == [new.pk, document.pk]
    assert chosen(until="2026-03-01") == [old.pk]
    assert chosen(from_="2026-03-05T12:00:00Z", until="2026-03-05T12:00:00Z", set="news") == [
        new.pk
    ]
    stamps = ask(visitor, verb="ListIdentifiers", metadataPrefix="oai_dc", set="procedures")
    assert stamps.find(f".//{O}datestamp").text == "2026-03-05T12:00:00Z"
    faulty = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2030-01-01"}
    assert fault(visitor, **faulty) == "noRecordsMatch"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nonsense"}, "badVerb"),
        ({"verb": "Identify", "x": "1"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "hôm qua"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-02-30"},
         "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-03-02",
          "until": "2026-03-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-03-02",
          "until": "2026-03-05T00:00:00Z"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "forged"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "a", "metadataPrefix": "oai_dc"},
         "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "a"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "khong-co"},
         "noRecordsMatch"),
        ({"verb": "GetRecord", "identifier": "oai:khac:1", "metadataPrefix": "oai_dc"},
         "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
        ({"verb": "ListRecords\x00<"}, "badVerb"),
    ],
)  # fmt: skip
def test_faults_have_the_codes_of_the_protocol(visitor, arguments, code):
    assert fault(visitor, **arguments) == code


def test_harvesters_may_post_and_repeat_no_argument(visitor, commune):
    assert b"<Identify>" in visitor.post("/oai/", {"verb": "Identify"}).content
    assert b'code="badVerb"' in visitor.get("/oai/?verb=Identify&verb=Identify").content


def test_a_token_is_good_for_its_own_repository(visitor, province_visitor, commune, network):
    make_article(commune)
    token = harvesting.Harvest().token(network.tenants[0], 0)
    assert identifiers(ask(visitor, verb="ListRecords", resumptionToken=token))
    assert fault(province_visitor, verb="ListRecords", resumptionToken=token) == (
        "badResumptionToken"
    )


def test_a_part_asks_one_query_however_long(visitor, commune):
    asked = set()
    for number in range(40):
        make_article(commune)
        if number in (1, 39):
            ask(visitor, verb="Identify")
            with queries_of() as statements:
                ask(visitor, verb="ListRecords", metadataPrefix="oai_dc")
            asked.add(len(statements))
    assert len(asked) == 1 and asked.pop() <= 2


def test_signs_that_xml_cannot_hold_are_left_out(visitor, commune):
    assert possible("a\x00b\x0bc\ud800d\ufffee\tf😀") == "abcde\tf😀"
    page = make_article(commune, title="Có dấu \x0b lạ")
    assert "Có dấu" in ask(
        visitor, verb="GetRecord", metadataPrefix="oai_dc",
        identifier=f"oai:tamthanh.langson.localhost:{page.pk}",
    ).find(f".//{DC}title").text  # fmt: skip
