"""A commune is renamed, suspended and opened again, and nothing of its site is lost."""

import pytest

from commune_site.models import PortalPage
from portal_network.provisioning.errors import HostTaken, ProvisioningError, RefusedHost
from portal_network.provisioning.lifecycle import (
    add_commune,
    rename_commune,
    resume_commune,
    suspend_commune,
)
from portal_network.provisioning.services import create_network
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, HostName
from tests.factories import make_article, site_page
from tests.networks import (
    LANG_SON,
    QUOC_KHANH,
    TAM_THANH,
    first_codes,
    forget_what_processes_remember,
)
from tests.provisioning.database import changed_tables, contents

pytestmark = pytest.mark.django_db

OLD_HOST = "tamthanh.langson.localhost"
NEW_HOST = "maipha.langson.localhost"
# What was done stands in both logs.
LOGS = {"wagtailcore_modellogentry", "audit_auditentry", "audit_auditchain"}


def tam_thanh():
    return Commune.objects.get(pk=TAM_THANH)


def rename(new_name="Phường Mai Pha", new_host=None):
    rename_commune(tam_thanh(), new_name, new_host)
    forget_what_processes_remember()


def refused(error, *arguments):
    """Rename, prove that it was refused and that no row changed, return the message."""
    before = contents()
    with pytest.raises(error) as refusal:
        rename_commune(tam_thanh(), *arguments)
    assert changed_tables(before, contents()) == set()
    return str(refusal.value)


def test_after_a_renaming_the_old_host_redirects_with_path_and_query(network, client_for):
    rename()
    response = client_for(OLD_HOST).get("/van-ban/?nam=2026")
    assert response.status_code == 301
    assert response["Location"] == f"http://{NEW_HOST}/van-ban/?nam=2026"
    assert client_for(NEW_HOST).get("/").status_code == 200


def test_a_renaming_reaches_name_title_collection_site_and_host(network, client_for):
    rename()
    commune = tam_thanh()
    assert commune.name == commune.root_page.title == commune.root_page.draft_title
    assert commune.name == commune.collection.name == commune.site.site_name == "Phường Mai Pha"
    assert commune.site.hostname == NEW_HOST
    hosts = dict(commune.hosts.values_list("host", "is_primary"))
    assert hosts == {NEW_HOST: True, OLD_HOST: False}
    text = client_for(NEW_HOST).get("/").content.decode()
    assert "Ủy ban nhân dân phường Mai Pha" in text
    assert "Tam Thanh" not in text.replace("Phường Tam Thanh, tỉnh Lạng Sơn", "")


def test_a_renaming_keeps_every_page_at_its_path(network):
    article = make_article(TAM_THANH)
    before = list(PortalPage.objects.order_by("pk").values_list("pk", "path", "url_path"))
    rename()
    after = list(PortalPage.objects.order_by("pk").values_list("pk", "path", "url_path"))
    assert after == before
    assert PortalPage.objects.get(pk=article.pk).url.startswith(f"http://{NEW_HOST}/hoat-dong/")


def test_a_new_kind_of_unit_is_taken_over(network):
    commune = Commune.objects.get(pk=QUOC_KHANH)
    rename_commune(commune, "Phường  Quốc   Khánh")
    commune.refresh_from_db()
    assert (commune.kind, commune.name) == (Commune.Kind.PHUONG, "Phường Quốc Khánh")
    assert [host.host for host in commune.hosts.all()] == ["quockhanh.langson.localhost"]


def test_the_title_that_an_editor_gave_to_the_home_page_survives_a_renaming(network):
    home = site_page(TAM_THANH, "home")
    home.title = "Cổng thông tin phường"
    home.save_revision().publish()
    rename()
    assert site_page(TAM_THANH, "home").title == "Cổng thông tin phường"


def test_a_host_typed_by_hand_wins_over_the_one_made_from_the_name(network, client_for):
    rename(new_host="TamThanh2.LangSon.localhost.")
    assert tam_thanh().site.hostname == "tamthanh2.langson.localhost"
    assert client_for("tamthanh2.langson.localhost").get("/").status_code == 200


def test_a_commune_can_take_its_old_name_and_host_back(network, client_for):
    rename()
    rename("Phường Tam Thanh")
    hosts = dict(tam_thanh().hosts.values_list("host", "is_primary"))
    assert hosts == {OLD_HOST: True, NEW_HOST: False}
    assert client_for(NEW_HOST).get("/")["Location"] == f"http://{OLD_HOST}/"


def test_creating_the_network_again_leaves_a_renamed_commune_as_it_is(network):
    rename()
    before = contents()
    assert create_network(LANG_SON, commune_codes=[TAM_THANH]).is_unchanged
    assert changed_tables(before, contents()) == set()


