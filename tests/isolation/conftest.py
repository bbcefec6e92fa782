"""Makes the world known to the tests of this folder."""

from tests.isolation.fixtures import world

__all__ = ["world"]
