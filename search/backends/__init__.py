"""Search backends whose cost does not grow with the index."""
