"""Screens of the people room; each asks the mandate of its person before anything else."""
