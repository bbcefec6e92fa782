"""Documents that a browser printed are read as well as those that the tests draw."""

import pytest
from playwright.sync_api import Browser

from documents.intake.evaluation import FIELDS, Evaluation, evaluate
from documents.intake.pdf import read_text_layer
from tests.documents.intake.printed import printed, write_printed

TARGET = 0.98


@pytest.fixture(scope="module")
def evaluation(browser: Browser, tmp_path_factory) -> Evaluation:
    """What is read of the third set."""
    folder = tmp_path_factory.mktemp("printed")
    assert write_printed(folder, browser, printed()) >= 18
    return evaluate(folder, read_text_layer)


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"legal_bases"}))
def test_what_courts_fronts_and_departments_print_is_read(evaluation: Evaluation, field: str):
    score = evaluation.scores["born_digital", field]
    assert score.documents >= 18
    assert score.precision >= TARGET, [miss for miss in evaluation.misses if miss.field == field]
    assert score.recall >= TARGET