@pytest.mark.parametrize(
    "name", ["Tam Thanh", "Thị trấn Tam Thanh", "", "   ", "Phường", "phường tam thanh", "Xãa B"]
)
def test_a_name_without_its_kind_is_refused(network, name):
    assert "phải bắt đầu bằng Xã, Phường hoặc Đặc khu" in refused(ProvisioningError, name)


def test_a_name_of_which_no_host_can_be_made_is_refused(network):
    assert "Phường !!!" in refused(RefusedHost, "Phường !!!")


def test_a_name_that_is_too_long_is_refused(network):
    assert "120" in refused(ProvisioningError, "Phường " + "Tam Thanh " * 20)


@pytest.mark.parametrize(
    "host", ["tam thanh", "tâmthanh.localhost", "-a.localhost", "a..b", "http://a.vn/", "a" * 300]
)
def test_a_text_that_is_no_host_is_refused(network, host):
    assert refused(RefusedHost, "Phường Mai Pha", host)


def test_the_host_of_another_commune_is_refused_with_its_owner(network):
    message = refused(HostTaken, "Phường Mai Pha", "quockhanh.langson.localhost")
    assert message == "Tên miền quockhanh.langson.localhost đã thuộc về Xã Quốc Khánh."


def test_the_host_of_the_province_is_refused_with_its_owner(network):
    message = refused(HostTaken, "Phường Mai Pha", "langson.localhost")
    assert message == "Tên miền langson.localhost đã thuộc về Tỉnh Lạng Sơn."


def test_a_host_outside_gov_vn_is_refused_where_the_installation_demands_it(network, settings):
    settings.PORTAL_REQUIRED_HOST_SUFFIX = ".gov.vn"
    message = refused(RefusedHost, "Phường Mai Pha", "maipha.langson.example")
    assert "maipha.langson.example" in message
    assert ".gov.vn" in message


def test_an_old_host_outside_gov_vn_cannot_become_the_main_one_again(network, settings):
    rename()
    settings.PORTAL_REQUIRED_HOST_SUFFIX = ".gov.vn"
    assert ".gov.vn" in refused(RefusedHost, "Phường Tam Thanh", OLD_HOST)


def test_the_public_of_a_suspended_commune_reads_the_reason(network, client_for):
    suspend_commune(tam_thanh(), "  Đang sắp xếp lại đơn vị hành chính. ")
    forget_what_processes_remember()
    for path in ("/", "/van-ban/", "/tim-kiem/?q=a"):
        response = client_for(OLD_HOST).get(path)
        assert response.status_code == 503
        assert "Đang sắp xếp lại đơn vị hành chính." in response.content.decode()
    assert client_for("quockhanh.langson.localhost").get("/").status_code == 200


def test_suspending_and_resuming_loses_nothing(network, client_for):
    make_article(TAM_THANH, title="Còn nguyên")
    before = contents()
    suspend_commune(tam_thanh(), "Bảo trì.")
    suspended = changed_tables(before, contents())
    assert suspended == {"tenancy_commune", "tenancy_networksettings"} | LOGS
    resume_commune(tam_thanh())
    assert changed_tables(before, contents()) == {"tenancy_networksettings"} | LOGS
    forget_what_processes_remember()
    response = client_for(OLD_HOST).get("/hoat-dong/hoat-dong-don-vi/")
    assert "Còn nguyên" in response.content.decode()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_suspension_without_a_reason_is_refused(network, reason):
    with pytest.raises(ProvisioningError, match="phải nêu lý do"):
        suspend_commune(tam_thanh(), reason)
    assert tam_thanh().status == Commune.Status.ACTIVE


def test_a_suspension_with_an_endless_reason_is_refused(network):
    with pytest.raises(ProvisioningError, match="255"):
        suspend_commune(tam_thanh(), "x" * 256)
    assert tam_thanh().status == Commune.Status.ACTIVE


def test_a_merged_commune_can_be_neither_suspended_nor_opened(network):
    Commune.objects.filter(pk=TAM_THANH).update(status=Commune.Status.MERGED)
    with pytest.raises(ProvisioningError, match="đã sáp nhập"):
        suspend_commune(tam_thanh(), "Bảo trì.")
    with pytest.raises(ProvisioningError, match="đã sáp nhập"):
        resume_commune(tam_thanh())


def test_one_commune_is_added_by_the_same_service(network):
    third = first_codes(LANG_SON, 3)[2]
    report = add_commune(third, LANG_SON)
    assert report.counts()["commune"] == 1
    assert Commune.objects.filter(pk=third, root_page__live=True).exists()
    assert add_commune(third, LANG_SON).is_unchanged


@pytest.mark.django_db(transaction=True)
def test_every_process_forgets_the_old_directory_once_the_change_is_committed():
    from tests.networks import build_network

    build_network()
    assert directory.for_host(NEW_HOST) is None
    rename_commune(tam_thanh(), "Phường Mai Pha")
    assert directory.for_host(NEW_HOST).name == "Phường Mai Pha"
    assert HostName.objects.get(host=OLD_HOST).is_primary is False
