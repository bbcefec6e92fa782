"""``create_network``, ``manage_commune`` and ``list_communes`` with good and bad arguments."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from commune_site.models import PortalPage
from portal_network.tenancy.models import Commune, HostName, Province
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network, first_codes
from tests.provisioning.database import changed_tables, contents

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def refused(*arguments):
    """Run a command, prove that it refused and changed no row, return its message."""
    before = contents()
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert changed_tables(before, contents()) == set()
    return str(refusal.value)


CREATE_TWO = [
    "create_network", "--province", LANG_SON, "--commune", TAM_THANH, "--commune", QUOC_KHANH,
]  # fmt: skip


def test_create_network_says_what_it_made_and_then_that_nothing_is_left():
    assert run(*CREATE_TWO).startswith("Đã tạo 2 xã, phường, 3 cổng và trang thông tin")
    assert run(*CREATE_TWO) == "Không có gì cần làm: mạng lưới đã đầy đủ.\n"
    assert Commune.objects.count() == 2


def test_create_network_dry_run_prints_every_difference_and_changes_nothing():
    before = contents()
    lines = run(*CREATE_TWO, "--dry-run").splitlines()
    assert changed_tables(before, contents()) == set()
    assert lines[0] == "+ 20  tỉnh, thành phố: Tỉnh Lạng Sơn"
    assert any(line.startswith(f"+ {TAM_THANH}") and "Giới thiệu" in line for line in lines)
    assert any("tamthanh.langson.localhost" in line for line in lines)
    assert lines[-1].startswith("Sẽ tạo 2 xã, phường")
    assert "Chưa có gì thay đổi" in lines[-1]


def test_create_network_dry_run_on_a_complete_network_prints_no_difference(network):
    assert run(*CREATE_TWO, "--dry-run") == "Không có gì cần làm: mạng lưới đã đầy đủ.\n"


def test_create_network_makes_all_provinces_of_the_country(monkeypatch):
    from portal_network.provisioning.management.commands import create_network as command

    asked = []

    def create(code, **options):
        asked.append(code)
        return command.NetworkReport(code)

    monkeypatch.setattr(command, "create_network", create)
    run("create_network", "--all")
    assert len(asked) == 34
    assert {LANG_SON, HUE} <= set(asked)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--province", "99"], "Không có tỉnh, thành phố nào"),
        (["--province", LANG_SON, "--commune", "99999"], "Không có xã, phường"),
        (["--province", HUE, "--commune", TAM_THANH], "Tỉnh Lạng Sơn"),
        (["--all", "--commune", TAM_THANH], "không dùng với --all"),
        ([], ""),
        (["--province", LANG_SON, "--all"], ""),
    ],
)
def test_create_network_refuses_bad_arguments(arguments, message):
    assert message in refused("create_network", *arguments)
    assert not Province.objects.exists()


def test_create_network_names_the_owner_of_a_taken_host(network):
    third = first_codes(LANG_SON, 3)[2]
    dry = run("create_network", "--province", LANG_SON, "--commune", third, "--dry-run")
    host = next(line.split(": ")[1] for line in dry.splitlines() if "tên miền:" in line)
    HostName.objects.create(host=host, commune=network.communes[0])
    message = refused("create_network", "--province", LANG_SON, "--commune", third)
    assert message == f"Tên miền {host} đã thuộc về Phường Tam Thanh."


def test_list_communes_prints_json_for_programs(network):
    rows = json.loads(run("list_communes", "--format", "json"))
    assert [row["code"] for row in rows] == [TAM_THANH, QUOC_KHANH]
    assert rows[0] == {
        "code": TAM_THANH,
        "name": "Phường Tam Thanh",
        "kind": "phuong",
        "province": LANG_SON,
        "status": "active",
        "host": "tamthanh.langson.localhost",
        "address": "http://tamthanh.langson.localhost/",
    }


def test_list_communes_prints_the_same_as_csv(network):
    rows = list(csv.DictReader(io.StringIO(run("list_communes", "--format", "csv"))))
    assert rows == json.loads(run("list_communes", "--format", "json"))


def test_list_communes_prints_a_line_per_commune_for_people(network):
    lines = run("list_communes").splitlines()
    assert len(lines) == 2
    assert lines[0].split() == [
        TAM_THANH, "Phường", "Tam", "Thanh", "http://tamthanh.langson.localhost/",
    ]  # fmt: skip


def test_list_communes_keeps_to_one_province(network):
    build_network(HUE, 1)
    rows = json.loads(run("list_communes", "--format", "json", "--province", HUE))
    assert [row["province"] for row in rows] == [HUE]


def test_list_communes_of_an_empty_installation_is_an_empty_list():
    assert json.loads(run("list_communes", "--format", "json")) == []
    assert run("list_communes", "--format", "csv").startswith("code,name,kind")


def test_list_communes_refuses_a_province_that_is_not_here(network):
    assert "Trong hệ thống không có tỉnh" in refused("list_communes", "--province", HUE)
    refused("list_communes", "--format", "xml")


def test_manage_commune_adds_renames_suspends_and_resumes(network):
    third = first_codes(LANG_SON, 3)[2]
    assert run("manage_commune", "add", third).startswith("Đã tạo 1 xã, phường")
    assert run("manage_commune", "rename", TAM_THANH, "--name", "Phường Mai Pha") == (
        "Phường Mai Pha nay dùng tên miền maipha.langson.localhost.\n"
    )
    run("manage_commune", "rename", TAM_THANH, "--name", "Phường Kỳ Cùng",
        "--host", "kycung.langson.localhost")  # fmt: skip
    assert Commune.objects.get(pk=TAM_THANH).hosts.count() == 3
    assert run("manage_commune", "suspend", TAM_THANH, "--reason", "Bảo trì.") == (
        "Phường Kỳ Cùng đã được tạm dừng.\n"
    )
    assert Commune.objects.get(pk=TAM_THANH).suspension_reason == "Bảo trì."
    assert run("manage_commune", "resume", TAM_THANH) == "Phường Kỳ Cùng đã được mở lại.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "99999"], "Không có xã, phường"),
        (["rename", "99999", "--name", "Xã A"], "Trong hệ thống không có xã, phường"),
        (["suspend", first_codes(LANG_SON, 3)[2], "--reason", "x"], "Trong hệ thống không có"),
        (["rename", TAM_THANH, "--name", "Tam Thanh"], "phải bắt đầu bằng"),
        (["rename", TAM_THANH, "--name", "Xã A", "--host", "a b"], "a b"),
        (["suspend", TAM_THANH, "--reason", " "], "phải nêu lý do"),
        (["rename", TAM_THANH], ""),
        (["suspend", TAM_THANH], ""),
        (["close", TAM_THANH], ""),
        ([], ""),
    ],
)
def test_manage_commune_refuses_bad_arguments(network, arguments, message):
    assert message in refused("manage_commune", *arguments)


def test_a_command_that_was_refused_leaves_the_tree_as_it_was(network):
    count = PortalPage.objects.count()
    refused("manage_commune", "add", "00000")
    assert PortalPage.objects.count() == count
