"""Disclosures: what the law makes authorities show, with figures, deadlines and corrections.

One page type serves rows 25 to 38 of the requirements; ``profiles.toml`` says what its form asks in
each section. docs/disclosures.md explains the rest.
"""
