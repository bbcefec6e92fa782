"""One commune goes back to its backup, here or elsewhere; nobody else notices, nothing is half."""

import io
import shutil
from collections.abc import Iterator
from datetime import date

import pyrage
import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Page, PageLogEntry, ReferenceIndex, Revision

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import Case
from commune_site.engagement.services import erasure
from commune_site.engagement.services.intake import receive
from commune_site.models import PortalImage, PortalPage
from documents.bitmaps import count
from documents.models import PortalDocument
from documents.quarters import blocks_of
from portal_network.audit.models import AuditEntry
from portal_network.backup.communes import afterwards, extent, restoring
from portal_network.backup.communes.extent import Extent, models_of_communes
from portal_network.backup.communes.rows import rows_of
from portal_network.backup.communes.taking import CommuneManifest, vault_of
from portal_network.backup.taking import file_piece, table_piece
from portal_network.backup.vaults import ENDING
from portal_network.moderation.workflows import ensure_workflows
from portal_network.tenancy.models import Commune, Role
from search.entries import entry_sources
from search.models import SearchEntry
from tests.commune_site.engagement.citizens import CONTACT, submission
from tests.factories import (
    NEWS,
    attach,
    make_article,
    make_file,
    make_image,
    make_legal_document,
    make_user,
    section_page,
)
from tests.moderation.texts import draft
from tests.networks import QUOC_KHANH, TAM_THANH, build_network, network_of

KEY = pyrage.x25519.Identity.generate()
# Made anew, or told of the restore itself; everything else of others stays byte by byte.
MADE_ANEW = {"audit_auditentry", "audit_auditchain", "tenancy_networksettings"}


@pytest.fixture
def place(transactional_db, settings, tmp_path):
    """A network in which phường Tam Thanh has pages, files and a case; where backups go."""
    for name in ("default", "private"):
        backend = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        options = {"OPTIONS": {"location": str(tmp_path / name)}}
        settings.STORAGES = settings.STORAGES | {name: backend | options}
    settings.BACKUP_FOLDER = str(tmp_path / "backups")
    settings.BACKUP_RECIPIENT = str(KEY.to_public())
    (tmp_path / "key").write_text(str(KEY))
    build_network()
    ensure_workflows()
    return tmp_path


@pytest.fixture
def article(place) -> PortalPage:
    """An article that names a page, a picture and a file, with a draft beside it."""
    editor = make_user(Role.EDITOR, TAM_THANH)
    target = make_article(TAM_THANH, title="Trang được dẫn tới")
    picture, file = make_image(TAM_THANH), make_file(TAM_THANH, b"%PDF-1.7 first\n%%EOF\n")
    picture.tags.add("lễ hội")
    paragraph = (
        f'<p>Xem <a linktype="page" id="{target.pk}">trang</a> và '
        f'<a linktype="document" id="{file.pk}">tệp</a>.</p>'
    )
    page = make_article(
        TAM_THANH, title="Lễ hội Tam Thanh",
        body=[
            ("paragraph", paragraph),
            ("image", {"image": picture, "alt": "Ảnh", "caption": ""}),
            ("documents", [file]),
        ],
    )  # fmt: skip
    attach(page, file)
    page.save_revision(user=editor, log_action=True)
    text = draft(section_page(TAM_THANH, NEWS), editor, title="Bản nháp đang chờ")
    text.get_workflow().start(text, editor)
    below = Commune.objects.get(pk=TAM_THANH).collection.add_child(name="Ảnh lễ hội")
    make_image(TAM_THANH, collection=Collection.objects.get(pk=below.pk))
    return page


def rows_by_table(commune: Commune) -> dict[str, list]:
    own = Extent(commune)
    return {model._meta.db_table: list(rows_of(own.rows(model))) for model in models_of_communes()}


