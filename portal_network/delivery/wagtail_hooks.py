"""Asks whose a file is before it is handed out, and hands out parts of recordings."""

from wagtail import hooks

from portal_network.delivery.files import refuse_elsewhere
from portal_network.delivery.ranges import serve_part

BEFORE_WAGTAIL = -100
AFTER_WAGTAIL = 100

hooks.register("before_serve_document", refuse_elsewhere, order=BEFORE_WAGTAIL)
hooks.register("before_serve_document", serve_part, order=AFTER_WAGTAIL)
