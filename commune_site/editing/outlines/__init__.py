"""Outlines with which an officer begins a text instead of an empty form (R123)."""
