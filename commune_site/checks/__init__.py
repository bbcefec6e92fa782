"""What a machine can say of a text before a person reads it: one registry for all screens."""

from commune_site.checks.registry import (
    CHECKS,
    Check,
    Level,
    Result,
    blocks_of,
    examine,
    failures_of,
    register_check,
)

__all__ = [
    "CHECKS",
    "Check",
    "Level",
    "Result",
    "blocks_of",
    "examine",
    "failures_of",
    "register_check",
]
