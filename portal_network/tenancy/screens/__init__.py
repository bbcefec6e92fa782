"""Wagtail's own screens, kept to one's places: lists, filters, choosers, reports and home."""
