"""Guides for those who work here: short pages in Vietnamese, one per task, inside the admin."""
