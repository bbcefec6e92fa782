"""Intake reads the evaluation set as well as promised, and says what it missed."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader, PdfWriter

from documents.intake import reader
from documents.intake.evaluation import Evaluation, comparable, evaluate
from documents.intake.pdf import UnreadablePdf, read_text_layer
from documents.intake.proposals import Proposal, ProposedRecord
from documents.intake.record import propose_record
from tests.documents.intake import corpus, evaluation_set
from tests.documents.intake.fresh import fresh
from tests.documents.intake.official_pdf import OfficialText, draw
from tests.documents.intake.scanned_pdf import scan
from tests.documents.intake.varied import councils_and_joint_texts

TARGET = 0.98


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All documents of the set with their answers."""
    folder = tmp_path_factory.mktemp("corpus")
    assert evaluation_set.write(folder) >= 80
    return folder


@pytest.fixture(scope="module")
def evaluation(folder):
    return evaluate(folder, read_text_layer)


@pytest.mark.parametrize("field", ["number", "date", "type", "signatory"])
def test_the_statements_that_records_are_found_by_are_read(evaluation, field):
    score = evaluation.scores["born_digital", field]
    assert score.documents >= 40
    assert score.precision >= TARGET, [miss for miss in evaluation.misses if miss.field == field]
    assert score.recall >= TARGET


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """The figures of the documents that the reading was not made with."""
    folder = tmp_path_factory.mktemp("fresh")
    assert evaluation_set.write(folder, fresh()) >= 40
    return evaluate(folder, read_text_layer)


@pytest.mark.parametrize(
    "field", ["number", "date", "type", "signatory", "summary", "effective_date", "expiry_date"]
)
def test_documents_of_other_bodies_and_layouts_are_read_as_well(second, field):
    score = second.scores["born_digital", field]
    assert score.stated >= 3
    assert score.precision >= TARGET, [miss for miss in second.misses if miss.field == field]
    assert score.recall >= TARGET, [miss for miss in second.misses if miss.field == field]


@pytest.mark.parametrize("sample", councils_and_joint_texts(), ids=lambda sample: sample.name)
def test_councils_joint_texts_and_odd_letters_are_read_whole(sample, tmp_path):
    text = corpus.encoded(sample.text, sample.encode) if sample.encode else sample.text
    record = propose_record(read_text_layer(draw(text, tmp_path / "a.pdf")))
    evaluation = Evaluation()
    evaluation.add(sample.name, sample.states, record)
    assert evaluation.misses == []


def test_the_command_prints_one_line_per_kind_and_field(folder):
    out = StringIO()
    call_command("evaluate_intake", folder, stdout=out)
    assert "born_digital number precision 1.000 recall 1.000 n 89" in out.getvalue()


@pytest.mark.parametrize("content", ["[]", "not json"])
def test_a_folder_with_broken_answers_is_refused(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(CommandError):
        call_command("evaluate_intake", tmp_path)


def test_a_folder_without_pairs_or_no_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no pair"):
        call_command("evaluate_intake", tmp_path)
    with pytest.raises(CommandError, match="no folder"):
        call_command("evaluate_intake", tmp_path / "none")


def test_each_proposal_names_the_passage_and_page_it_came_from(folder):
    for path in sorted(folder.glob("*.pdf"))[:6]:
        document = read_text_layer(path)
        record = propose_record(document)
        for proposal in (record.number, record.issued_on, record.issuer, record.signatory):
            if proposal is not None:
                words = proposal.passage.split()
                page = document.page(proposal.page).text
                assert all(word in page for word in words)


def test_wrong_missing_and_superfluous_proposals_are_all_counted():
    evaluation = Evaluation()
    right = Proposal("12/KH-UBND", "", 1, 1.0)
    evaluation.add("a", {"number": "12/kh-ubnd", "type": "Kế hoạch"}, ProposedRecord(number=right))
    evaluation.add("b", {"number": None, "type": None}, ProposedRecord(number=right))
    evaluation.add("c", {"number": "13/KH-UBND"}, ProposedRecord(number=right))
    number, kind = (evaluation.scores["born_digital", name] for name in ("number", "type"))
    assert (number.precision, number.recall) == (pytest.approx(1 / 3), 0.5)
    assert (kind.precision, kind.recall) == (1.0, 0.0)
    assert {miss.name for miss in evaluation.misses} == {"a", "b", "c"}


def test_spelling_of_capitals_spaces_and_dashes_does_not_count():
    assert comparable("  Phó  Chủ tịch. ") == comparable("PHÓ CHỦ TỊCH")
    assert comparable("12–KH") == comparable("12-KH")
    assert comparable([]) is comparable("") is None


def test_what_a_document_does_not_state_is_not_proposed(tmp_path):
    path = draw(OfficialText(body=("Một đoạn văn không có gì để đọc.",)), tmp_path / "a.pdf")
    record = propose_record(read_text_layer(path))
    assert record == ProposedRecord()


def test_appendices_with_names_do_not_sign(tmp_path):
    text = next(corpus.samples()).text
    appendix = ("PHỤ LỤC", "DANH SÁCH", "TRƯỞNG BAN", "Nguyễn Văn Mẫu")
    path = draw(replace(text, appendix=appendix), tmp_path / "a.pdf")
    assert propose_record(read_text_layer(path)).signatory.value == text.signatory


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "broken"), (b"%PDF-1.7\n", "broken"), (b"PK\x03\x04 no pdf", "broken")],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, reason):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadablePdf) as refusal:
        read_text_layer(path)
    assert refusal.value.reason == reason


def test_an_encrypted_file_is_refused(folder, tmp_path):
    source = sorted(folder.glob("*.pdf"))[0]
    locked = tmp_path / "locked.pdf"
    writer = PdfWriter(PdfReader(source))
    writer.encrypt("bí mật", algorithm="AES-256")
    writer.write(locked)
    with pytest.raises(UnreadablePdf) as refusal:
        read_text_layer(locked)
    assert refusal.value.reason == "password"


def test_a_page_of_a_picture_is_told_from_one_of_text(folder, tmp_path):
    source = sorted(folder.glob("*.pdf"))[0]
    scanned = scan(source, tmp_path / "scan.pdf", dpi=72)
    assert all(page.is_picture for page in read_text_layer(scanned).pages)
    assert not read_text_layer(source).pages[0].is_picture


def test_without_tesseract_nothing_is_proposed_of_a_scan(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "can_recognise", lambda: False)
    source = sorted(folder.glob("*.pdf"))[0]
    document = reader.read_document(scan(source, tmp_path / "scan.pdf", dpi=72))
    assert document.text.strip() == ""
    assert propose_record(document) == ProposedRecord()


def test_of_long_documents_the_ends_are_read(tmp_path):
    path = draw(OfficialText(body=("Một đoạn văn để đọc. " * 30,) * 40), tmp_path / "a.pdf")
    count = len(read_text_layer(path).pages)
    assert count > 5
    ends = [page.number for page in read_text_layer(path, most_pages=3).pages]
    assert ends == [1, 2, count]


def test_answers_are_json_that_people_can_correct(folder):
    answers = json.loads(sorted(folder.glob("*.json"))[0].read_text(encoding="utf-8"))
    assert set(answers) >= {"number", "date", "type", "signatory", "legal_bases", "kind"}
