"""Public pages and screens of the administration."""
