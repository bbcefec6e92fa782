"""Keeps whole public pages and answers with them before any other work is done.

``marks`` says which answers may be kept and what they show, ``questions`` what a request asks for,
``entries`` what is kept, ``store`` where, ``drops`` what a change makes out of date, ``middleware``
puts them together. See docs/cache.md.
"""
