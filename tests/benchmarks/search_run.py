"""Asks the search with rows written straight into its table, in a process of its own.

Usage: ``python -m tests.benchmarks.search_run COMMUNES ENTRIES...``, ascending sizes, on the empty
database that ``TEST_DATABASE_URL`` names. Entries are texts of about 90 Vietnamese words, spread
over the communes of all provinces; some words stand in all of them, some in one of ten thousand.
For each kind of question stand the 95th percentile and the median in milliseconds on the clock, of
many different questions, without the page around them. The result is one line of JSON per size.
"""

import json
import os
import random
import sys
import time
from datetime import date, timedelta

import django

FIRST, OWN = "20", "05986"
BATCH = 5_000
ROUNDS = 60
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


def drafts(first: int, last: int, communes: list[tuple[str, str]]) -> list:
    """Return drafts of entries, always the same ones."""
    from search.entries import Draft
    from search.kinds import Kind

    chance = random.Random(first)
    made = []
    for number in range(first, last):
        commune, province = communes[number % len(communes)]
        words = chance.choices(SYLLABLES, k=80)
        rare = f"thôn{number % 10_000}"
        made.append(
            Draft(
                object_id=number + 10**8, province=province, commune=commune,
                kind=chance.choice((Kind.DOCUMENT, Kind.NEWS, Kind.OTHER)),
                title=f"{' '.join(words[:9]).capitalize()} {rare}", path=f"/bai-{number}/",
                listed_on=date(2016, 1, 1) + timedelta(days=number % 3_900),
                text=f"{EVERYWHERE}. {' '.join(words[9:])}", section="news",
                issuer="Ủy ban nhân dân xã", reference=f"{number}/KH-UBND",
            )
        )  # fmt: skip
    return made


def fill(first: int, last: int, communes: list[tuple[str, str]]) -> float:
    """Insert entries with their texts and tokens; return how many a second."""
    from django.db import transaction

    from search.entries import EntrySource
    from search.filling import insert

    source = EntrySource("benchmark", 99, lambda keys: (), lambda: iter(()))
    began = time.perf_counter()
    for start in range(first, last, BATCH):
        with transaction.atomic():
            insert(source, drafts(start, min(start + BATCH, last), communes))
    return (last - first) / (time.perf_counter() - began)


def ask(entries: int) -> dict[str, dict[str, float]]:
    """Ask each kind of question many times; return percentiles in milliseconds."""
    from search.finding import Scope, find
    from search.vocabulary import make_vocabulary

    # As every night does.
    make_vocabulary(FIRST)
    chance, found = random.Random(1), {}
    for name, (is_commune, texts) in QUESTIONS.items():
        taken, total = [], 0
        for turn in range(ROUNDS):
            text = texts[turn % len(texts)].format(number=chance.randrange(entries))
            scope = Scope(FIRST, OWN if is_commune else "")
            began = time.perf_counter()
            total = find(scope, text).total
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        found[name] = {
            "p95": round(taken[int(len(taken) * 0.95)], 1),
            "median": round(taken[len(taken) // 2], 1),
            "total": total,
        }
    return found


def main(communes: int, sizes: list[int]) -> None:
    """Fill and ask, size after size."""
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scopes_disabled

    from portal_network.provisioning.services import create_network

    call_command("migrate", verbosity=0, interactive=False)
    with scopes_disabled():
        create_network(FIRST, commune_codes=[OWN])
        keys = places(communes)
        known = 0
        for size in sizes:
            per_second = fill(known, size, keys)
            known = size
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            print(
                json.dumps(
                    {
                        "entries": size,
                        "communes": len(keys),
                        "inserted per second": round(per_second),
                        "asked": ask(size),
                    }
                ),
                flush=True,
            )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    main(int(sys.argv[1]), [int(size) for size in sys.argv[2:]])
