"""Asks the search with rows written straight into its table, in a process of its own.

Usage: ``python -m tests.benchmarks.search_run [--postgresql] [--engine] COMMUNES ENTRIES...``,
ascending sizes, on SQLite or on a PostgreSQL of its own; with ``--engine`` the same is asked of
Elasticsearch 9 in half a gigabyte of memory, into which everything is copied as ``rebuild_search``
does. Entries are texts of about 90 Vietnamese words, spread over the communes of all provinces;
some words stand in all of them, some in one of ten thousand. For each kind of question stand the
95th percentile and the median in milliseconds on the clock, of many different questions, without
the page around them. The result is one line of JSON per size and store.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import pairwise

import django

from tests.postgresql.run import server
from tests.search_engine.run import named
from tests.search_engine.servers import search_server

FIRST, OWN = "20", "05986"
BATCH = 5_000
# Questions of each kind before the clock runs, and while it runs.
WARMING, ROUNDS = 10, 60
PUBLISHED = 5
# The numbers of the entries' keys begin here, above those of pages.
FIRST_KEY = 10**8
# Together in every text: what one word of officialese matches.
EVERYWHERE = "Ủy ban nhân dân xã thông báo"
TEXT = """
khai sinh kết hôn đất đai hộ tịch chứng thực xây dựng môi trường giao thông thủy lợi nông
thôn chăn nuôi trồng trọt lâm nghiệp kiểm lâm cháy rừng bão lũ hạn hán tiêm chủng y tế
giáo dục mầm non tiểu học học phí bảo hiểm trợ cấp người cao tuổi khuyết tật hộ nghèo vay
vốn ngân sách dự toán quyết toán đấu thầu mua sắm tài sản công chức viên chức tuyển dụng
khen thưởng kỷ luật quốc phòng nghĩa vụ quân sự an ninh trật tự cư trú căn cước hòa giải
tiếp công dân khiếu nại tố cáo phản ánh kiến nghị văn hóa lễ hội thể thao du lịch di tích
làng nghề hợp tác xã doanh nghiệp đầu tư quy hoạch bản đồ địa giới chuyển đổi số hạ tầng
viễn thông an toàn thực phẩm
"""
SYLLABLES = TEXT.split()
QUESTIONS = {
    "one commune": (True, ("khai sinh", "hộ nghèo", "đầu tư công", "tiêm chủng", "lễ hội làng")),
    "province, few": (False, ("khai sinh kết hôn đất", "lễ hội làng nghề", "cháy rừng bão lũ")),
    "province, number": (False, ("{number}/KH-UBND",)),
    "province, all match": (False, ("thông báo", "ủy ban nhân dân xã", "UBND xã thông báo")),
}

TYPED = (
    "khai s", "đăng ký", "ho ngh", "đầu tư c", "tiem ch", "lễ hội l", "chứng th", "dat d",
    "206/kh", "bảo hiểm y", "thủ tục kh", "hoc ph",
)  # fmt: skip


def places(communes: int) -> list[tuple[str, str]]:
    """Make communes of the country without their sites; return their keys with their provinces'."""
    from portal_network.provisioning import units
    from portal_network.tenancy.models import Commune, Province

    found = [(OWN, FIRST)]
    for code, province in units.load_units().provinces.items():
        Province.objects.get_or_create(
            pk=code, defaults={"name": province.name, "kind": province.kind, "slug": province.slug}
        )
        own = [unit for unit in units.communes_of(code) if unit.code != OWN]
        rows = [
            Commune(code=unit.code, name=unit.name, kind=unit.kind, slug=f"{unit.slug}-{unit.code}",
                    province_id=code)
            for unit in own[: communes - len(found)]
        ]  # fmt: skip
        Commune.objects.bulk_create(rows)
        found += [(row.pk, code) for row in rows]
    return found


class Texts:
    """Entries by their keys, always the same ones, spread over some communes."""

    def __init__(self, communes: list[tuple[str, str]]) -> None:
        self._communes = communes

    def drafts(self, keys: Iterable[int]) -> list:
        """Return drafts of entries."""
        return [self._draft(key - FIRST_KEY) for key in keys]

    def _draft(self, number: int):
        from search.entries import Draft
        from search.kinds import Kind

        chance = random.Random(number)
        commune, province = self._communes[number % len(self._communes)]
        words = chance.choices(SYLLABLES, k=80)
        rare = f"thôn{number % 10_000}"
        return Draft(
            object_id=number + FIRST_KEY, province=province, commune=commune,
            kind=chance.choice((Kind.DOCUMENT, Kind.NEWS, Kind.OTHER)),
            title=f"{' '.join(words[:9]).capitalize()} {rare}", path=f"/bai-{number}/",
            listed_on=date(2016, 1, 1) + timedelta(days=number % 3_900),
            text=f"{EVERYWHERE}. {' '.join(words[9:])}", section="news",
            issuer="Ủy ban nhân dân xã", reference=f"{number}/KH-UBND",
        )  # fmt: skip


