"""Lists the licence of every package that the portal runs on; fails on one that a state body
cannot accept: GPL and AGPL would bind the whole installation (LGPL does not).

    python -m tests.quality.licences
"""

import re
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# What a package does not say of itself: its licence, or the libraries that its wheel carries.
BUNDLED = {
    "pillow-heif": "GPL-2.0-only (x265 in its wheel)",
    "pyrage": "MIT (said in its file of the licence alone)",
}
REFUSED = re.compile(r"\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)


def packages() -> list[str]:
    """Return the names of everything pinned in requirements.txt."""
    lines = (PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==", line))]


def licence(package: str) -> str:
    """Return what an installed package says of its licence, in one line; "" for nothing."""
    if package in BUNDLED:
        return BUNDLED[package]
    about = metadata.metadata(package)
    if about["License-Expression"]:
        return about["License-Expression"]
    classifiers = [
        classifier.rsplit(" :: ", 1)[-1]
        for classifier in about.get_all("Classifier") or []
        if classifier.startswith("License ::") and classifier != "License :: OSI Approved"
    ]
    return ", ".join(classifiers) or (about["License"] or "").strip().split("\n")[0]


def is_refused(text: str) -> bool:
    """Tell whether a licence forbids the use: every alternative of it does, or it is unknown."""
    alternatives = re.split(r"\s+OR\s+", text.strip("() "))
    return not text or all(REFUSED.search(alternative) for alternative in alternatives)


def main() -> int:
    """Print the list; return 1 when a licence is refused."""
    licences = {}
    for package in packages():
        # Not installed is not used: set-up removes what is named in BUNDLED.
        with suppress(metadata.PackageNotFoundError):
            metadata.distribution(package)
            licences[package] = licence(package)
    for package, text in licences.items():
        print(f"{package:28} {text}")
    refused = [package for package, text in licences.items() if is_refused(text)]
    if refused:
        print(f"\nnot to be used at run time: {', '.join(refused)}", file=sys.stderr)
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
