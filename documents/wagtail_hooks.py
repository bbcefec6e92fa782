"""Registers what the documents room adds to Wagtail; the work is done elsewhere."""

from wagtail import hooks

from documents.files.publicity import refuse_unpublished

# After the question whose the file is, before Wagtail's own.
AFTER_OWNER = -50

hooks.register("before_serve_document", refuse_unpublished, order=AFTER_OWNER)
