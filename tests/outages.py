"""For how long tests let a real part be away."""

import os

# Of FAULTS=full; otherwise parts come back as soon as it was seen what people notice.
A_MINUTE = 60.0


def seconds_away() -> float:
    """Return for how many seconds more a part that was stopped stays away."""
    return A_MINUTE if os.environ.get("FAULTS") == "full" else 0.0
