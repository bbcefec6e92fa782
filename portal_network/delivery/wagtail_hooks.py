"""Asks whose a file is before it is handed out."""

from wagtail import hooks

from portal_network.delivery.files import refuse_elsewhere

BEFORE_WAGTAIL = -100

hooks.register("before_serve_document", refuse_elsewhere, order=BEFORE_WAGTAIL)
