"""``docs/reliability.md`` is what ``make faults`` has written about tests that exist."""

import ast

import pytest

from tests.faults import BEGIN, END, FAULTS, HEAD, PAGE, PROJECT, Fault, Result, results_in

REPORT = """<testsuites><testsuite>
<testcase name="test_a" time="1.5"><properties><property name="figure" value="3 forms"/>
</properties></testcase>
<testcase name="test_b" time="2"><failure message="x">y</failure></testcase>
<testcase name="test_c" time="0"><skipped message="x">y</skipped></testcase>
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
    }
    assert [str(found[name]) for name in ("test_a", "test_b")] == [
        "passed in 2 s; 3 forms",
        "FAILED",
    ]