def rows_of_others(commune: Commune) -> dict[str, list]:
    """Return every row of the database that is not the commune's and not made from its rows."""
    own, found = Extent(commune), {}
    known = set(models_of_communes())
    skipped = extent.LEFT_OUT["is made anew"]
    for model in apps.get_models(include_auto_created=True):
        app = f"{model._meta.app_label}."
        table = model._meta.db_table
        if not model._meta.managed or model._meta.proxy or table in MADE_ANEW:
            continue
        if model._meta.label in skipped or app in skipped:
            continue
        rows = model._base_manager.all()
        if model in known:
            rows = rows.exclude(pk__in=own.rows(model).values("pk"))
        if model is PageLogEntry:
            # Those of pages that are gone stay, and are the commune's again once the page is back.
            rows = rows.filter(page__in=Page.objects.all())
        found[table] = list(rows_of(rows))
    return found


def back_up() -> str:
    said = io.StringIO()
    call_command("back_up", commune=TAM_THANH, stdout=said)
    return said.getvalue().partition(":")[0]


def set_back(place, **options) -> str:
    said = io.StringIO()
    options = {"identity": place / "key", "commune": TAM_THANH, "stdout": said} | options
    call_command("restore", place / "backups", **options)
    return said.getvalue()


def contents_of(storage: str) -> dict[str, bytes]:
    from portal_network.backup.taking import names_in

    where = storages[storage]
    return {name: where.open(name).read() for name in names_in(where)}


def test_every_table_belongs_to_communes_or_is_left_out_for_a_reason(monkeypatch):
    assert len(models_of_communes()) > 60
    names = {label for labels in extent.LEFT_OUT.values() for label in labels}
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    known |= {f"{model._meta.app_label}." for model in apps.get_models()}
    assert names <= known, "a reason for something that does not exist"
    monkeypatch.setitem(extent.LEFT_OUT, "is one person's", frozenset())
    with pytest.raises(extent.Unclassified, match="PageSubscription"):
        models_of_communes()


def test_search_knows_no_source_of_communes_that_a_restore_forgets():
    # Procedures are the province's.
    assert {one.name for one in entry_sources()} == {*afterwards.FOUND_IN, "procedure"}


def test_a_commune_goes_back_and_every_row_of_others_stays(place, article):
    commune = Commune.objects.get(pk=TAM_THANH)
    before = rows_by_table(commune)
    name = back_up()
    # Everything goes wrong.
    kept = article.attachments.get().document
    kept_name = kept.file.name
    storages["default"].delete(kept_name)
    storages["default"].save(kept_name, io.BytesIO(b"overwritten"))
    Page.objects.get(pk=article.pk).delete()
    PortalImage.objects.filter(tags__name="lễ hội").get().delete()
    wrong = make_article(TAM_THANH, title="Trang đăng nhầm")
    make_file(TAM_THANH)
    Commune.objects.filter(pk=TAM_THANH).update(phone="0900 000 000")
    section = section_page(TAM_THANH, NEWS)
    section.title = "Tiêu đề bị sửa"
    section.save_revision().publish()
    make_article(QUOC_KHANH, title="Tin của xã Quốc Khánh")
    others = rows_of_others(commune)
    said = set_back(place, backup=name)
    assert said.startswith(f"{name}: {TAM_THANH} is as of 20")
    after = rows_by_table(Commune.objects.get(pk=TAM_THANH))
    # The file whose name was taken by other contents has another name now.
    document = PortalDocument.objects.get(pk=kept.pk)
    assert document.file.name != kept_name
    assert document.file.read().startswith(b"%PDF-1.7 first")
    for row in (*before["documents_portaldocument"], *after["documents_portaldocument"]):
        row.pop("file")
    for table, found in before.items():
        if table == "wagtailcore_pagelogentry":
            # That somebody deleted the page is not forgotten.
            after[table] = [row for row in after[table] if row in found]
        assert after[table] == found, table
    assert rows_of_others(commune) == others
    # What is made from rows.
    found = SearchEntry.everywhere.filter(commune=TAM_THANH, source="page")
    assert found.filter(object_id=article.pk, is_public=True).exists()
    assert not found.filter(object_id=wrong.pk).exists()
    assert ReferenceIndex.get_references_to(document).exists()
    for action in ("backup.commune_taken", "backup.commune_restored"):
        assert AuditEntry.everywhere.get(action=action).commune_code == TAM_THANH
    Page.fix_tree(fix_paths=False)
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())


