"""Importing many documents at once: checked first, row by row, resumed where it stopped."""
