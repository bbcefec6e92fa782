"""Formats of dates and times that forms accept, by language."""
