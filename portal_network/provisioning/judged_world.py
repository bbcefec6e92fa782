"""Builds what judged queries are asked of: sites with the sample content and with judged documents.

For an empty database that is thrown away afterwards; what is invented here belongs on no site.
"""

from collections.abc import Collection, Sequence

from wagtail.models import Locale

from commune_site.models import ArticlePage, PortalPage
from documents.models import LegalDocumentPage
from portal_network.provisioning import units
from portal_network.provisioning.bulk import TreeInserter, index_objects, refresh_statistics
from portal_network.provisioning.errors import ProvisioningError
from portal_network.provisioning.sample_loader import load_sample
from portal_network.provisioning.sample_pages import slug_of_title
from portal_network.provisioning.sample_procedures import load_sample_procedures
from portal_network.provisioning.services import create_network
from portal_network.provisioning.state import AuthorityState, read_state
from portal_network.tenancy.directory import directory
from search.evaluation.judged_set import ARTICLE, FaultyJudgedSet, JudgedDocument, JudgedSet
from search.vocabulary import make_vocabulary

LENGTH_OF_PROVINCE_CODE = 2


def build_judged_world(judged: JudgedSet) -> None:
    """Create the provinces and communes of a judged set, with samples, and publish its documents.

    Raises:
        FaultyJudgedSet: a place or a section does not exist.
    """
    for province, communes in _by_province(judged.places).items():
        create_network(province, commune_codes=sorted(communes))
        load_sample(province)
        load_sample_procedures(province)
        state = read_state(province)
        for holder in (state.province, *state.communes.values()):
            own = [row for row in judged.documents if row.place == holder.authority.code]
            if own:
                _publish(own, holder, province)
        make_vocabulary(province)
    refresh_statistics()
    directory.forget()


def _by_province(places: Collection[str]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for code in sorted(places):
        is_province = len(code) == LENGTH_OF_PROVINCE_CODE
        try:
            unit = units.province(code) if is_province else units.commune(code)
        except ProvisioningError as error:
            raise FaultyJudgedSet(str(error)) from error
        communes = wanted.setdefault(code if is_province else unit.province_code, set())
        if not is_province:
            communes.add(code)
    return wanted


def _publish(documents: Sequence[JudgedDocument], holder: AuthorityState, province: str) -> None:
    code = holder.authority.code
    inserter = TreeInserter(
        holder.pages,
        province_code=province,
        commune_code=None if code == province else code,
        locale=Locale.get_default(),
    )
    for row in documents:
        parent = holder.pages.get(f"section:{row.section}")
        if parent is None:
            raise FaultyJudgedSet(f"{row.key}: {code} has no section {row.section!r}.")
        inserter.place(_page(row), parent)
    index_objects(inserter.write())


def _page(row: JudgedDocument) -> PortalPage:
    common = {
        "title": row.title,
        "slug": slug_of_title(row.title),
        "section": row.section,
        "summary": row.summary,
        "disclosed_on": row.date,
        "registry_key": row.key,
    }
    if row.type == ARTICLE:
        return ArticlePage(body=[("paragraph", f"<p>{row.text}</p>")], **common)
    return LegalDocumentPage(
        number=row.number,
        document_type=row.type,
        issuer=row.issuer,
        issued_on=row.date,
        full_text=f"<p>{row.text}</p>",
        **common,
    )