def source_of(communes: list[tuple[str, str]]):
    """Return the source of entries, known to search, so that they can be read anew."""
    from search.entries import EntrySource, register_entry_source

    source = EntrySource("benchmark", 99, Texts(communes).drafts, lambda: iter(()))
    register_entry_source(source)
    return source


def fill(source, first: int, last: int) -> float:
    """Insert entries with their texts and tokens; return how many a second."""
    from django.db import transaction

    from search.filling import insert

    began = time.perf_counter()
    for start in range(first, last, BATCH):
        keys = range(FIRST_KEY + start, FIRST_KEY + min(start + BATCH, last))
        with transaction.atomic():
            insert(source, source.drafts(keys))
    return (last - first) / (time.perf_counter() - began)


def clocked(ask: Callable[[int], object]) -> dict[str, float]:
    """Return percentiles of what many calls take (milliseconds)."""
    for turn in range(WARMING):
        ask(turn)
    taken = []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        ask(turn + WARMING)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {
        "p95": round(taken[int(len(taken) * 0.95)], 1),
        "median": round(taken[len(taken) // 2], 1),
    }


def ask(entries: int) -> dict[str, dict[str, float]]:
    """Ask each kind of question many times; return percentiles in milliseconds."""
    from search.finding import Scope, find

    chance, found = random.Random(1), {}
    for name, (is_commune, texts) in QUESTIONS.items():
        scope, totals = Scope(FIRST, OWN if is_commune else ""), []

        def put(turn: int, texts=texts, scope=scope, totals=totals) -> None:
            text = texts[turn % len(texts)].format(number=chance.randrange(entries))
            totals.append(find(scope, text).total)

        found[name] = clocked(put) | {"total": totals[-1]}
    return found | suggested()


def suggested() -> dict[str, dict[str, float]]:
    """Type beginnings of words, of the site and of the province."""
    from portal_network.tenancy.directory import directory
    from search.suggestions import suggest

    tenant = directory.commune(OWN)
    return {
        f"suggestions, {'province' if in_province else 'one commune'}": clocked(
            lambda turn, wide=in_province: suggest(
                tenant, TYPED[turn % len(TYPED)], in_province=wide
            )
        )
        for in_province in (False, True)
    }


def publish() -> list[float]:
    """Publish pages; return after how many seconds each is found (the slowest last)."""
    from search.finding import Scope, find
    from tests.factories import make_article

    taken = []
    for turn in range(PUBLISHED):
        word = f"vuadang{time.time_ns()}"
        began = time.perf_counter()
        make_article(OWN, title=f"Bài {turn} {word}")
        while not find(Scope(FIRST, OWN), word, all_words=True).hits:
            time.sleep(0.02)
        taken.append(round(time.perf_counter() - began, 2))
    return sorted(taken)


def copied() -> float:
    """Build the index of the search server anew; return how many entries a second."""
    from search.engine import copying

    began = time.perf_counter()
    return copying.build_anew() / (time.perf_counter() - began)


def report(store: str, entries: int, **figures: object) -> None:
    """Print one line."""
    print(json.dumps({"store": store, "entries": entries} | figures), flush=True)


def measure(source, known: int, size: int) -> None:
    """Fill up to a size, then ask the database and, if there is one, the search server."""
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    from search.engine.fallback import times_fallen_back
    from search.vocabulary import make_vocabulary

    with override_settings(SEARCH_ENGINE=None):
        per_second = fill(source, known, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        # As every night does.
        make_vocabulary(FIRST)
        asked, found_after = ask(size), publish()
        report(connection.vendor, size, inserted=round(per_second), asked=asked, found=found_after)
    if settings.SEARCH_ENGINE is None:
        return
    per_second, before = copied(), times_fallen_back()
    asked, found_after = ask(size), publish()
    fallen_back = times_fallen_back() - before
    report(
        settings.SEARCH_ENGINE.kind, size, inserted=round(per_second), asked=asked,
        found=found_after, answered_by_the_database=fallen_back,
    )  # fmt: skip


def main(communes: int, sizes: list[int]) -> None:
    """Fill and ask, size after size."""
    from django.core.management import call_command
    from django.test import override_settings
    from django_scopes import scopes_disabled

    from portal_network.provisioning.services import create_network

    call_command("migrate", verbosity=0, interactive=False)
    with scopes_disabled():
        # The search server has no index yet.
        with override_settings(SEARCH_ENGINE=None):
            create_network(FIRST, commune_codes=[OWN])
            source = source_of(places(communes))
        for known, size in pairwise([0, *sizes]):
            measure(source, known, size)


def parsed() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--engine", action="store_true")
    parser.add_argument("communes", type=int)
    parser.add_argument("sizes", type=int, nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    given = parsed()
    with ExitStack() as stack:
        state = stack.enter_context(tempfile.TemporaryDirectory())
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{state}/search.sqlite3"
        if given.postgresql:
            os.environ["TEST_DATABASE_URL"] = stack.enter_context(server()).address
        if given.engine:
            engine = stack.enter_context(search_server())
            os.environ["WAGTAILSEARCH_BACKENDS"] = named(engine.url)
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
        django.setup()
        main(given.communes, given.sizes)
