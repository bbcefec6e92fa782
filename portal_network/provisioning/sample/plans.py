"""The public documents among the sample content, each tied to the authority that issued it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from .plan_text import PlanText, read_plan

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class SamplePlan:
    """A real document, which therefore bears no mark of sample data.

    ``authority`` and ``code`` name its issuer: "province" with a code of two digits, "commune" with
    one of five. ``section`` is the slug of the section where it stands. ``raw_text`` is the
    document as it was published, word for word.
    """

    key: str
    authority: Literal["province", "commune"]
    code: str
    section: str
    text: PlanText
    raw_text: str


@cache
def sample_plans() -> tuple[SamplePlan, ...]:
    """Read the documents listed in ``plans.toml``, in its order."""
    with (_HERE / "plans.toml").open("rb") as manifest:
        rows = tomllib.load(manifest)["plans"]
    return tuple(_read(row) for row in rows)


def _read(row: dict[str, str]) -> SamplePlan:
    raw_text = (_HERE / "plans" / row["file"]).read_text(encoding="utf-8")
    return SamplePlan(
        key=Path(row["file"]).stem,
        authority=row["authority"],
        code=row["code"],
        section=row["section"],
        text=read_plan(raw_text),
        raw_text=raw_text,
    )
