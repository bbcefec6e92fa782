"""The evaluation set: pairs of a drawn document and what it states.

``python -m tests.documents.intake.evaluation_set FOLDER`` writes pairs ``NAME.pdf`` and
``NAME.json`` for ``manage.py evaluate_intake``; with ``--scans`` every third of them as a scan.
``--fresh`` writes the second set instead, ``--printed`` the third and ``--since`` the fourth, for
which it starts Chromium; every one of them as a scan where scans are asked for.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.documents.intake import corpus
from tests.documents.intake.corpus import Sample
from tests.documents.intake.fresh import fresh
from tests.documents.intake.official_pdf import draw
from tests.documents.intake.printed import (
    decomposed_and_icelandic,
    printed,
    tcvn3_with_hyphens,
    write_printed,
)
from tests.documents.intake.printed_since import printed_since
from tests.documents.intake.scanned_pdf import scan
from tests.documents.intake.varied import varied
from tests.e2e.browser import chromium_path, running_browser

# What happens to the papers of the set, in turn.
WEAR = (
    frozenset(), frozenset({"skewed"}), frozenset({"faint"}), frozenset({"signed"}),
    frozenset({"bleed", "skewed"}),
)  # fmt: skip
# Every eighth scanner is set to fewer dots per inch than the others.
DPI, COARSE_DPI = 200, 150
# Their pictures show other letters than they mean, or marks beside their letters.
DRAWN_ODDLY = (
    corpus.tcvn3, corpus.cp1258, corpus.vni, corpus.decomposed, decomposed_and_icelandic,
    tcvn3_with_hyphens,
)  # fmt: skip


def samples() -> Iterator[Sample]:
    """Yield all documents of the set, always the same ones."""
    yield from corpus.samples()
    yield from varied()


def write(folder: Path, chosen: Iterable[Sample] | None = None) -> int:
    """Write all pairs, or those of ``chosen``, into ``folder`` and return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for sample in samples() if chosen is None else chosen:
        text = corpus.encoded(sample.text, sample.encode) if sample.encode else sample.text
        draw(text, folder / f"{sample.name}.pdf")
        _write_answers(folder / f"{sample.name}.json", sample.states | {"kind": "born_digital"})
        count += 1
    return count


def write_scans(drawn: Path, folder: Path, *, step: int = 3, start: int = 0) -> int:
    """Write every ``step``-th pair of ``drawn`` as a scan with a seal over the name.

    Documents whose letters are drawn oddly are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    every = (*samples(), *fresh(), *printed(), *printed_since())
    recoded = {sample.name for sample in every if sample.encode in DRAWN_ODDLY}
    answers = [path for path in sorted(drawn.glob("*.json")) if path.stem not in recoded]
    answers = answers[start::step]
    for seed, path in enumerate(answers):
        states = json.loads(path.read_text(encoding="utf-8"))
        scan(
            path.with_suffix(".pdf"), folder / f"{path.stem}.pdf", seed=seed,
            dpi=COARSE_DPI if seed % 8 == 7 else DPI,
            sealed_name=states["signatory"] or "", wear=WEAR[seed % len(WEAR)],
        )  # fmt: skip
        _write_answers(folder / path.name, states | {"kind": "scan"})
    return len(answers)


def _write_answers(path: Path, states: dict) -> None:
    path.write_text(json.dumps(states, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    target, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    is_main_set = not wanted & {"--fresh", "--printed", "--since"}
    if by_browser := wanted & {"--printed", "--since"}:
        documents = printed() if "--printed" in by_browser else printed_since()
        with running_browser(chromium_path() or "chromium") as browser:
            print(write_printed(target, browser, documents))
    else:
        print(write(target, None if is_main_set else fresh()))
    if "--scans" in sys.argv:
        print(write_scans(target, target / "scans", step=3 if is_main_set else 1))
