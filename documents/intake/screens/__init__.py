"""The screens on which files are dropped and what was read is confirmed."""
