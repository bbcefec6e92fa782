"""Lets a process of its own read a PDF, and takes what it says (:mod:`documents.files.worker`)."""

import json
import mmap
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from documents.files.findings import Finding
from documents.files.pdf_risks import findings_of_pdf
from documents.files.worker import MOST_PAGES
from documents.intake.characters import decoder_for
from portal_network.settings.environment import PROJECT_ROOT

# What every signature has, and hardly anything else.
_SIGNED = b"/ByteRange"
# The last line of a PDF; some programs and mail servers write a little after it.
_END, _END_WITHIN = b"%%EOF", 4096
_ERRORS = {"encrypted": Finding.ENCRYPTED, "damaged": Finding.DAMAGED}
# Pages from which the old code page of a text is told.
_PAGES_FOR_ENCODING = 20


@dataclass(frozen=True, slots=True)
class PageOfFile:
    """The text of one page; ``number`` counts from 1."""

    number: int
    text: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF is; ``pages`` is None where nobody asked for its text.

    ``is_given_up``: the process that read it was stopped, or broke over it.
    """

    findings: tuple[Finding, ...] = ()
    page_count: int | None = None
    pages: tuple[PageOfFile, ...] | None = None
    signatures: tuple[dict, ...] | None = None
    is_given_up: bool = False


def read_pdf(path: Path, *, with_text: bool, trust_store: str = "", seconds: int = 60) -> PdfFacts:
    """Return what a PDF is, its text and its signatures; never raises because of the file.

    A file that takes longer than ``seconds``, or more memory than a process may have, is given up.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        findings = findings_of_pdf(content)
        is_cut_off = content.rfind(_END, max(0, len(content) - _END_WITHIN)) < 0
        is_signed = content.find(_SIGNED) >= 0
    if is_cut_off:
        # Readers repair such files and show what is left of them, which nobody may sign for.
        return PdfFacts((*findings, Finding.DAMAGED))
    command = [sys.executable, "-m", "documents.files.worker", str(path)]
    command += ["--seconds", str(seconds)]
    if with_text:
        command += ["--text"]
    if with_text and is_signed:
        command += ["--signatures", trust_store] if trust_store else ["--signatures"]
    lines = _said(command, seconds)
    if lines is None or not lines:
        return PdfFacts(tuple(findings), is_given_up=True)
    first = lines[0]
    if "error" in first:
        return PdfFacts((*findings, _ERRORS.get(first["error"], Finding.DAMAGED)))
    if first["pages"] > MOST_PAGES:
        findings.append(Finding.TOO_MANY_PAGES)
    pages = [line for line in lines[1:] if "number" in line]
    signatures = next((line["signatures"] for line in lines if "signatures" in line), [])
    return PdfFacts(
        tuple(findings),
        first["pages"],
        _decoded(pages) if with_text else None,
        tuple(signatures) if with_text else None,
    )


def _said(command: list[str], seconds: int) -> list[dict] | None:
    """Return what the process said; None when it did not come to its end."""
    try:
        done = subprocess.run(
            command, cwd=PROJECT_ROOT, capture_output=True, timeout=seconds, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]
    except (subprocess.SubprocessError, ValueError):
        return None


def _decoded(pages: list[dict]) -> tuple[PageOfFile, ...]:
    """Return pages in composed Unicode, also where the file has an old Vietnamese code page."""
    decode = decoder_for(" ".join(page["text"] for page in pages[:_PAGES_FOR_ENCODING]))
    return tuple(
        PageOfFile(page["number"], decode(_writable(page["text"])), page["is_picture"])
        for page in pages
    )


def _writable(text: str) -> str:
    """Return a text without lone surrogates, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
