"""Turns a Word file into a draft of a page: headings, lists, tables, pictures, footnotes."""
