"""Every embedded installation has a secret key of its own, made once and read by its owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor

from portal_network.settings.secret_key import read_or_create_secret_key


def test_the_key_is_made_once_and_stays_the_same(tmp_path):
    path = tmp_path / "state" / "secret_key"
    first = read_or_create_secret_key(path)
    assert len(first) >= 50
    assert read_or_create_secret_key(path) == first


def test_the_file_belongs_to_its_owner_alone(tmp_path):
    path = tmp_path / "secret_key"
    read_or_create_secret_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_but_the_key_is_left_behind(tmp_path):
    read_or_create_secret_key(tmp_path / "secret_key")
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_two_installations_have_different_keys(tmp_path):
    assert read_or_create_secret_key(tmp_path / "a") != read_or_create_secret_key(tmp_path / "b")


def test_a_key_that_an_operator_wrote_is_kept_without_its_line_end(tmp_path):
    path = tmp_path / "secret_key"
    path.write_text("khoa-cua-nguoi-van-hanh\n", encoding="ascii")
    assert read_or_create_secret_key(path) == "khoa-cua-nguoi-van-hanh"


def test_processes_that_start_together_read_the_same_whole_key(tmp_path):
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(read_or_create_secret_key, [path] * 32))
    assert len(set(keys)) == 1
    assert keys[0]
