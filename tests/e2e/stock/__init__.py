"""Wagtail alone, as ``wagtail start`` makes a site of it: what the portal is compared with."""
