"""A catalogue of a few procedures in the small network, and who keeps it."""

import pytest

from commune_site.procedures.importing.checking import check_file
from commune_site.procedures.importing.services import apply_import, keep_checked
from portal_network.tenancy.models import Role
from tests.commune_site.procedures.procedure_files import BIRTH, MARRIAGE, workbook
from tests.factories import make_user
from tests.networks import LANG_SON, forget_what_processes_remember


def take_over(rows: list[dict], province: str = LANG_SON, **options):
    """Import these rows as the provincial office does, without looking at the changes."""
    checked = check_file(workbook(rows))
    assert not checked.faults, checked.faults
    kept = keep_checked(
        province, checked, file_name="danh-muc.xlsx", **({"is_whole": False} | options)
    )
    done = apply_import(kept)
    forget_what_processes_remember()
    return done


@pytest.fixture
def catalogue(network):
    """Lạng Sơn's catalogue: birth and marriage registration."""
    return take_over([BIRTH, MARRIAGE])


@pytest.fixture
def keeper(network):
    """The administrator of Lạng Sơn, who keeps the catalogue."""
    return make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
