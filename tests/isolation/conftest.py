"""Makes the world known to the tests of this folder."""

from tests.isolation.fixtures import nobody_s_session_is_locked, world

__all__ = ["nobody_s_session_is_locked", "world"]
