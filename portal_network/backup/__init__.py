"""Backups of the whole installation: taken, checked, restored, and tried before they are needed."""
