"""Essential pages lie beside the web server as files, and only what every visitor gets."""

import gzip
import os

import pytest
from django.core.management import CommandError, call_command

from commune_site.models import PortalPage
from portal_network.delivery.edge import copies
from portal_network.delivery.edge.copies import CopyMaker
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Authority
from tests.commune_site.alerts.making import make_alert
from tests.factories import make_article
from tests.networks import TAM_THANH, forget_what_processes_remember

pytestmark = pytest.mark.django_db
CONTACTS = "gioi-thieu/lien-he"


@pytest.fixture
def root(network, settings, tmp_path):
    """The folder of the copies of a portal that keeps pages."""
    settings.PAGE_CACHE, settings.PAGE_CACHE_STRICT = "process", False
    settings.EDGE_COPIES_ROOT = str(tmp_path / "copies")
    return tmp_path / "copies"


def pages_below(folder) -> set[str]:
    return {str(file.parent.relative_to(folder)) for file in folder.rglob("index.html")}


def test_each_site_has_its_front_page_contacts_procedures_and_alerts(root, network, capsys):
    alert = make_alert(TAM_THANH, title="Lũ trên sông Kỳ Cùng")
    make_article(TAM_THANH, title="Tin thường")
    forget_what_processes_remember()
    call_command("copy_essential_pages")
    hosts = {tenant.host for tenant in (network.province_tenant, *network.tenants)}
    assert {folder.name for folder in root.iterdir()} == hosts
    folder = root / network.tenants[0].host
    found = pages_below(folder)
    assert {".", "canh-bao", CONTACTS, alert.path.strip("/")} <= found
    assert not [path for path in found if "hoat-dong-don-vi" in path]
    page = (folder / CONTACTS / "index.html").read_text()
    assert "Cổng đang gián đoạn. Đây là bản lưu" in page
    assert page.index("bản lưu") < page.index('<main id="noi-dung"')
    assert gzip.decompress((folder / CONTACTS / "index.html.gz").read_bytes()).decode() == page
    assert os.stat(folder / CONTACTS / "index.html").st_mode & 0o044 == 0o044
    assert "Số trang tin: 3" in capsys.readouterr().out


def test_what_is_public_no_longer_goes_with_the_next_run(root, network):
    maker = CopyMaker(root)
    maker.run(seconds=60)
    tenant, other = network.tenants
    page = PortalPage.objects.get(section="contacts", commune=network.communes[0])
    page.specific.unpublish()
    set_status(network.communes[1], Authority.Status.SUSPENDED)
    forget_what_processes_remember()
    result = maker.run(seconds=60)
    assert not (root / tenant.host / CONTACTS).exists()
    assert (root / tenant.host / "index.html").exists()
    assert not (root / other.host).exists()
    assert result.removed > 1


def set_status(commune, status) -> None:
    commune.status = status
    commune.save()
    directory.forget()


def test_a_page_that_cannot_be_made_keeps_its_last_copy_and_is_told(root, network, monkeypatch):
    call_command("copy_essential_pages")
    file = root / network.tenants[0].host / CONTACTS / "index.html"
    before = file.read_bytes()
    whole = copies.Asker.__call__

    def broken(asker, tenant, path):
        return (500, None) if CONTACTS in path else whole(asker, tenant, path)

    monkeypatch.setattr(copies.Asker, "__call__", broken)
    with pytest.raises(CommandError, match=CONTACTS):
        call_command("copy_essential_pages")
    assert file.read_bytes() == before


def test_a_run_without_time_leaves_the_rest_to_the_next_one(root, network):
    maker = CopyMaker(root)
    hosts = []
    for _run in range(3):
        result = maker.run(seconds=-1)
        assert (result.sites, result.is_complete) == (0, False)
    whole = maker.copy_site
    maker.copy_site = lambda tenant, result: (hosts.append(tenant.host), whole(tenant, result))
    maker.run(seconds=60)
    assert len(hosts) == 3
    assert maker.run(seconds=60, older_than=3600).sites == 0
    # The oldest first: whoever was not reached comes before whoever was.
    os.utime(root / network.tenants[1].host / copies.STAMP, (1, 1))
    hosts.clear()
    maker.run(seconds=60)
    assert hosts[0] == network.tenants[1].host


def test_what_names_people_and_what_is_restricted_is_not_copied(root, network):
    PortalPage.objects.filter(section="contacts", commune=network.communes[0]).update(
        names_people=True
    )
    CopyMaker(root).run(seconds=60)
    assert not (root / network.tenants[0].host / CONTACTS).exists()
    assert (root / network.tenants[1].host / CONTACTS).exists()


def test_the_command_says_what_it_lacks(network, settings):
    settings.EDGE_COPIES_ROOT = ""
    with pytest.raises(CommandError, match="EDGE_COPIES_ROOT"):
        call_command("copy_essential_pages")
    settings.EDGE_COPIES_ROOT, settings.PAGE_CACHE = "/nowhere", "off"
    with pytest.raises(CommandError, match="PAGE_CACHE"):
        call_command("copy_essential_pages")