def test_the_site_shows_the_day_of_the_backup_at_once(place, article, client):
    host = {"HTTP_HOST": network_of("20").tenants[0].host}
    back_up()
    Page.objects.get(pk=article.pk).delete()
    wrong = make_article(TAM_THANH, title="Trang đăng nhầm")
    gone = client.get(article_path(article), **host)
    assert gone.status_code == 404
    assert client.get(article_path(wrong), **host).status_code == 200
    set_back(place)
    assert client.get(article_path(wrong), **host).status_code == 404
    page = client.get(article_path(article), **host)
    assert page.status_code == 200
    assert "Lễ hội Tam Thanh" in page.content.decode()


def test_lists_of_documents_count_as_on_the_day_of_the_backup(place):
    shelf = make_legal_document(TAM_THANH).shelf
    before = count(blocks_of(shelf), {})
    back_up()
    make_legal_document(TAM_THANH, document_type="quyet-dinh", issued_on=date(2020, 1, 1))
    set_back(place)
    assert count(blocks_of(shelf), {}) == before
    assert before.total == 1


def article_path(page: PortalPage) -> str:
    return page.get_url_parts()[2]


def test_what_citizens_sent_stays_and_what_was_erased_does_not_come_back(place):
    tenant = network_of("20").tenants[0]
    lost = receive(tenant, QUESTION, submission(contact=CONTACT)).case
    erased = receive(tenant, QUESTION, submission(contact=CONTACT)).case
    back_up()
    erasure.erase_on_request(erased.pk)
    later = receive(tenant, QUESTION, submission(contact=CONTACT)).case
    Case.everywhere.filter(pk=lost.pk).delete()
    set_back(place)
    assert set(Case.everywhere.values_list("pk", flat=True)) == {lost.pk, erased.pk, later.pk}
    again = Case.everywhere.get(pk=lost.pk)
    assert (again.subject, again.contact()) == (lost.subject, CONTACT)
    assert again.events.exists()
    assert not Case.everywhere.get(pk=erased.pk).encrypted_contact


def test_in_another_installation_everything_names_what_it_named(place, article):
    commune = Commune.objects.get(pk=TAM_THANH)
    counts = {table: len(found) for table, found in rows_by_table(commune).items()}
    titles = set(Page.objects.descendant_of(commune.root_page).values_list("title", "url_path"))
    back_up()
    # Another installation: sequences go on, so that every key there is another one.
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(place / "default")
    build_network("46")
    build_network()
    ensure_workflows()
    commune = Commune.objects.get(pk=TAM_THANH)
    stays = rows_of_others(commune)
    assert "under new keys" in set_back(place)
    ours = rows_of_others(commune)
    # A tag that was missing is made for all.
    assert {row["name"] for row in ours.pop("taggit_tag")} == {"lễ hội"}
    stays.pop("taggit_tag")
    assert ours == stays
    now = {table: len(found) for table, found in rows_by_table(commune).items()}
    assert {
        table: (counts[table], now[table]) for table in now if counts[table] != now[table]
    } == {}
    commune.refresh_from_db()
    below = Page.objects.descendant_of(commune.root_page)
    assert set(below.values_list("title", "url_path")) == titles
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())
    page = PortalPage.objects.get(title=article.title).specific
    assert page.pk != article.pk
    image, document = page.body[1].value["image"], page.body[2].value[0]
    target = Page.objects.get(title="Trang được dẫn tới")
    assert image.tags.names()[0] == "lễ hội"
    assert image.file.read()
    assert page.attachments.get().document == document
    links = page.body[0].value.source
    assert f'linktype="page" id="{target.pk}"' in links
    assert f'linktype="document" id="{document.pk}"' in links
    # The revision says the same.
    revised = page.latest_revision.as_object()
    assert revised.body[0].value.source == links
    assert revised.body[1].value["image"] == image
    assert revised.pk == page.pk
    assert Revision.page_revisions.filter(object_id=str(page.pk)).exists()
    text = PortalPage.objects.get(title="Bản nháp đang chờ")
    assert text.current_workflow_state.current_task_state.task.specific
    assert ReferenceIndex.get_references_to(image).exists()
    assert SearchEntry.everywhere.filter(commune=TAM_THANH, object_id=page.pk).exists()


