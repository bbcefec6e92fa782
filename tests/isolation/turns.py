"""The share of the attack that a run takes: all of it, or a sixteenth for continuous integration.

With ``ISOLATION=reduced`` the commit says which share: every role meets a sixteenth of the
addresses, and another sixteenth is the next commit's. What a shared change opens is found in any
of them.
"""

import os
import subprocess
from functools import cache
from zlib import crc32

SHARES = 16


def is_reduced() -> bool:
    """Tell whether this run takes a share alone."""
    return os.environ.get("ISOLATION") == "reduced"


@cache
def share_of_this_run() -> int:
    """Return the share that the commit in the checkout is given; the first one without Git."""
    try:
        asked = ["git", "rev-parse", "HEAD"]
        commit = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(commit, 16) % SHARES


def is_in_turn(*names: str) -> bool:
    """Tell whether this run attacks what these names describe, such as a role and an address."""
    return not is_reduced() or crc32("/".join(names).encode()) % SHARES == share_of_this_run()
