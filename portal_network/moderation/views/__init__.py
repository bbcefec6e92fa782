"""Screens of approval; they only ask and show, the work lies in ``services``."""
