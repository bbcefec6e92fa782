"""Backups of one commune alone: its rows and files, set back without touching anybody else's."""
