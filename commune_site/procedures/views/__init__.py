"""The screens of the catalogue and of local notes."""
