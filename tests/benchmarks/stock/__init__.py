"""A commune's site in Wagtail alone: what pages of the portal are compared with.

Settings and middleware are those of ``wagtail start``; page types, menu and templates are written
as Wagtail's documentation and its demonstration site do it. It shows the same words as the portal's
front page and article: menu, lists, text, contacts.
"""
