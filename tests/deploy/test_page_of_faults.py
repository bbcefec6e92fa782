"""``docs/reliability.md`` is what ``make faults`` has written about tests that exist."""

import ast

import pytest

from tests.faults import (
    BEGIN,
    END,
    FAULTS,
    HEAD,
    PAGE,
    PROJECT,
    Fault,
    Result,
    collected,
    main,
    results_in,
)  # fmt: skip

REPORT = """<testsuites><testsuite>
<testcase name="test_a" time="1.5"><properties><property name="figure" value="3 forms"/>
</properties></testcase>
<testcase name="test_b" time="2"><failure message="x">y</failure></testcase>
<testcase name="test_c" time="0"><skipped message="x">y</skipped></testcase>
<testcase name="test_d[1]" time="1"><failure message="x">y</failure></testcase>
<testcase name="test_d[2]" time="2"/>
</testsuite></testsuites>"""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_test_of_each_fault_exists(fault: Fault):
    path, _colons, name = fault.test.partition("::")
    functions = ast.parse((PROJECT / path).read_text("utf-8")).body
    assert name in {one.name for one in functions if isinstance(one, ast.FunctionDef)}


def test_the_page_has_a_passed_row_for_each_fault():
    page = PAGE.read_text("utf-8")
    head, _line, *rows = page.partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    assert head == HEAD.splitlines()[0]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [
        fault.name for fault in FAULTS
    ]
    assert all("| passed in " in row for row in rows)


def test_what_was_skipped_has_not_passed(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    found = results_in(report)
    assert found == {
        "test_a": Result(True, 1.5, "3 forms"),
        "test_b": Result(False, 2),
        "test_c": Result(False, 0),
        "test_d": Result(False, 3),
    }
    assert [str(found[name]) for name in ("test_a", "test_b")] == [
        "passed in 2 s; 3 forms",
        "FAILED",
    ]


def test_of_runs_of_several_rooms_the_one_that_failed_counts(tmp_path):
    (tmp_path / "1.xml").write_text(REPORT)
    (tmp_path / "2.xml").write_text(REPORT.replace('<failure message="x">y</failure>', ""))
    assert collected(tmp_path)["test_b"] == Result(False, 2)


def test_a_table_of_runs_that_lack_a_test_is_no_success_and_leaves_the_page(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "1.xml").write_text(REPORT)
    monkeypatch.setenv("TEST_REPORTS", str(tmp_path))
    before = PAGE.read_text("utf-8")
    assert main() == 1
    assert capsys.readouterr().out.count("| FAILED |") == len(FAULTS)
    assert PAGE.read_text("utf-8") == before
    names = [f'<testcase name="{one.test.rpartition("::")[2]}" time="1"/>' for one in FAULTS]
    (tmp_path / "2.xml").write_text(f"<testsuite>{''.join(names)}</testsuite>")
    assert main() == 0
    assert PAGE.read_text("utf-8") == before