@pytest.fixture
def untouched(place, article) -> Iterator[None]:
    """Fails when a refused restore has changed a row or a file."""
    back_up()
    Page.objects.get(pk=article.pk).delete()
    commune = Commune.objects.get(pk=TAM_THANH)
    shutil.rmtree(place / "default" / "documents")
    rows = rows_by_table(commune), rows_of_others(commune)
    files = contents_of("default"), contents_of("private")
    yield
    assert (rows_by_table(commune), rows_of_others(commune)) == rows
    assert (contents_of("default"), contents_of("private")) == files


def test_a_wrong_key_changes_nothing(place, untouched):
    (place / "key").write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(CommandError, match="cannot be read with this key"):
        set_back(place)


def test_a_damaged_file_changes_nothing(place, untouched):
    vault = vault_of(place / "backups", TAM_THANH, identity=str(KEY))
    (name,) = vault.folders()
    last = CommuneManifest.read(vault, name).files[-1]
    path = vault.place.folder / f"{file_piece(last.digest)}{ENDING}"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(CommandError, match="cannot be read"):
        set_back(place)


def test_a_table_that_is_missing_changes_nothing(place, untouched):
    vault = vault_of(place / "backups", TAM_THANH, identity=str(KEY))
    (name,) = vault.folders()
    vault.delete(table_piece(name, "wagtailcore_revision"))
    with pytest.raises(CommandError, match="wagtailcore_revision is missing"):
        set_back(place)


def test_a_backup_of_another_version_changes_nothing(place, untouched, monkeypatch):
    monkeypatch.setattr(restoring.tables, "migrations_applied", lambda: {"tenancy": ["0099_new"]})
    with pytest.raises(CommandError, match="another version of the program"):
        set_back(place)


def test_an_unknown_commune_changes_nothing(place, untouched):
    with pytest.raises(CommandError, match="holds no whole backup"):
        set_back(place, commune="99999")
    with pytest.raises(CommandError, match="99999 has no site here"):
        call_command("back_up", commune="99999")
    folder = place / "backups" / "communes"
    shutil.copytree(folder / TAM_THANH, folder / QUOC_KHANH)
    with pytest.raises(CommandError, match=f"of {TAM_THANH}, not of {QUOC_KHANH}"):
        set_back(place, commune=QUOC_KHANH)


def test_a_restore_that_dies_at_the_end_changes_nothing(place, untouched, monkeypatch):
    def die(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(afterwards, "after", die)
    with pytest.raises(KeyboardInterrupt):
        set_back(place)


def test_rows_of_others_that_name_what_is_gone_forget_it(place, article):
    from commune_site.activities.models import CampaignPage, GatheredPage
    from tests.factories import make_activity

    back_up()
    wrong = make_article(TAM_THANH, title="Trang đăng nhầm")
    campaign = make_activity("20", CampaignPage, "campaigns", starts_on=article.disclosed_on)
    GatheredPage.objects.create(page=campaign, item=wrong)
    GatheredPage.objects.create(page=campaign, item=article)
    assert "1 rows named what is no longer there" in set_back(place)
    assert [row.item_id for row in campaign.gathered.all()] == [article.pk]
